package main

import (
	"bufio"
	"flag"
	"fmt"
	"net"
	"sync"
	"time"
)

const (
	dialsAtATime = 64
	// holdPatience is longer than all that a benchmark does meanwhile.
	holdPatience = 2 * time.Minute
)

// runHold opens many connections with a large POST each, prints "sent" when every head was written, and a result as
// runLoad does when all are answered.
func runHold(args []string) error {
	o := options{path: "/hold"}
	flags := flag.NewFlagSet("hold", flag.ExitOnError)
	flags.StringVar(&o.target, "target", "", "host:port")
	flags.IntVar(&o.connections, "connections", 4000, "")
	flags.IntVar(&o.body, "body", 200_000, "bytes")
	flags.Parse(args)

	request := h1Request(o)
	tallies := make([]tally, o.connections)
	dials := make(chan bool, dialsAtATime)
	var sent, all sync.WaitGroup
	sent.Add(o.connections)
	begin := time.Now()
	for i := range tallies {
		all.Go(func() { tallies[i].problem = holdOne(o.target, request, dials, &sent, &tallies[i]) })
	}
	go func() {
		sent.Wait()
		fmt.Println("sent")
	}()
	all.Wait()
	return report(tallies, time.Since(begin))
}

func holdOne(target string, request []byte, dials chan bool, sent *sync.WaitGroup, t *tally) error {
	dials <- true
	begin := time.Now()
	conn, err := net.Dial("tcp", target)
	headBytes := min(len(request), 1<<10)
	if err == nil {
		defer conn.Close()
		conn.SetDeadline(begin.Add(holdPatience))
		_, err = conn.Write(request[:headBytes])
	}
	<-dials
	sent.Done()
	if err != nil {
		return err
	}
	if _, err := conn.Write(request[headBytes:]); err != nil {
		return err
	}
	if err := t.readH1(bufio.NewReader(conn)); err != nil {
		return err
	}
	t.done(begin)
	return nil
}
