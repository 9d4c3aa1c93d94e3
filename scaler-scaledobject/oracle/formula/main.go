// Command formula answers what KEDA's scaling modifiers say about a formula.
//
// It reads one JSON object a line from standard input,
//
//	{"formula": "a + 1", "triggers": ["a"], "bindings": [[2], [null]]}
//
// and writes one a line to standard output:
//
//	{"outcome": "ok", "answers": ["4008000000000000", "error"], "message": ".."}
//
// outcome is "refused" (it does not compile), "trial" (it compiles, and fails with -1 for every trigger, which KEDA's
// webhook refuses as well) or "ok". An answer is the bits of a float64 in hexadecimal digits, "nil" or "error"; answers
// are given for "trial" too. message is the text of the first error, for people.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
)

type question struct {
	Formula  string       `json:"formula"`
	Triggers []string     `json:"triggers"`
	Bindings [][]*float64 `json:"bindings"`
}

type answer struct {
	Outcome string   `json:"outcome"`
	Answers []string `json:"answers"`
	Message string   `json:"message,omitempty"`
}

// KEDA's automatic cast: what is compiled is not the text of the user.
func withCast(formula string) string {
	switch {
	case strings.Contains(formula, "??"):
		if strings.HasPrefix(formula, "let _kedaCompositeResult = ") {
			return formula
		}
		return "let _kedaCompositeResult = (" + formula +
			"); _kedaCompositeResult == nil ? nil : float(_kedaCompositeResult)"
	case strings.HasPrefix(formula, "float("):
		return formula
	default:
		return "float(" + formula + ")"
	}
}

func reply(q question) answer {
	trial := map[string]float64{}
	for _, name := range q.Triggers {
		trial[name] = -1
	}
	program, err := expr.Compile(withCast(q.Formula), expr.Env(trial))
	if err != nil {
		return answer{Outcome: "refused", Answers: []string{}, Message: err.Error()}
	}
	a := answer{Outcome: "ok", Answers: []string{}}
	if _, err := expr.Run(program, trial); err != nil {
		a.Outcome, a.Message = "trial", err.Error()
	}
	for _, values := range q.Bindings {
		text, message := evaluate(program, q.Triggers, values)
		a.Answers = append(a.Answers, text)
		if a.Message == "" {
			a.Message = message
		}
	}
	return a
}

func evaluate(program *vm.Program, names []string, values []*float64) (text, message string) {
	env := map[string]any{}
	for i, name := range names {
		if values[i] == nil {
			env[name] = nil
		} else {
			env[name] = *values[i]
		}
	}
	out, err := expr.Run(program, env)
	if err != nil {
		return "error", err.Error()
	}
	if out == nil {
		return "nil", ""
	}
	number, ok := out.(float64)
	if !ok {
		return "error", fmt.Sprintf("not a float: %T", out)
	}
	return fmt.Sprintf("%016x", math.Float64bits(number)), ""
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var q question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			fmt.Fprintln(os.Stderr, "not a question:", err)
			os.Exit(2)
		}
		line, err := json.Marshal(reply(q))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		out.Write(line)
		out.WriteByte('\n')
		out.Flush()
	}
}
