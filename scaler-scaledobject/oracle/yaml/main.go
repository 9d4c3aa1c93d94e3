// Command oracle reads YAML as kubectl and the Kubernetes API server do and says what they make of it.
//
// Each line of the input is a JSON object with the field "yaml", a string, or "bytes", in base64. Each line of the
// output is a JSON object: "docs" holds the documents as JSON, up to the first that cannot be read; "error" is the
// reason why it cannot; "strict" is set if the strict mode refuses a document that the other mode reads. With the
// argument -short the question is repeated, and of the reasons there is only "refused".
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"
)

type question struct {
	Yaml  *string `json:"yaml"`
	Bytes []byte  `json:"bytes"`
	// Whole asks for the text as one document, without kubectl's search for separators and for JSON.
	Whole bool `json:"whole"`
}

type answer struct {
	Yaml *string           `json:"yaml,omitempty"`
	Docs []json.RawMessage `json:"docs"`
	// Refused is set with -short instead of Error.
	Refused bool   `json:"refused,omitempty"`
	Error   string `json:"error,omitempty"`
	Strict  string `json:"strict,omitempty"`
}

func main() {
	short := len(os.Args) > 1 && os.Args[1] == "-short"
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var asked question
			if err := json.Unmarshal(line, &asked); err != nil {
				fmt.Fprintln(os.Stderr, "not a question:", err)
				os.Exit(2)
			}
			text := asked.Bytes
			if asked.Yaml != nil {
				text = []byte(*asked.Yaml)
			}
			var said answer
			if asked.Whole {
				said = whole(text)
			} else {
				said = stream(text)
			}
			if short {
				said = answer{Yaml: asked.Yaml, Docs: said.Docs, Refused: said.Error != ""}
			}
			if err := encoder.Encode(said); err != nil {
				fmt.Fprintln(os.Stderr, "no answer:", err)
				os.Exit(2)
			}
			out.Flush()
		}
		if err != nil {
			return
		}
	}
}

// whole is what the API server does with a body of application/yaml.
func whole(text []byte) answer {
	said := answer{Docs: []json.RawMessage{}}
	converted, err := yaml.YAMLToJSON(text)
	if err != nil {
		said.Error = err.Error()
		return said
	}
	said.Docs = append(said.Docs, converted)
	if _, err := yaml.YAMLToJSONStrict(text); err != nil {
		said.Strict = err.Error()
	}
	return said
}

// stream is what kubectl does with a file.
func stream(text []byte) answer {
	said := answer{Docs: []json.RawMessage{}}
	decoder := utilyaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
	for {
		var raw json.RawMessage
		err := decoder.Decode(&raw)
		if err == io.EOF {
			break
		}
		if err == nil && len(raw) > 0 && !bytes.Equal(raw, []byte("null")) {
			if utilyaml.IsJSONBuffer(text) {
				raw, err = normalized(raw)
			}
			if err == nil {
				said.Docs = append(said.Docs, raw)
			}
		}
		if err != nil {
			said.Error = err.Error()
			break
		}
	}
	said.Strict = strict(text)
	return said
}

// normalized spells the numbers of a JSON document as kubectl sends them.
func normalized(raw []byte) ([]byte, error) {
	var value interface{}
	if err := kjson.UnmarshalCaseSensitivePreserveInts(raw, &value); err != nil {
		return nil, err
	}
	return json.Marshal(value)
}

func strict(text []byte) string {
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	for {
		chunk, err := reader.Read()
		if err != nil {
			return ""
		}
		if _, err := yaml.YAMLToJSON(chunk); err != nil {
			return ""
		}
		if _, err := yaml.YAMLToJSONStrict(chunk); err != nil {
			return err.Error()
		}
	}
}
