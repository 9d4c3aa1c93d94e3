#!/usr/bin/env bash
# A formula that KEDA admits may fail as soon as its metric grows. KEDA runs a formula once with -1 for each trigger before
# it admits the object. In expr, max(1, a) has the type of its first argument for the compiler: compared with 1 it becomes a
# comparison of integers, which the integer 1 passes and the float a does not.
#
# Version: Go module github.com/expr-lang/expr v1.17.8 (KEDA 2.21), Go 1.24 or newer.
# Input: the formula "max(1, a) == 1 ? 0 : 1", in the cast that KEDA puts around it, for three values of the trigger a.
# A good guess: 0, 0 and 1; or the same failure for each, at admission.
# Output seen:
#   a = -1: 0
#   a = 0.5: 0
#   a = 2: failed: interface conversion: interface {} is float64, not int (1:17)
#
# Exits with a code other than 0 if this changes. Needs Go.
set -euo pipefail

folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
export GOPATH=$folder/go GOFLAGS=-mod=mod

cat > go.mod <<'MOD'
module findings/expr

go 1.24

require github.com/expr-lang/expr v1.17.8
MOD
cat > main.go <<'GO'
package main

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr"
)

// How KEDA compiles a formula: every trigger is a float64, and so is the result.
func try(formula string, values map[string]interface{}) string {
	program, err := expr.Compile(formula, expr.Env(values), expr.AsFloat64())
	if err != nil {
		return "refused: " + strings.SplitN(err.Error(), "\n", 2)[0]
	}
	result, err := expr.Run(program, values)
	if err != nil {
		return "failed: " + strings.SplitN(err.Error(), "\n", 2)[0]
	}
	return fmt.Sprint(result)
}

func main() {
	for _, a := range []float64{-1, 0.5, 2} {
		fmt.Printf("a = %v: %s\n", a, try("float(max(1, a) == 1 ? 0 : 1)", map[string]interface{}{"a": a}))
	}
}
GO
seen=$(go run . 2>errors.log) || { cat errors.log >&2; exit 1; }
echo "$seen"
expected='a = -1: 0
a = 0.5: 0
a = 2: failed: interface conversion: interface {} is float64, not int (1:17)'
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
