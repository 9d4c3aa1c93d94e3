#!/usr/bin/env bash
# Kafka: a confirmed commit of a consumer group may be invisible when another broker takes the group over. The follower that
# becomes the coordinator has the record, but shows records only up to the high watermark that the old leader had told it,
# which is one fetch behind. Until the watermark moves, a group whose only commit that is has no offset, which is also the
# answer for a group that never committed, and there is no error. So its lag is counted by the reset policy.
#
# Versions: kafka-clients and brokers 4.3.1 (Maven org.apache.kafka:kafka_2.13), three brokers with KRaft, replication factor
#   3 for the offsets topic, default min.insync.replicas and replica.fetch.wait.max.ms.
# Input: alterConsumerGroupOffsets(group, orders-0 = 7), which is confirmed; then the group's coordinator is killed; then
#   listConsumerGroupOffsets(group) with a new client every 20 ms. Up to twelve groups, each killed once.
# A good guess: an error to be tried again, then 7: a commit is confirmed by all replicas, so it cannot get lost.
# Output seen (to which group it happens first differs; here to the third of three):
#   group 3: confirmed 7, after the takeover: none, then 7
#
# Exits with a code other than 0 if no group of twelve shows this. Needs a JDK 17 or newer and Maven; loopback only.
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
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.3.1</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars

cat > Takeover.java <<'JAVA'
import java.net.ServerSocket;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.*;

class Takeover {
    static final int BROKERS = 3;
    static final int[] ports = new int[2 * BROKERS];
    static final Process[] brokers = new Process[BROKERS];
    static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < ports.length; i++) {
            try (var free = new ServerSocket(0)) {
                ports[i] = free.getLocalPort();
            }
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            for (Process broker : brokers) {
                if (broker != null) broker.destroyForcibly();
            }
        }));
        for (int i = 0; i < BROKERS; i++) {
            format(i);
        }
        for (int i = 0; i < BROKERS; i++) {
            start(i);
        }
        try (Admin admin = admin()) {
            patiently(() -> admin.describeCluster().nodes().get().size() == BROKERS);
            admin.createTopics(List.of(new NewTopic("orders", 1, (short) 3))).all().get();
        }
        for (int group = 1; group <= 12; group++) {
            List<String> seen = takeOver("group-" + group);
            System.out.println("group " + group + ": confirmed 7, after the takeover: " + String.join(", ", seen)
                    .replaceFirst(", 7$", ", then 7"));
            if (seen.contains("none")) {
                System.exit(0);
            }
        }
        System.exit(1);
    }

    static List<String> takeOver(String group) throws Exception {
        int coordinator;
        try (Admin admin = admin()) {
            patiently(() -> inSync(admin));
            patiently(() -> {
                admin.alterConsumerGroupOffsets(group, Map.of(ORDERS, new OffsetAndMetadata(7))).all().get();
                return true;
            });
            coordinator = admin.describeConsumerGroups(List.of(group)).all().get().get(group).coordinator().id();
        }
        brokers[coordinator].destroyForcibly().waitFor();
        var seen = new LinkedHashSet<String>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline && !seen.contains("7")) {
            try (Admin admin = admin()) {
                var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
                seen.add(offsets.get(ORDERS) == null ? "none" : "" + offsets.get(ORDERS).offset());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException)) seen.add(e.getCause().getClass().getSimpleName());
            }
            Thread.sleep(20);
        }
        start(coordinator);
        return List.copyOf(seen);
    }

    static boolean inSync(Admin admin) throws Exception {
        if (admin.describeCluster().nodes().get().size() < BROKERS) return false;
        var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
        return admin.describeTopics(names).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.isr().size() == BROKERS);
    }

    static Admin admin() {
        var servers = new StringJoiner(",");
        for (int i = 0; i < BROKERS; i++) servers.add("127.0.0.1:" + ports[i]);
        return Admin.create(Map.of("bootstrap.servers", servers.toString()));
    }

    static void patiently(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (true) {
            try {
                if (condition.call()) return;
            } catch (ExecutionException e) {
                if (System.nanoTime() > deadline) throw e;
            }
            if (System.nanoTime() > deadline) throw new IllegalStateException("the brokers did not get ready");
            Thread.sleep(50);
        }
    }

    static void format(int id) throws Exception {
        var voters = new StringJoiner(",");
        for (int i = 0; i < BROKERS; i++) voters.add(i + "@127.0.0.1:" + ports[BROKERS + i]);
        Files.writeString(Path.of(id + ".properties"), String.join("\n",
                "process.roles=broker,controller",
                "node.id=" + id,
                "listeners=PLAINTEXT://127.0.0.1:" + ports[id] + ",CONTROLLER://127.0.0.1:" + ports[BROKERS + id],
                "controller.listener.names=CONTROLLER",
                "controller.quorum.voters=" + voters,
                "offsets.topic.num.partitions=3",
                "offsets.topic.replication.factor=3",
                "broker.session.timeout.ms=3000",
                "broker.heartbeat.interval.ms=500",
                "controller.quorum.election.timeout.ms=500",
                "controller.quorum.fetch.timeout.ms=1000",
                "log.cleaner.enable=false",
                "log.dirs=" + Path.of("data-" + id).toAbsolutePath()));
        run(id, "format", "kafka.tools.StorageTool", "format", "-t", "MkU3OEVBNTcwNTJENDM2Qg", "-c", id + ".properties").waitFor();
    }

    static void start(int id) throws Exception {
        brokers[id] = run(id, "broker", "kafka.Kafka", id + ".properties");
    }

    static Process run(int id, String what, String... command) throws Exception {
        var all = new ArrayList<>(List.of("java", "-Xmx256m", "-cp", "jars/*"));
        all.addAll(List.of(command));
        var log = ProcessBuilder.Redirect.appendTo(Path.of(what + "-" + id + ".log").toFile());
        return new ProcessBuilder(all).redirectOutput(log).redirectError(log).start();
    }
}
JAVA
java -cp 'jars/*' Takeover.java 2>/dev/null
