package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

type oracle struct {
	goCommand    string
	repeats      int
	module, work string
	root         string            // GOROOT/src
	runtime      map[string]string // files of package runtime and what stands for them
	names        string            // a folder of short names for test binaries

	mu      sync.Mutex
	figures *bufio.Writer
	running map[int]bool // the process groups of tests
}

// silence is how long a process may be without a word: that long a test may take.
const silence = 150 * time.Second

// measure writes a line into WORK/figures for whatever a process of a unit says:
//
//	IMPORT-PATH UNIT MODE REPEAT what it says
func (o *oracle) measure(jobs int) error {
	var err error
	if o.work, err = filepath.Abs(o.work); err != nil {
		return err
	}
	if err := os.MkdirAll(o.work, 0o777); err != nil {
		return err
	}
	root, err := exec.Command(o.goCommand, "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	o.root = filepath.Join(strings.TrimSpace(string(root)), "src")
	if err := o.makeRuntime(); err != nil {
		return err
	}
	units, err := o.units()
	if err != nil {
		return err
	}
	file, err := os.Create(filepath.Join(o.work, "figures.new"))
	if err != nil {
		return err
	}
	defer file.Close()
	if o.names, err = os.MkdirTemp("", "oracle-"); err != nil {
		return err
	}
	defer os.RemoveAll(o.names)
	o.figures = bufio.NewWriter(file)
	o.running = map[int]bool{}
	go o.stopAll()
	queue := make(chan *unit)
	var workers sync.WaitGroup
	for i := 0; i < jobs; i++ {
		workers.Add(1)
		folder := filepath.Join(o.work, "job"+strconv.Itoa(i))
		go func() {
			defer workers.Done()
			for u := range queue {
				o.measureUnit(u, folder)
			}
			os.RemoveAll(folder)
		}()
	}
	for _, u := range units {
		queue <- u
	}
	close(queue)
	workers.Wait()
	if err := o.figures.Flush(); err != nil {
		return err
	}
	return os.Rename(file.Name(), filepath.Join(o.work, "figures"))
}

func (o *oracle) tell(u *unit, mode string, repeat int, line string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	fmt.Fprintf(o.figures, "%s\t%s\t%s\t%d\t%s\n", u.importPath, u.kind(), mode, repeat, strings.ReplaceAll(line, "\n", " "))
}

// measureUnit builds a unit twice and has its tests measured: all of them with package testing's
// share taken off, and directly those that have no share beyond that of an empty test.
func (o *oracle) measureUnit(u *unit, folder string) {
	err := os.RemoveAll(folder)
	if err == nil {
		err = os.MkdirAll(folder, 0o777)
	}
	for _, test := range u.tests {
		o.tell(u, "list", 0, "has\t"+test)
	}
	var apart, stock string
	if err == nil {
		apart, err = o.build(u, folder, true)
	}
	if err == nil {
		stock, err = o.build(u, folder, false)
	}
	for repeat := 0; repeat < o.repeats && err == nil; repeat++ {
		plain := plainTests(o.process(u, apart, "whole", repeat, ""))
		if plain != "" {
			o.process(u, stock, "plain", repeat, plain)
		}
	}
	if err != nil {
		o.tell(u, "build", 0, "trouble\t"+err.Error())
	}
	fmt.Fprintf(os.Stderr, "%s %s (%s): %d tests\n", time.Now().Format("15:04:05"), u.importPath, u.kind(), len(u.tests))
}

// plainTests returns the numbers of the tests that have the share of an empty one, between commas.
func plainTests(lines []string) (plain string) {
	empty, number := "", ""
	for _, line := range lines {
		column := strings.Split(line, "\t")
		switch {
		case column[0] == "test":
			number = column[1]
		case column[0] == "whole" && column[1] == "-":
			empty = column[4]
		case column[0] == "whole" && column[4] == empty:
			plain += "," + number
		}
	}
	if plain != "" {
		plain += ","
	}
	return plain
}

// process runs a unit's test binary in one mode, and again behind a test that it did not survive, or
// that left goroutines behind.
// It returns all lines.
func (o *oracle) process(u *unit, binary, mode string, repeat int, only string) (all []string) {
	for from := 0; from < len(u.tests); {
		lines, output, hung := o.run(u, binary, mode, from, only)
		current, ended, crowded := -1, false, false
		for _, line := range lines {
			column := strings.Split(line, "\t")
			switch column[0] {
			case "test":
				current, _ = strconv.Atoi(column[1])
			case "end":
				ended = true
			case "crowded":
				crowded = true
			default:
				o.tell(u, mode, repeat, line)
			}
			all = append(all, line)
		}
		if ended {
			return all
		}
		if crowded && current >= 0 {
			from = current + 1
			continue
		}
		why := "died"
		if hung {
			why = "hung"
		}
		if current < 0 {
			o.tell(u, mode, repeat, "trouble\t"+why+" before the first test: "+output)
			return all
		}
		o.tell(u, mode, repeat, why+"\t"+u.tests[current]+"\t"+output)
		from = current + 1
	}
	return all
}

// environmentMark is as long as the one variable that benchline adds to the environment of a test: one
// that copies or clears its environment allocates for each variable.
const environmentMark = "ORACLE_ENVIRONMENT_=3:12345"

// name makes a short name for a test binary, as long as those that the go command and benchline give
// theirs: a test may copy os.Args[0].
func (o *oracle) name(binary string) (string, error) {
	folder := filepath.Join(o.names, strings.TrimPrefix(filepath.Base(filepath.Dir(binary)), "job"))
	name := filepath.Join(folder, "package.test")
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return "", err
	}
	if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
		return "", err
	}
	return name, os.Symlink(binary, name)
}

