#!/usr/bin/env bash
# Kafka: partitions of topics that are numbered, orders-0 to orders-999, share hash codes five to one, so every hash map of
# the client that is keyed by partition compares keys in chains. A partition counts 31 in the hash code, and so does the last
# but one letter of the topic's name: orders-17/3 and orders-27/2 are the same number. Partitions cannot be ordered, so Java's
# maps cannot sort such chains either. Numbers that stand further to the left do no harm.
#
# Version: Maven org.apache.kafka:kafka-clients:4.3.1.
# Input: 1,000 topics with 12 partitions each.
# A good guess: about 12,000 hash codes, whatever the topics are called.
# Output seen:
#   orders-0 to orders-999: 12000 partitions, 2210 hash codes, at most 10 partitions with one
#   orders-000 to orders-999: 12000 partitions, 2100 hash codes, at most 10 partitions with one
#   team-0-orders to team-999-orders: 12000 partitions, 12000 hash codes, at most 1 partitions with one
#   partitions can be ordered: false
#
# Exits with a code other than 0 if this changes. Needs a JDK 17 or newer and Maven.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>kafka</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>4.3.1</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars

cat > HashCodes.java <<'JAVA'
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

class HashCodes {
    public static void main(String[] args) {
        show("orders-%d");
        show("orders-%03d");
        show("team-%d-orders");
        System.out.println("partitions can be ordered: " + Comparable.class.isAssignableFrom(TopicPartition.class));
    }

    static void show(String name) {
        Map<Integer, Integer> partitions = new HashMap<>();
        for (int topic = 0; topic < 1000; topic++) {
            for (int partition = 0; partition < 12; partition++) {
                var key = new TopicPartition(String.format(name, topic), partition);
                partitions.merge(key.hashCode(), 1, Integer::sum);
            }
        }
        int all = partitions.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "%s to %s: %d partitions, %d hash codes, at most %d partitions with one%n",
                String.format(name, 0),
                String.format(name, 999),
                all,
                partitions.size(),
                Collections.max(partitions.values()));
    }
}
JAVA
javac -cp 'jars/*' HashCodes.java
seen=$(java -cp 'jars/*:.' HashCodes)
echo "$seen"
expected='orders-0 to orders-999: 12000 partitions, 2210 hash codes, at most 10 partitions with one
orders-000 to orders-999: 12000 partitions, 2100 hash codes, at most 10 partitions with one
team-0-orders to team-999-orders: 12000 partitions, 12000 hash codes, at most 1 partitions with one
partitions can be ordered: false'
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
