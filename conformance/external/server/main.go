// Serves an external scaler with KEDA's published protocol package and Go's gRPC.
//
//	server [-cert file -key file [-ca file]]
//
// Prints its port. Each line of the standard input changes what it answers:
//
//	metric orders 12.5     target orders 5     active true
//	unimplemented-specs    end-streams         fail UNAVAILABLE     heal
//
// It prints one line for each call, and ends with its standard input.
package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"flag"
	"fmt"
	"net"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"

	pb "github.com/kedacore/keda/v2/pkg/scalers/externalscaler"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/status"
)

type scaler struct {
	pb.UnimplementedExternalScalerServer
	lock          sync.Mutex
	metrics       map[string]float64
	targets       map[string]float64
	active        bool
	noSpecStreams bool
	failing       bool
	changed       chan struct{}
	streamsEnd    chan struct{}
}

func (s *scaler) tell(call string, ref *pb.ScaledObjectRef) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	keys := []string{}
	for key, value := range ref.GetScalerMetadata() {
		keys = append(keys, key+"="+value)
	}
	sort.Strings(keys)
	fmt.Println(call, ref.GetNamespace()+"/"+ref.GetName(), strings.Join(keys, ","))
	if s.failing {
		return status.Error(codes.Unavailable, "told to fail")
	}
	return nil
}

func (s *scaler) specs() *pb.GetMetricSpecResponse {
	s.lock.Lock()
	defer s.lock.Unlock()
	answer := &pb.GetMetricSpecResponse{}
	names := []string{}
	for name := range s.targets {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		answer.MetricSpecs = append(answer.MetricSpecs, &pb.MetricSpec{MetricName: name, TargetSizeFloat: s.targets[name]})
	}
	return answer
}

func (s *scaler) IsActive(_ context.Context, ref *pb.ScaledObjectRef) (*pb.IsActiveResponse, error) {
	if err := s.tell("IsActive", ref); err != nil {
		return nil, err
	}
	return &pb.IsActiveResponse{Result: s.isActive()}, nil
}

func (s *scaler) isActive() bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.active
}

func (s *scaler) GetMetricSpec(_ context.Context, ref *pb.ScaledObjectRef) (*pb.GetMetricSpecResponse, error) {
	if err := s.tell("GetMetricSpec", ref); err != nil {
		return nil, err
	}
	return s.specs(), nil
}

func (s *scaler) GetMetrics(_ context.Context, request *pb.GetMetricsRequest) (*pb.GetMetricsResponse, error) {
	if err := s.tell("GetMetrics "+request.GetMetricName(), request.GetScaledObjectRef()); err != nil {
		return nil, err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	answer := &pb.GetMetricsResponse{}
	if value, known := s.metrics[request.GetMetricName()]; known {
		answer.MetricValues = append(answer.MetricValues,
			&pb.MetricValue{MetricName: request.GetMetricName(), MetricValueFloat: value})
	}
	return answer, nil
}

// Waits for a change; false at the end of the stream.
func (s *scaler) wait(ctx context.Context) bool {
	s.lock.Lock()
	changed, end := s.changed, s.streamsEnd
	s.lock.Unlock()
	select {
	case <-changed:
		return true
	case <-end:
		return false
	case <-ctx.Done():
		return false
	}
}

func (s *scaler) StreamIsActive(ref *pb.ScaledObjectRef, stream pb.ExternalScaler_StreamIsActiveServer) error {
	if err := s.tell("StreamIsActive", ref); err != nil {
		return err
	}
	for {
		if err := stream.Send(&pb.IsActiveResponse{Result: s.isActive()}); err != nil {
			return err
		}
		if !s.wait(stream.Context()) {
			return nil
		}
	}
}

func (s *scaler) StreamMetricSpec(ref *pb.ScaledObjectRef, stream pb.ExternalScaler_StreamMetricSpecServer) error {
	if err := s.tell("StreamMetricSpec", ref); err != nil {
		return err
	}
	if s.noSpecStreams {
		return status.Error(codes.Unimplemented, "not here")
	}
	for {
		if err := stream.Send(s.specs()); err != nil {
			return err
		}
		if !s.wait(stream.Context()) {
			return nil
		}
	}
}

func (s *scaler) obey(line string) error {
	words := strings.Fields(line)
	s.lock.Lock()
	defer s.lock.Unlock()
	switch {
	case len(words) == 3 && (words[0] == "metric" || words[0] == "target"):
		number, err := strconv.ParseFloat(words[2], 64)
		if err != nil {
			return err
		}
		if words[0] == "metric" {
			s.metrics[words[1]] = number
		} else {
			s.targets[words[1]] = number
		}
	case len(words) == 2 && words[0] == "active":
		s.active = words[1] == "true"
	case line == "unimplemented-specs":
		s.noSpecStreams = true
	case line == "fail":
		s.failing = true
	case line == "heal":
		s.failing = false
	case line == "end-streams":
		close(s.streamsEnd)
		s.streamsEnd = make(chan struct{})
		return nil
	default:
		return fmt.Errorf("unknown command %q", line)
	}
	close(s.changed)
	s.changed = make(chan struct{})
	return nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func secured(cert, key, ca string) []grpc.ServerOption {
	if cert == "" {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		fail(err)
	}
	config := &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
	if ca != "" {
		text, err := os.ReadFile(ca)
		if err != nil {
			fail(err)
		}
		config.ClientCAs = x509.NewCertPool()
		config.ClientCAs.AppendCertsFromPEM(text)
		config.ClientAuth = tls.RequireAndVerifyClientCert
	}
	return []grpc.ServerOption{grpc.Creds(credentials.NewTLS(config))}
}

func main() {
	cert := flag.String("cert", "", "certificate of the server, PEM")
	key := flag.String("key", "", "its key, PEM")
	ca := flag.String("ca", "", "authorities of the clients' certificates, PEM")
	flag.Parse()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fail(err)
	}
	service := &scaler{metrics: map[string]float64{}, targets: map[string]float64{},
		changed: make(chan struct{}), streamsEnd: make(chan struct{})}
	server := grpc.NewServer(secured(*cert, *key, *ca)...)
	pb.RegisterExternalScalerServer(server, service)
	go func() {
		if err := server.Serve(listener); err != nil {
			fail(err)
		}
	}()
	fmt.Println("port", listener.Addr().(*net.TCPAddr).Port)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if err := service.obey(lines.Text()); err != nil {
			fail(err)
		}
		fmt.Println("done", lines.Text())
	}
	server.Stop()
}
