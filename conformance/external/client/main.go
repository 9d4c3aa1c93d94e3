// Asks an external scaler with KEDA's own client, and prints what KEDA would publish.
//
//	client poll  -address host:port -meta key=value [-count n]
//	client push  -address host:port -meta key=value
//
// One line of JSON for each event. "push" runs until its standard input ends.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/kedacore/keda/v2/pkg/scalers"
	"github.com/kedacore/keda/v2/pkg/scalers/scalersconfig"
	v2 "k8s.io/api/autoscaling/v2"
)

type pairs map[string]string

func (p pairs) String() string { return fmt.Sprint(map[string]string(p)) }

func (p pairs) Set(text string) error {
	key, value, found := strings.Cut(text, "=")
	if !found {
		return fmt.Errorf("%q is not of the form key=value", text)
	}
	p[key] = value
	return nil
}

var lock sync.Mutex

func tell(event map[string]any) {
	lock.Lock()
	defer lock.Unlock()
	line, err := json.Marshal(event)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func main() {
	if len(os.Args) < 2 {
		fail(fmt.Errorf("say poll or push"))
	}
	flags := flag.NewFlagSet(os.Args[1], flag.ExitOnError)
	metadata, authentication := pairs{}, pairs{}
	address := flags.String("address", "", "host:port")
	name := flags.String("name", "orders", "name of the scaled object")
	index := flags.Int("index", 0, "index of the trigger")
	count := flags.Int("count", 1, "number of polls")
	metricType := flags.String("type", "", "metric type of the trigger")
	flags.Var(metadata, "meta", "key=value of the trigger's metadata")
	flags.Var(authentication, "auth", "key=file of the authentication parameters")
	if err := flags.Parse(os.Args[2:]); err != nil {
		fail(err)
	}
	metadata["scalerAddress"] = *address
	for key, file := range authentication {
		text, err := os.ReadFile(file)
		if err != nil {
			fail(err)
		}
		authentication[key] = string(text)
	}
	config := &scalersconfig.ScalerConfig{
		ScalableObjectName:      *name,
		ScalableObjectNamespace: "shop",
		ScalableObjectType:      "ScaledObject",
		TriggerMetadata:         metadata,
		AuthParams:              authentication,
		ResolvedEnv:             map[string]string{},
		TriggerIndex:            *index,
		MetricType:              v2.MetricTargetType(*metricType),
	}
	switch os.Args[1] {
	case "poll":
		poll(config, *count)
	case "push":
		push(config)
	default:
		fail(fmt.Errorf("say poll or push, not %q", os.Args[1]))
	}
}

func tellSpecs(specs []v2.MetricSpec) []string {
	names := []string{}
	for _, spec := range specs {
		target := spec.External.Target
		quantity := target.AverageValue
		if target.Type == v2.ValueMetricType {
			quantity = target.Value
		}
		tell(map[string]any{"event": "spec", "name": spec.External.Metric.Name,
			"type": target.Type, "target": quantity.String()})
		names = append(names, spec.External.Metric.Name)
	}
	return names
}

func poll(config *scalersconfig.ScalerConfig, count int) {
	scaler, err := scalers.NewExternalScaler(config)
	if err != nil {
		fail(err)
	}
	for i := 0; i < count; i++ {
		pollOnce(scaler)
	}
	if err := scaler.Close(context.Background()); err != nil {
		fail(err)
	}
}

func pollOnce(scaler scalers.Scaler) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	names := tellSpecs(scaler.GetMetricSpecForScaling(ctx))
	if len(names) == 0 {
		tell(map[string]any{"event": "no-specs"})
		names = []string{"s0-unknown"}
	}
	for _, name := range names {
		metrics, active, err := scaler.GetMetricsAndActivity(ctx, name)
		if err != nil {
			tell(map[string]any{"event": "error", "name": name, "error": err.Error()})
			continue
		}
		for _, metric := range metrics {
			tell(map[string]any{"event": "metric", "name": metric.MetricName,
				"value": metric.Value.String(), "active": active})
		}
		if len(metrics) == 0 {
			tell(map[string]any{"event": "no-metrics", "name": name, "active": active})
		}
	}
}

func push(config *scalersconfig.ScalerConfig) {
	scaler, err := scalers.NewExternalPushScaler(config)
	if err != nil {
		fail(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	active := make(chan bool)
	if streamer, ok := scaler.(scalers.MetricSpecStreamer); ok {
		go func() {
			for specs := range streamer.MetricSpecChan() {
				tellSpecs(specs)
			}
			tell(map[string]any{"event": "specs-over"})
		}()
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	go scaler.Run(ctx, active)
	for state := range active {
		tell(map[string]any{"event": "active", "active": state})
	}
	if err := scaler.Close(context.Background()); err != nil {
		fail(err)
	}
}
