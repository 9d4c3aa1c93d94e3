// Both sides of the counts page, with the types and the calls that KEDA's HTTP add-on uses for it.
//
//	program read URL   reads the page once, and prints its counts
//	program serve      answers with counts that come by standard input
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// Count is what an interceptor tells of a route. The names of its fields are those of the page.
type Count struct {
	Concurrency  int
	RequestCount int64
}

func main() {
	switch {
	case len(os.Args) == 3 && os.Args[1] == "read":
		read(os.Args[2])
	case len(os.Args) == 2 && os.Args[1] == "serve":
		serve()
	default:
		fail(fmt.Errorf("usage: read URL, or serve"))
	}
}

func read(url string) {
	answer, err := http.Get(url)
	if err != nil {
		fail(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		fail(fmt.Errorf("status %d", answer.StatusCode))
	}
	counts := map[string]Count{}
	if err := json.NewDecoder(answer.Body).Decode(&counts); err != nil {
		fail(err)
	}
	routes := make([]string, 0, len(counts))
	for route := range counts {
		routes = append(routes, route)
	}
	sort.Strings(routes)
	for _, route := range routes {
		fmt.Println(route, counts[route].Concurrency, counts[route].RequestCount)
	}
}

// Lines such as "shop/web 3 17" set a count; each is acknowledged. The program ends with its input.
func serve() {
	var lock sync.RWMutex
	counts := map[string]Count{}
	http.HandleFunc("/queue", func(w http.ResponseWriter, _ *http.Request) {
		lock.RLock()
		defer lock.RUnlock()
		if err := json.NewEncoder(w).Encode(counts); err != nil {
			w.WriteHeader(http.StatusInternalServerError)
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fail(err)
	}
	go func() { fail(http.Serve(listener, nil)) }()
	fmt.Println(listener.Addr().String())
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		concurrency, err := strconv.Atoi(words[1])
		if err != nil {
			fail(err)
		}
		requests, err := strconv.ParseInt(words[2], 10, 64)
		if err != nil {
			fail(err)
		}
		lock.Lock()
		counts[words[0]] = Count{Concurrency: concurrency, RequestCount: requests}
		lock.Unlock()
		fmt.Println("set")
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
