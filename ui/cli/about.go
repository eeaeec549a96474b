package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"contra/ui/cli/app"
)

func versionCmd(a *app.App) *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Print the version", Args: app.Want(),
		RunE: func(*cobra.Command, []string) error { return printVersion(a) }}
}

func printVersion(a *app.App) error {
	v := app.Build()
	return a.Result(v, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "contra %s %s %s\n", v.Version, v.Go, v.Platform)
		return err
	})
}

func completionCmd(a *app.App) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print the completion script for bash, zsh, fish or powershell",
		Example: `  source <(contra completion bash)
  contra completion zsh > "${fpath[1]}/_contra"
  contra completion fish > ~/.config/fish/completions/contra.fish
  contra completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: shells,
		Args:      app.Want("SHELL (" + strings.Join(shells, ", ") + ")"),
		RunE: func(cmd *cobra.Command, args []string) error {
			var script bytes.Buffer
			var err error
			switch root := cmd.Root(); args[0] {
			case "bash":
				err = root.GenBashCompletionV2(&script, true)
			case "zsh":
				err = root.GenZshCompletion(&script)
			case "fish":
				err = root.GenFishCompletion(&script, true)
			case "powershell":
				err = root.GenPowerShellCompletionWithDesc(&script)
			default:
				return app.Usage(cmd, "there is no completion for %q: there is %s", args[0], strings.Join(shells, ", "))
			}
			if err != nil {
				return err
			}
			return a.Result(map[string]string{"shell": args[0], "script": script.String()}, func(w io.Writer) error {
				_, err := script.WriteTo(w)
				return err
			})
		},
	}
}

// helpCmd is contra help COMMAND, the same as contra COMMAND --help.
func helpCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Explain a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil || about == nil || len(rest) > 0 {
				return app.Usage(cmd.Root(), "there is no command %q", strings.Join(args, " "))
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
}

// helpInJSON keeps the promise of --json for help too.
func helpInJSON(a *app.App, root *cobra.Command) {
	plain := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if !a.JSON {
			plain(cmd, args)
			return
		}
		var text strings.Builder
		cmd.SetOut(&text)
		plain(cmd, args)
		if err := a.Result(map[string]string{"help": text.String()}, nil); err != nil {
			a.Complain(err)
		}
	})
}
