#!/usr/bin/env bash
# Whether expr lets ?? stand beside + depends on what comes first. "a ?? b + 1" is refused: the operators cannot be mixed.
# With anything before it, "1 + a ?? b + 1", the same words compile, and ?? binds tighter than the sums on both sides. A
# fallback written as "a ?? b + c" fails at admission, and one in the middle of a sum means something else than it looks.
#
# Version: Go module github.com/expr-lang/expr v1.17.8 (KEDA 2.21), Go 1.24 or newer.
# Input: formulas over two triggers, a = 2 and b = 3.
# A good guess: all are refused, or none.
# Output seen:
#   a ?? b + 1: refused: Operator (+) and coalesce expressions (??) cannot be mixed. Wrap either by parentheses. (1:8)
#   1 + a ?? b + 1: 4
#   2 * a ?? b * 2: 8
#   (a ?? b) + 1: 3
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
	for _, formula := range []string{"a ?? b + 1", "1 + a ?? b + 1", "2 * a ?? b * 2", "(a ?? b) + 1"} {
		fmt.Println(formula + ": " + try(formula, map[string]interface{}{"a": 2.0, "b": 3.0}))
	}
}
GO
seen=$(go run . 2>errors.log) || { cat errors.log >&2; exit 1; }
echo "$seen"
expected='a ?? b + 1: refused: Operator (+) and coalesce expressions (??) cannot be mixed. Wrap either by parentheses. (1:8)
1 + a ?? b + 1: 4
2 * a ?? b * 2: 8
(a ?? b) + 1: 3'
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
