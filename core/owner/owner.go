// Package owner tells which process carries a piece of work, such as the sending
// of a refund or a purchase, and whether that process still runs.
package owner

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// Process names a process: host, process id and the process's start, so that a
// reused process id is not mistaken for it.
type Process string

// Self is this process.
func Self() Process {
	host, _ := os.Hostname()
	return Process(fmt.Sprintf("%s/%d/%s", strings.ReplaceAll(host, "/", "-"), os.Getpid(), started(os.Getpid())))
}

// Alive tells whether the process still runs. A process on another machine is
// taken to be alive: only the time-out of its attempt tells.
func (p Process) Alive() bool {
	parts := strings.Split(string(p), "/")
	if len(parts) != 3 {
		return false
	}
	if host, _ := os.Hostname(); parts[0] != strings.ReplaceAll(host, "/", "-") {
		return true
	}
	pid, err := strconv.Atoi(parts[1])
	if err != nil {
		return false
	}
	if pid == os.Getpid() {
		return parts[2] == started(pid)
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer process.Release()
	if runtime.GOOS == "windows" { // has no signal 0; a process that is gone is not found
		return true
	}
	if err := process.Signal(syscall.Signal(0)); err != nil && !os.IsPermission(err) {
		return false
	}
	// Other users' processes may be hidden: what cannot be compared may be the owner.
	start := started(pid)
	return start == "" || start == parts[2]
}

// started gives the process's start in kernel ticks where /proc tells it, else
// nothing; a zombie counts as gone.
func started(pid int) string {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	// The name in brackets may hold spaces and brackets itself.
	_, rest, ok := strings.Cut(string(stat[max(0, strings.LastIndexByte(string(stat), ')')):]), ") ")
	if fields := strings.Fields(rest); ok && len(fields) > 19 && fields[0] != "Z" {
		return fields[19]
	}
	return "gone"
}
