// Package culprits holds tests that nobody would want to run; each is between two that are fine.
package culprits

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

var sum int

func TestLoops(t *testing.T) {
	for i := 0; ; i++ {
		sum += i
	}
}

func TestPrintsForEver(t *testing.T) {
	line := make([]byte, 1<<16)
	for {
		os.Stdout.Write(line)
	}
}

// Sleepers that leave the group and the session, as daemons do; no more than a hundred an iteration.
func TestForks(t *testing.T) {
	for i := 0; i < 100; i++ {
		command := exec.Command("sleep", "1111")
		command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(time.Minute)
}

// Its children have lost their parent and left its session. It passes; they must not stay.
func TestLeavesDaemons(t *testing.T) {
	if err := exec.Command("sh", "-c", "(setsid sleep 1112 </dev/null >/dev/null 2>&1 &) &").Run(); err != nil {
		t.Fatal(err)
	}
}

func TestExits(t *testing.T) { os.Exit(0) }

func TestDeadlocks(t *testing.T) {
	var ready chan bool
	<-ready
}

var hoard [][]byte

func TestTakesMemory(t *testing.T) {
	for {
		block := make([]byte, 1<<20)
		for i := range block {
			block[i] = 1
		}
		hoard = append(hoard, block)
	}
}

func TestKillsItself(t *testing.T) {
	syscall.Kill(os.Getpid(), syscall.SIGKILL)
	time.Sleep(time.Minute)
}

func TestClosesDescriptors(t *testing.T) {
	for fd := 0; fd < 64; fd++ {
		syscall.Close(fd)
	}
}

// Nobody hears of what it does from then on.
func TestClosesEvents(t *testing.T) {
	syscall.Close(3)
	time.Sleep(time.Minute)
}

func TestOpensFiles(t *testing.T) {
	for {
		if _, err := os.Open("/dev/null"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWritesForEver(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "large"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for block := make([]byte, 1<<20); ; {
		if _, err := file.Write(block); err != nil {
			t.Fatal(err.(*os.PathError).Err) // the folder has another name each time
		}
	}
}

func TestDeletesItsSource(t *testing.T) {
	if err := os.Remove("hostile_test.go"); err != nil {
		t.Fatal(err)
	}
}

func TestWritesOutside(t *testing.T) {
	if err := os.WriteFile("../outside", []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
}
