#!/usr/bin/env bash
# The language of KEDA's formulas (expr) cannot add to the last element that passes a filter: findLast, findLastIndex and
# last(filter(..)) leave a boolean on the stack for each element they look at, and what stands before them takes it for its
# own operand. The same with find and first(filter(..)) works, and so does the sum the other way round.
#
# Version: Go module github.com/expr-lang/expr v1.17.8 (KEDA 2.21), Go 1.24 or newer.
# Input: formulas over two triggers, a = 2 and b = 3.
# A good guess: 4 in each of the first two lines.
# Output seen:
#   1 + last(filter([a, b], # > 0)): failed: invalid operation: bool + float64 (1:3)
#   last(filter([a, b], # > 0)) + 1: 4
#   1 + findLast([a, b], # > 0): failed: invalid operation: bool + float64 (1:3)
#   1 + findLastIndex([a, b], # > 0): failed: invalid operation: bool + int (1:3)
#   1 + first(filter([a, b], # > 0)): 3
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
	for _, formula := range []string{
		"1 + last(filter([a, b], # > 0))",
		"last(filter([a, b], # > 0)) + 1",
		"1 + findLast([a, b], # > 0)",
		"1 + findLastIndex([a, b], # > 0)",
		"1 + first(filter([a, b], # > 0))",
	} {
		fmt.Println(formula + ": " + try(formula, map[string]interface{}{"a": 2.0, "b": 3.0}))
	}
}
GO
seen=$(go run . 2>errors.log) || { cat errors.log >&2; exit 1; }
echo "$seen"
expected='1 + last(filter([a, b], # > 0)): failed: invalid operation: bool + float64 (1:3)
last(filter([a, b], # > 0)) + 1: 4
1 + findLast([a, b], # > 0): failed: invalid operation: bool + float64 (1:3)
1 + findLastIndex([a, b], # > 0): failed: invalid operation: bool + int (1:3)
1 + first(filter([a, b], # > 0)): 3'
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
