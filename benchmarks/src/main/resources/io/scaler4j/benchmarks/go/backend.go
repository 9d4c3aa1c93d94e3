package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"net"
	"strconv"
)

const (
	smallBody = 1 << 10
	bigBody   = 10 << 20
)

// runBackend answers HTTP/1.1 requests with as little work as it can, so that the proxies are what is measured: a body
// of 10 MiB for paths that begin with /big, of 1 KiB otherwise. A request's body is read to its end before.
func runBackend(args []string) error {
	options := flag.NewFlagSet("backend", flag.ExitOnError)
	address := options.String("listen", "127.0.0.1:0", "host:port")
	options.Parse(args)
	listener, err := listen(*address)
	if err != nil {
		return err
	}
	small, big := answer(smallBody), answer(bigBody)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go serve(conn, small, big)
		}
	}()
	commands(func(string) {})
	return nil
}

func answer(body int) []byte {
	head := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n", body)
	return append([]byte(head), bytes.Repeat([]byte{'x'}, body)...)
}

func serve(conn net.Conn, small, big []byte) {
	defer conn.Close()
	reader := bufio.NewReaderSize(conn, 64<<10)
	for {
		head, err := readHead(reader)
		if err != nil {
			return
		}
		if _, err := io.CopyN(io.Discard, reader, head.length); err != nil {
			return
		}
		response := small
		if head.big {
			response = big
		}
		if _, err := conn.Write(response); err != nil {
			return
		}
	}
}

type head struct {
	// Of a response; 0 of a request.
	status int
	length int64
	big    bool
}

var (
	contentLength = []byte("content-length:")
	bigPath       = []byte(" /big")
)

// readHead reads the head of a request or of a response. Both sides of the benchmark send Content-Length.
func readHead(reader *bufio.Reader) (head, error) {
	var h head
	line, err := reader.ReadSlice('\n')
	if err != nil {
		return h, err
	}
	h.big = bytes.Contains(line, bigPath)
	if bytes.HasPrefix(line, []byte("HTTP/1.1 ")) && len(line) > 12 {
		h.status, _ = strconv.Atoi(string(line[9:12]))
	}
	for {
		line, err = reader.ReadSlice('\n')
		if err != nil {
			return h, err
		}
		if len(line) <= 2 {
			return h, nil
		}
		if len(line) > len(contentLength) && bytes.EqualFold(line[:len(contentLength)], contentLength) {
			value := bytes.TrimSpace(line[len(contentLength):])
			if h.length, err = strconv.ParseInt(string(value), 10, 64); err != nil {
				return h, err
			}
		}
	}
}
