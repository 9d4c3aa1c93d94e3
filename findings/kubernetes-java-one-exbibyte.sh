#!/usr/bin/env bash
# Both Java clients of Kubernetes read one exbibyte as 24 bytes too many, so it is not equal to its own digits; and the
# official client, which reads it, cannot write it back. The reason is a power of 1024 that is taken with 16 decimal digits:
# up to Pi they are enough.
#
# Versions: Maven io.fabric8:kubernetes-model-core:7.8.0, io.kubernetes:client-java:25.0.0, Go module
#   k8s.io/apimachinery v0.37.2 for what Kubernetes reads, Go 1.24 or newer.
# Input: 1Ei, an amount of memory or storage as Kubernetes allows it (and 1Pi beside it).
# A good guess: 1152921504606846976 three times, and 1Ei written back.
# Output seen:
#   Go: 1Pi = 1125899906842624, 1Ei = 1152921504606846976
#   fabric8: 1Pi = 1125899906842624, 1Ei = 1152921504606847000, equal to its digits: false
#   official: 1Pi = 1125899906842624, 1Ei = 1152921504606847000, written back: No suffix for exponent3
#
# Exits with a code other than 0 if this changes. Needs Go, a JDK 17 or newer and Maven.
set -euo pipefail

folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
export GOPATH=$folder/go GOFLAGS=-mod=mod
mkdir "$folder/try" && cd "$folder/try"

cat > go.mod <<'MOD'
module findings/quantity

go 1.24

require k8s.io/apimachinery v0.37.2
MOD
cat > main.go <<'GO'
package main

import (
	"fmt"

	"k8s.io/apimachinery/pkg/api/resource"
)

func main() {
	pi, ei := resource.MustParse("1Pi"), resource.MustParse("1Ei")
	fmt.Printf("Go: 1Pi = %d, 1Ei = %d\n", pi.Value(), ei.Value())
}
GO
cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>quantity</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.fabric8</groupId><artifactId>kubernetes-model-core</artifactId><version>7.8.0</version>
    </dependency>
    <dependency><groupId>io.kubernetes</groupId><artifactId>client-java</artifactId><version>25.0.0</version></dependency>
  </dependencies>
</project>
XML
cat > Read.java <<'JAVA'
class Read {
    public static void main(String[] args) {
        var ei = new io.fabric8.kubernetes.api.model.Quantity("1Ei");
        System.out.println("fabric8: 1Pi = "
                + new io.fabric8.kubernetes.api.model.Quantity("1Pi").getNumericalAmount().toPlainString()
                + ", 1Ei = " + ei.getNumericalAmount().toPlainString() + ", equal to its digits: "
                + ei.equals(new io.fabric8.kubernetes.api.model.Quantity("1152921504606846976")));
        var official = io.kubernetes.client.custom.Quantity.fromString("1Ei");
        String written;
        try {
            written = official.toSuffixedString();
        } catch (IllegalArgumentException e) {
            written = e.getMessage();
        }
        System.out.println("official: 1Pi = "
                + io.kubernetes.client.custom.Quantity.fromString("1Pi").getNumber().toPlainString() + ", 1Ei = "
                + official.getNumber().toPlainString() + ", written back: " + written);
    }
}
JAVA
go mod tidy 2>tidy.log || { cat tidy.log >&2; exit 1; }
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars
seen=$(go run . && java -cp 'jars/*' Read.java 2>errors.log) || { cat errors.log >&2; exit 1; }
echo "$seen"
expected='Go: 1Pi = 1125899906842624, 1Ei = 1152921504606846976
fabric8: 1Pi = 1125899906842624, 1Ei = 1152921504606847000, equal to its digits: false
official: 1Pi = 1125899906842624, 1Ei = 1152921504606847000, written back: No suffix for exponent3'
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
