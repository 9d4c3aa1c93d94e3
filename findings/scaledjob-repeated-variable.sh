#!/usr/bin/env bash
# A pod template with one environment variable twice is an error in a ScaledJob, though the same template is only a warning in
# a Job (the later value wins): KEDA's CRD declares the lists of a pod as maps by name, and for custom resources the API server
# enforces that. The same holds for ports, mount paths and volumes; for ports the protocol counts with its default.
#
# Versions: Go module github.com/kedacore/keda/v2 v2.21.0 (its CRD of ScaledJob), k8s.io/apiextensions-apiserver v0.37.2 (the
#   check the API server makes), Go 1.26 or newer.
# Input: three ScaledJobs: LOG_LEVEL twice; port 8080 with and without "protocol: TCP"; the same names in another order, once.
# A good guess: accepted, as a Job is.
# Output seen:
#   variable twice: spec.jobTargetRef.template.spec.containers[0].env[1]: Duplicate value: {"name":"LOG_LEVEL"}
#   port twice: spec.jobTargetRef.template.spec.containers[0].ports[1]: Duplicate value: {"containerPort":8080,"protocol":"TCP"}
#   each once: accepted
#
# Exits with a code other than 0 if this changes. Needs Go.
set -euo pipefail

folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
export GOPATH=$folder/go GOFLAGS=-mod=mod

cat > go.mod <<'MOD'
module findings/scaledjob

go 1.26

require k8s.io/apiextensions-apiserver v0.37.2
MOD
cat > main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"sigs.k8s.io/yaml"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// The order of the API server: defaults first, then the lists.
func verdict(shape *schema.Structural, container string) string {
	var object map[string]interface{}
	must(yaml.Unmarshal([]byte("spec:\n  jobTargetRef:\n    template:\n      spec:\n        containers:\n        - "+container), &object))
	defaulting.Default(object, shape)
	if errs := listtype.ValidateListSetsAndMaps(nil, shape, object); len(errs) > 0 {
		return errs.ToAggregate().Error()
	}
	return "accepted"
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	must(err)
	var crd v1.CustomResourceDefinition
	must(yaml.Unmarshal(text, &crd))
	var props apiextensions.JSONSchemaProps
	must(v1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(crd.Spec.Versions[0].Schema.OpenAPIV3Schema, &props, nil))
	shape, err := schema.NewStructural(&props)
	must(err)
	fmt.Println("variable twice:", verdict(shape, `{name: a, env: [{name: LOG_LEVEL, value: info}, {name: LOG_LEVEL, value: debug}]}`))
	fmt.Println("port twice:", verdict(shape, `{name: a, ports: [{containerPort: 8080}, {containerPort: 8080, protocol: TCP}]}`))
	fmt.Println("each once:", verdict(shape, `{name: a, env: [{name: LOG_LEVEL}, {name: log_level}], ports: [{containerPort: 8080}, {containerPort: 8080, protocol: UDP}]}`))
}
GO
keda=$(cd "$(mktemp -d -p "$folder")" && go mod download -json github.com/kedacore/keda/v2@v2.21.0 | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
seen=$(go run . "$keda/config/crd/bases/keda.sh_scaledjobs.yaml" 2>errors.log) || { cat errors.log >&2; exit 1; }
echo "$seen"
pod=spec.jobTargetRef.template.spec.containers[0]
expected="variable twice: $pod.env[1]: Duplicate value: {\"name\":\"LOG_LEVEL\"}
port twice: $pod.ports[1]: Duplicate value: {\"containerPort\":8080,\"protocol\":\"TCP\"}
each once: accepted"
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
