#!/usr/bin/env bash
# The Java client fabric8 reads the durations that Kubernetes writes in Go with other lengths: of a number with a fraction
# it takes the digits behind the point alone, so 1.5 seconds are 5, and it takes no notice of a minus. Neither raises an
# error. A length of nothing, which Go reads from "0", is refused.
#
# Version: Maven io.fabric8:kubernetes-model-core:7.8.0 (io.fabric8.kubernetes.api.model.Duration), Go module
#   k8s.io/apimachinery v0.37.2 (metav1.Duration), Go 1.24 or newer.
# Input: what Go writes for a few lengths, each given to fabric8's Jackson mapping.
# A good guess: the same length on both sides, or an error.
# Output seen:
#   90s: Go writes "1m30s", fabric8 reads PT1M30S
#   1500ms: Go writes "1.5s", fabric8 reads PT5S
#   60.5s: Go writes "1m0.5s", fabric8 reads PT1M5S
#   2250us: Go writes "2.25ms", fabric8 reads PT0.025S
#   -5m: Go writes "-5m0s", fabric8 reads PT5M
#
# Exits with a code other than 0 if this changes. Needs Go, a JDK 17 or newer and Maven.
set -euo pipefail

folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
export GOPATH=$folder/go GOFLAGS=-mod=mod
mkdir "$folder/try" && cd "$folder/try"

cat > go.mod <<'MOD'
module findings/duration

go 1.24

require k8s.io/apimachinery v0.37.2
MOD
cat > main.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func main() {
	for _, text := range []string{"90s", "1500ms", "60.5s", "2250us", "-5m"} {
		length, err := time.ParseDuration(text)
		if err != nil {
			panic(err)
		}
		written, err := json.Marshal(metav1.Duration{Duration: length})
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s %s\n", text, written)
	}
}
GO
cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>duration</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.fabric8</groupId><artifactId>kubernetes-model-core</artifactId><version>7.8.0</version>
    </dependency>
  </dependencies>
</project>
XML
cat > Read.java <<'JAVA'
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Duration;
import java.util.Scanner;

class Read {
    public static void main(String[] args) throws Exception {
        var mapper = new ObjectMapper();
        var lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            String[] parts = lines.nextLine().split(" ");
            var read = mapper.readValue(parts[1], Duration.class);
            System.out.println(parts[0] + ": Go writes " + parts[1] + ", fabric8 reads " + read.getDuration());
        }
    }
}
JAVA
go mod tidy 2>tidy.log || { cat tidy.log >&2; exit 1; }
go run . > written.txt
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars
seen=$(java -cp 'jars/*' Read.java < written.txt 2>errors.log) || { cat errors.log >&2; exit 1; }
echo "$seen"
expected='90s: Go writes "1m30s", fabric8 reads PT1M30S
1500ms: Go writes "1.5s", fabric8 reads PT5S
60.5s: Go writes "1m0.5s", fabric8 reads PT1M5S
2250us: Go writes "2.25ms", fabric8 reads PT0.025S
-5m: Go writes "-5m0s", fabric8 reads PT5M'
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
