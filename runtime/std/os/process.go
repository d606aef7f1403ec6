package os

import (
	"errors"
	"internal/stdio"
	"sync"
	"syscall"
)

//go:linkname argCount rt_os_arg_count
func argCount() int

//go:linkname argument rt_os_arg
func argument(i int) string

//go:linkname exit rt_exit
func exit(code int)

//go:linkname environCount rt_os_environ_count
func environCount() int

//go:linkname environ rt_os_environ
func environ(i int) string

// Args is the command line, with the program's name first.
var Args = arguments()

func arguments() []string {
	args := make([]string, argCount())
	for i := range args {
		args[i] = argument(i)
	}
	return args
}

// Exit ends the process; deferred calls are not made.
func Exit(code int) { exit(code) }

func Getpid() int      { return syscall.Getpid() }
func Getppid() int     { return syscall.Getppid() }
func Getuid() int      { return syscall.Getuid() }
func Geteuid() int     { return syscall.Geteuid() }
func Getgid() int      { return syscall.Getgid() }
func Getegid() int     { return syscall.Getegid() }
func Getpagesize() int { return 4096 }

// Hostname gives the name of the machine, as the kernel knows it.
func Hostname() (name string, err error) {
	data, code := stdio.ReadFile("/proc/sys/kernel/hostname")
	if code != 0 {
		return "", &PathError{"open", "/proc/sys/kernel/hostname",
			syscall.Errno(code)}
	}
	for i, c := range data {
		if c == '\n' {
			data = data[:i]
			break
		}
	}
	return string(data), nil
}

// Executable gives the path of the program's file.
func Executable() (string, error) { return Readlink("/proc/self/exe") }

func UserHomeDir() (string, error) {
	if dir := Getenv("HOME"); dir != "" {
		return dir, nil
	}
	return "", errors.New("$HOME is not defined")
}

func UserCacheDir() (string, error) {
	if dir := Getenv("XDG_CACHE_HOME"); dir != "" {
		if dir[0] != '/' {
			return "", errors.New("path in $XDG_CACHE_HOME is relative")
		}
		return dir, nil
	}
	if dir := Getenv("HOME"); dir != "" {
		return dir + "/.cache", nil
	}
	return "", errors.New("neither $XDG_CACHE_HOME nor $HOME are defined")
}

func UserConfigDir() (string, error) {
	if dir := Getenv("XDG_CONFIG_HOME"); dir != "" {
		if dir[0] != '/' {
			return "", errors.New("path in $XDG_CONFIG_HOME is relative")
		}
		return dir, nil
	}
	if dir := Getenv("HOME"); dir != "" {
		return dir + "/.config", nil
	}
	return "", errors.New("neither $XDG_CONFIG_HOME nor $HOME are defined")
}

// --- Environment ---------------------------------------------------------------

// env is a copy of the environment, made when it is first used.
var env struct {
	lock  sync.RWMutex
	once  sync.Once
	list  []string // "K=V"; "" is a hole.
	index map[string]int
}

func loadEnv() {
	n := environCount()
	env.index = make(map[string]int, n)
	for i := 0; i < n; i++ {
		s := environ(i)
		if k, ok := keyOf(s); ok {
			if _, twice := env.index[k]; !twice {
				env.index[k] = len(env.list)
				env.list = append(env.list, s)
			}
		}
	}
}

func keyOf(s string) (string, bool) {
	for i := 1; i < len(s); i++ {
		if s[i] == '=' {
			return s[:i], true
		}
	}
	return "", false
}

func LookupEnv(key string) (string, bool) {
	env.once.Do(loadEnv)
	if key == "" {
		return "", false
	}
	env.lock.RLock()
	defer env.lock.RUnlock()
	i, ok := env.index[key]
	if !ok {
		return "", false
	}
	return env.list[i][len(key)+1:], true
}

func Getenv(key string) string {
	v, _ := LookupEnv(key)
	return v
}

