package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"runtime"
	"sync"
	"time"
)

const (
	connectTimeout  = 500 * time.Millisecond
	dialPause       = 50 * time.Millisecond
	dialLimit       = time.Minute
	copyBufferBytes = 32 << 10
)

// runProxy is httputil.ReverseProxy with the transport settings of KEDA's HTTP add-on: 1,000 idle connections, 200 for
// each host, dials of 500 ms that are repeated every 50 ms while the backend is not there, pooled copy buffers,
// forwarded headers, HTTP/1.1 and h2c on one port. It neither routes nor counts.
func runProxy(args []string) error {
	options := flag.NewFlagSet("proxy", flag.ExitOnError)
	backend := options.String("backend", "", "host:port")
	options.Parse(args)

	target := &url.URL{Scheme: "http", Host: *backend}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = nil
	transport.DialContext = dialUntilThere
	transport.MaxIdleConns = 1000
	transport.MaxIdleConnsPerHost = 200
	transport.ResponseHeaderTimeout = 300 * time.Second

	proxy := &httputil.ReverseProxy{
		Transport:  transport,
		BufferPool: &buffers{sync.Pool{New: func() any { return new([copyBufferBytes]byte) }}},
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = r.In.Host
			r.Out.Header["X-Forwarded-For"] = r.In.Header["X-Forwarded-For"]
			r.SetXForwarded()
		},
	}
	server := &http.Server{Handler: proxy, Protocols: new(http.Protocols)}
	server.Protocols.SetHTTP1(true)
	server.Protocols.SetUnencryptedHTTP2(true)

	listener, err := listen("127.0.0.1:0")
	if err != nil {
		return err
	}
	go server.Serve(listener)
	commands(func(string) { fmt.Println("memory", memory()) })
	return nil
}

// memory is what lives on the heap, and the stacks.
func memory() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc + stats.StackInuse
}

func dialUntilThere(ctx context.Context, network, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialLimit)
	defer cancel()
	dialer := net.Dialer{Timeout: connectTimeout, KeepAlive: 30 * time.Second}
	for {
		conn, err := dialer.DialContext(ctx, network, address)
		if err == nil {
			return conn, nil
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(dialPause):
		}
	}
}

type buffers struct{ pool sync.Pool }

func (b *buffers) Get() []byte { return b.pool.Get().(*[copyBufferBytes]byte)[:] }

func (b *buffers) Put(buffer []byte) { b.pool.Put((*[copyBufferBytes]byte)(buffer)) }