// files opens what a process has as descriptors 3 and 4: the file in which it tells, and its settings.
func (o *oracle) files(told, settings string) ([]*os.File, error) {
	if err := os.WriteFile(told+".settings", []byte(settings), 0o666); err != nil {
		return nil, err
	}
	out, err := os.OpenFile(told, os.O_CREATE|os.O_TRUNC|os.O_WRONLY|os.O_APPEND, 0o666)
	if err != nil {
		return nil, err
	}
	in, err := os.Open(told + ".settings")
	if err != nil {
		out.Close()
		return nil, err
	}
	return []*os.File{out, in}, nil
}

// run starts one process; output is the beginning of the last of what it printed.
func (o *oracle) run(u *unit, binary, mode string, from int, only string) (lines []string, output string, hung bool) {
	told := binary + ".told"
	files, err := o.files(told, mode+"\n"+strconv.Itoa(from)+"\n"+only)
	if err != nil {
		return nil, err.Error(), false
	}
	name, err := o.name(binary)
	if err != nil {
		return nil, err.Error(), false
	}
	command := exec.Command(name, "-test.run=^"+u.entry()+"$", "-test.count=1", "-test.cpu=1",
		"-test.parallel=1", "-test.timeout=0", "-test.paniconexit0")
	command.Dir = u.dir
	command.Env = append(os.Environ(), "PWD="+u.dir, environmentMark)
	command.ExtraFiles = files
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var printed tail
	command.Stdout, command.Stderr = &printed, &printed
	command.WaitDelay = time.Second
	err = o.start(command)
	for _, file := range files {
		file.Close()
	}
	if err != nil {
		return nil, err.Error(), false
	}
	defer o.stop(command)
	done := make(chan struct{})
	go func() {
		command.Wait()
		close(done)
	}()
	size, since := int64(0), time.Now()
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
wait:
	for {
		select {
		case <-done:
			break wait
		case <-ticker.C:
			if info, err := os.Stat(told); err == nil && info.Size() != size {
				size, since = info.Size(), time.Now()
			}
			if time.Since(since) > silence {
				hung = true
				syscall.Kill(-command.Process.Pid, syscall.SIGKILL)
				<-done
				break wait
			}
		}
	}
	text, _ := os.ReadFile(told)
	if trimmed := strings.TrimSpace(string(text)); trimmed != "" {
		lines = strings.Split(trimmed, "\n")
	}
	return lines, firstLines(reason(printed.Bytes()), 3), hung
}

func (o *oracle) start(command *exec.Cmd) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	err := command.Start()
	if err == nil {
		o.running[command.Process.Pid] = true
	}
	return err
}

// stop ends what a process left behind.
func (o *oracle) stop(command *exec.Cmd) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.running, command.Process.Pid)
	syscall.Kill(-command.Process.Pid, syscall.SIGKILL)
}

// stopAll ends the oracle with its tests when somebody ends it.
func (o *oracle) stopAll() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	<-signals
	o.mu.Lock()
	for group := range o.running {
		syscall.Kill(-group, syscall.SIGKILL)
	}
	os.Exit(1)
}

// reason is from the panic on, or the last few lines.
func reason(printed []byte) string {
	if at := bytes.LastIndex(printed, []byte("\npanic: ")); at >= 0 {
		return string(printed[at+1:])
	}
	if at := bytes.LastIndex(printed, []byte("\nfatal error: ")); at >= 0 {
		return string(printed[at+1:])
	}
	lines := strings.Split(strings.TrimSpace(string(printed)), "\n")
	if len(lines) > 3 {
		lines = lines[len(lines)-3:]
	}
	return strings.Join(lines, "\n")
}

// tail keeps the last of what is written to it.
type tail struct{ bytes.Buffer }

func (t *tail) Write(text []byte) (int, error) {
	const most = 1 << 20
	if t.Len() > most {
		t.Next(t.Len() - most/2)
	}
	return t.Buffer.Write(text)
}
