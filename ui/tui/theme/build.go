package theme

func coloured(p palette, d Depth) *Styles {
	all := attr(0)
	if p.boldAll {
		all = bold
	}
	f := func(fg colour, a attr) Style { return style(d, fg, own, a|all) }
	fb := func(fg, bg colour, a attr) Style { return style(d, fg, bg, a|all) }
	s := &Styles{Color: true}
	s.Tones = [tones]Style{
		Plain: style(d, p.text, own, 0), Muted: style(d, p.muted, own, 0), Strong: f(p.strong, bold),
		Good: f(p.good, 0), Warn: f(p.warn, 0), Bad: f(p.bad, 0), Info: f(p.info, 0), Accent: f(p.accent, 0),
	}
	s.Title, s.TitleFocus = f(p.strong, 0), f(p.borderFocus, bold)
	s.Border, s.BorderFocus = f(p.border, 0), f(p.borderFocus, 0)
	s.Bar, s.BarKey, s.BarOpen = fb(p.barText, p.barBack, 0), fb(p.barText, p.barBack, underline), fb(p.focusText, p.focusBack, 0)
	s.Tab, s.TabOn = f(p.muted, 0), f(p.accent, bold|underline)
	s.Live, s.Practice = fb(p.dangerText, p.dangerBack, bold), f(p.practice, bold|reverse)
	s.ReadOnly = f(p.warn, bold|reverse)
	s.Header, s.HeaderOn = f(p.muted, bold), f(p.accent, bold|underline)
	s.Cursor, s.CursorIdle = fb(p.focusText, p.focusBack, 0), fb(p.dimText, p.dimBack, 0)
	s.Picked = f(p.accent, bold)
	s.Panel, s.PanelKey = fb(p.panelText, p.panelBack, 0), fb(p.accent, p.panelBack, underline)
	s.PanelMuted, s.PanelOn = fb(p.muted, p.panelBack, 0), fb(p.focusText, p.focusBack, 0)
	s.Field, s.FieldOn = fb(p.fieldText, p.fieldBack, 0), fb(p.fieldText, p.fieldBack, underline)
	s.Caret = fb(p.focusText, p.focusBack, 0)
	s.Button, s.ButtonOn = fb(p.dimText, p.dimBack, 0), fb(p.focusText, p.focusBack, bold)
	s.ButtonRisky, s.ButtonOff = fb(p.dangerText, p.dangerBack, bold), fb(p.muted, p.panelBack, 0)
	s.Key, s.Hint = f(p.accent, bold), style(d, p.muted, own, 0)
	s.Backdrop = style(d, p.muted, own, faint)
	return s
}

// mono uses no colour at all: reverse, bold and underline carry what must be seen.
func mono() *Styles {
	f := func(a attr) Style { return style(NoColor, own, own, a) }
	s := &Styles{Name: "mono"}
	s.Tones[Strong] = f(bold)
	s.Tones[Bad], s.Tones[Warn] = f(bold), f(bold)
	s.Title, s.TitleFocus, s.BorderFocus = f(bold), f(bold|reverse), f(bold)
	s.Bar, s.BarKey, s.BarOpen = f(reverse), f(reverse|underline), f(bold)
	s.TabOn = f(bold | underline)
	s.Live, s.Practice, s.ReadOnly = f(bold|reverse), f(bold), f(bold|reverse)
	s.Header, s.HeaderOn = f(bold), f(bold|underline)
	s.Cursor, s.CursorIdle, s.Picked = f(reverse), f(underline), f(bold)
	s.PanelKey, s.PanelOn = f(underline), f(reverse)
	s.FieldOn, s.Caret = f(underline), f(reverse)
	s.ButtonOn, s.ButtonRisky = f(reverse), f(reverse|bold)
	s.Key = f(bold)
	return s
}
