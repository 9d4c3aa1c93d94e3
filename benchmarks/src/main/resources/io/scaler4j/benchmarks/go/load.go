package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"slices"
	"sync"
	"time"
)

// patience is for how long an answer is waited for when a load is over.
const patience = 20 * time.Second

// options of one load.
type options struct {
	target, path         string
	h2c                  bool
	connections, streams int
	body                 int
	rate                 float64
	length               time.Duration
}

// tally is what one connection has seen; latencies in microseconds.
type tally struct {
	latencies []uint32
	failed    int
	problem   error
}

func (t *tally) done(since time.Time) {
	t.latencies = append(t.latencies, uint32(time.Since(since).Microseconds()))
}

// runLoad sends requests on connections that stay open, and prints one line: how many were answered with 200, how many
// were not, the seconds, and the median and the 99th percentile of the latencies in microseconds. Without a rate, each
// connection sends its next request when it has an answer. With a rate, a request has a time at which it is due, and
// its latency counts from then: a proxy that falls behind cannot hide it.
func runLoad(args []string) error {
	o := options{}
	flags := flag.NewFlagSet("load", flag.ExitOnError)
	flags.StringVar(&o.target, "target", "", "host:port")
	flags.StringVar(&o.path, "path", "/small", "of the requests")
	flags.BoolVar(&o.h2c, "h2c", false, "HTTP/2 in clear text")
	flags.IntVar(&o.connections, "connections", 32, "")
	flags.IntVar(&o.streams, "streams", 16, "for each connection of HTTP/2")
	flags.IntVar(&o.body, "body", 0, "bytes of a request's body, which makes it a POST")
	flags.Float64Var(&o.rate, "rate", 0, "requests a second in all; 0: as many as go")
	flags.DurationVar(&o.length, "length", 3*time.Second, "")
	flags.Parse(args)

	one := h1
	if o.h2c {
		one = h2
	}
	tallies := make([]tally, o.connections)
	var all sync.WaitGroup
	begin := time.Now()
	for i := range tallies {
		all.Go(func() { tallies[i].problem = one(o, i, begin, &tallies[i]) })
	}
	all.Wait()
	return report(tallies, time.Since(begin))
}

func report(tallies []tally, taken time.Duration) error {
	var latencies []uint32
	failed := 0
	var problems []error
	for _, t := range tallies {
		latencies = append(latencies, t.latencies...)
		failed += t.failed
		if t.problem != nil {
			problems = append(problems, t.problem)
		}
	}
	if len(problems) > 0 {
		return fmt.Errorf("%d of %d connections failed, the first: %w", len(problems), len(tallies), problems[0])
	}
	if len(latencies) == 0 {
		return errors.New("no request was answered")
	}
	slices.Sort(latencies)
	fmt.Println("result", len(latencies), failed, taken.Seconds(), at(latencies, 50), at(latencies, 99))
	return nil
}

func at(sorted []uint32, percent int) uint32 {
	return sorted[(len(sorted)-1)*percent/100]
}

func h1(o options, number int, begin time.Time, t *tally) error {
	conn, err := net.Dial("tcp", o.target)
	if err != nil {
		return err
	}
	defer conn.Close()
	end := begin.Add(o.length)
	conn.SetDeadline(end.Add(patience))
	reader := bufio.NewReaderSize(conn, 256<<10)
	request := h1Request(o)
	for turn := 0; ; turn++ {
		due := time.Now()
		if o.rate > 0 {
			due = begin.Add(time.Duration(float64(number+turn*o.connections) / o.rate * 1e9))
			time.Sleep(time.Until(due))
		}
		if due.After(end) {
			return nil
		}
		if _, err := conn.Write(request); err != nil {
			return err
		}
		if err := t.readH1(reader); err != nil {
			return err
		}
		t.done(due)
	}
}

func h1Request(o options) []byte {
	if o.body == 0 {
		return []byte("GET " + o.path + " HTTP/1.1\r\nHost: " + o.target + "\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n")
	}
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n", o.path, o.target, o.body)
	return append([]byte(head), bytes.Repeat([]byte{'x'}, o.body)...)
}

func (t *tally) readH1(reader *bufio.Reader) error {
	head, err := readHead(reader)
	if err != nil {
		return err
	}
	if head.status != 200 {
		t.failed++
	}
	_, err = io.CopyN(io.Discard, reader, head.length)
	return err
}