func badEnv(key, value string) bool {
	if key == "" {
		return true
	}
	for i := 0; i < len(key); i++ {
		if key[i] == '=' || key[i] == 0 {
			return true
		}
	}
	for i := 0; i < len(value); i++ {
		if value[i] == 0 {
			return true
		}
	}
	return false
}

func Setenv(key, value string) error {
	if badEnv(key, value) {
		return NewSyscallError("setenv", syscall.EINVAL)
	}
	env.once.Do(loadEnv)
	env.lock.Lock()
	defer env.lock.Unlock()
	s := key + "=" + value
	if i, ok := env.index[key]; ok {
		env.list[i] = s
		return nil
	}
	env.index[s[:len(key)]] = len(env.list)
	env.list = append(env.list, s)
	return nil
}

func Unsetenv(key string) error {
	env.once.Do(loadEnv)
	env.lock.Lock()
	defer env.lock.Unlock()
	if i, ok := env.index[key]; ok {
		env.list[i] = ""
		delete(env.index, key)
	}
	return nil
}

func Clearenv() {
	env.once.Do(loadEnv)
	env.lock.Lock()
	defer env.lock.Unlock()
	env.list = nil
	env.index = map[string]int{}
}

func Environ() []string {
	env.once.Do(loadEnv)
	env.lock.RLock()
	defer env.lock.RUnlock()
	list := make([]string, 0, len(env.list))
	for _, s := range env.list {
		if s != "" {
			list = append(list, s)
		}
	}
	return list
}

// ExpandEnv replaces $NAME and ${NAME} by what is in the environment.
func ExpandEnv(s string) string { return Expand(s, Getenv) }

// Expand replaces $NAME and ${NAME} by mapping(NAME).
func Expand(s string, mapping func(string) string) string {
	var b []byte
	from := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '$' || i+1 >= len(s) {
			continue
		}
		b = append(b, s[from:i]...)
		name, size := shellName(s[i+1:])
		switch {
		case name != "":
			b = append(b, mapping(name)...)
		case size == 0:
			b = append(b, '$')
		}
		i += size
		from = i + 1
	}
	if b == nil {
		return s
	}
	return string(b) + s[from:]
}

func isSpecial(c byte) bool {
	switch c {
	case '*', '#', '$', '@', '!', '?', '-':
		return true
	}
	return '0' <= c && c <= '9'
}

func isNameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|32 && c|32 <= 'z'
}

// shellName gives the name after a $ and how many bytes it takes. An empty
// name with a size is wrong syntax, which is left out.
func shellName(s string) (name string, size int) {
	switch {
	case s[0] == '{':
		if len(s) > 2 && isSpecial(s[1]) && s[2] == '}' {
			return s[1:2], 3
		}
		for i := 1; i < len(s); i++ {
			if s[i] == '}' {
				return s[1:i], i + 1
			}
		}
		return "", 1
	case isSpecial(s[0]):
		return s[:1], 1
	}
	n := 0
	for n < len(s) && isNameByte(s[n]) {
		n++
	}
	return s[:n], n
}

// --- Signals and processes -------------------------------------------------------

// A Signal is one of the system's signals.
type Signal interface {
	String() string
	Signal()
}

var (
	Interrupt Signal = syscall.SIGINT
	Kill      Signal = syscall.SIGKILL
)

// A Process is one of the system's.
type Process struct {
	Pid int
}

func FindProcess(pid int) (*Process, error) { return &Process{pid}, nil }

func (p *Process) Signal(sig Signal) error {
	s, ok := sig.(syscall.Signal)
	if !ok {
		return errors.New("os: unsupported signal type")
	}
	err := syscall.Kill(p.Pid, s)
	if err == syscall.ESRCH {
		return ErrProcessDone
	}
	return err
}

func (p *Process) Kill() error    { return p.Signal(Kill) }
func (p *Process) Release() error { return nil }
