#!/usr/bin/env bash
# Kubernetes' Go client asks for an external metric in lower case, whatever the HPA says. The metric's name is the
# resource of the request's path, and the client folds resources. So a metrics server that compares names exactly answers
# 404 for "Orders_Lag" for ever, though the HPA, its status and the metric itself all spell it alike. A label selector of
# the same request keeps its case.
#
# Version: Go modules k8s.io/metrics and k8s.io/client-go v0.37.2, Go 1.26 or newer.
# Input: the client that the HPA controller uses asks a server on loopback for Orders_Lag of the namespace shop.
# A good guess: the server sees the name as it was given.
# Output seen:
#   asked for:  Orders_Lag, topic=Paid
#   server saw: orders_lag, topic=Paid
#
# Exits with a code other than 0 if this changes. Needs Go.
set -euo pipefail

folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
export GOPATH=$folder/go GOFLAGS=-mod=mod

cat > go.mod <<'MOD'
module findings/metric

go 1.26

require (
	k8s.io/apimachinery v0.37.2
	k8s.io/client-go v0.37.2
	k8s.io/metrics v0.37.2
)
MOD
cat > main.go <<'GO'
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"

	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/rest"
	"k8s.io/metrics/pkg/client/external_metrics"
)

func main() {
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, asked *http.Request) {
		fmt.Printf("server saw: %s, %s\n", path.Base(asked.URL.Path), asked.URL.Query().Get("labelSelector"))
		answer.Header().Set("Content-Type", "application/json")
		fmt.Fprint(answer, `{"kind":"ExternalMetricValueList","apiVersion":"external.metrics.k8s.io/v1beta1","items":[]}`)
	}))
	defer server.Close()
	client, err := external_metrics.NewForConfig(&rest.Config{Host: server.URL})
	if err != nil {
		panic(err)
	}
	fmt.Println("asked for:  Orders_Lag, topic=Paid")
	selector := labels.SelectorFromSet(labels.Set{"topic": "Paid"})
	if _, err := client.NamespacedMetrics("shop").List("Orders_Lag", selector); err != nil {
		panic(err)
	}
}
GO
seen=$(go run . 2>errors.log) || { cat errors.log >&2; exit 1; }
echo "$seen"
expected='asked for:  Orders_Lag, topic=Paid
server saw: orders_lag, topic=Paid'
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
