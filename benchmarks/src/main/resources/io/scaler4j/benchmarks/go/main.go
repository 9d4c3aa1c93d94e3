// The Go side of the HTTP benchmark, with the standard library alone: a peer to compare with, a backend and a load
// generator, each a process of its own.
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
)

func main() {
	programs := map[string]func([]string) error{"proxy": runProxy, "backend": runBackend, "load": runLoad, "hold": runHold}
	if len(os.Args) < 2 || programs[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: bench proxy|backend|load|hold OPTIONS")
		os.Exit(2)
	}
	if err := programs[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench "+os.Args[1]+":", err)
		os.Exit(1)
	}
}

// listen tells the port on standard output, where the benchmark reads it.
func listen(address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err == nil {
		fmt.Println("listening", listener.Addr().(*net.TCPAddr).Port)
	}
	return listener, err
}

// commands runs an answer for each line of standard input, and returns at its end: the parent is gone then.
func commands(answer func(string)) {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		answer(lines.Text())
	}
}
