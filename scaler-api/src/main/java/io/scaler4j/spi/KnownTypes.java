package io.scaler4j.spi;

import io.scaler4j.config.Masking;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What becomes of a trigger type that no provider offers: which module has it, or that none does. */
final class KnownTypes {

    private static final Map<String, String> MODULES = Map.ofEntries(
            Map.entry("kafka", "scaler-kafka"),
            Map.entry("prometheus", "scaler-prometheus"),
            Map.entry("redis", "scaler-redis"),
            Map.entry("redis-streams", "scaler-redis"),
            Map.entry("redis-cluster", "scaler-redis"),
            Map.entry("redis-cluster-streams", "scaler-redis"),
            Map.entry("redis-sentinel", "scaler-redis"),
            Map.entry("redis-sentinel-streams", "scaler-redis"),
            Map.entry("cpu", "scaler-cpu"),
            Map.entry("memory", "scaler-cpu"),
            Map.entry("cron", "scaler-cron"),
            Map.entry("external", "scaler-external"),
            Map.entry("external-push", "scaler-external"));

    /** Those of KEDA 2.21. */
    static final Set<String> OF_KEDA = Set.of(
            "activemq",
            "apache-kafka",
            "arangodb",
            "artemis-queue",
            "aws-cloudwatch",
            "aws-dynamodb",
            "aws-dynamodb-streams",
            "aws-kinesis-stream",
            "aws-sqs-queue",
            "azure-app-insights",
            "azure-blob",
            "azure-data-explorer",
            "azure-eventhub",
            "azure-log-analytics",
            "azure-monitor",
            "azure-pipelines",
            "azure-queue",
            "azure-servicebus",
            "beanstalkd",
            "cassandra",
            "clickhouse",
            "couchdb",
            "cpu",
            "cron",
            "datadog",
            "dynatrace",
            "elastic-forecast",
            "elasticsearch",
            "etcd",
            "external",
            "external-push",
            "forgejo-runner",
            "gcp-cloudtasks",
            "gcp-pubsub",
            "gcp-spanner",
            "gcp-stackdriver",
            "gcp-storage",
            "github-runner",
            "graphite",
            "huawei-cloudeye",
            "ibmmq",
            "influxdb",
            "kafka",
            "kubernetes-resource",
            "kubernetes-workload",
            "liiklus",
            "loki",
            "memory",
            "metrics-api",
            "mongodb",
            "mssql",
            "mysql",
            "nats-jetstream",
            "new-relic",
            "nsq",
            "opensearch",
            "openstack-metric",
            "openstack-swift",
            "postgresql",
            "predictkube",
            "prometheus",
            "pulsar",
            "rabbitmq",
            "redis",
            "redis-cluster",
            "redis-cluster-streams",
            "redis-sentinel",
            "redis-sentinel-streams",
            "redis-streams",
            "selenium-grid",
            "solace-direct-messaging",
            "solace-event-queue",
            "solarwinds",
            "solr",
            "splunk",
            "splunk-observability",
            "sumologic",
            "temporal");

    private KnownTypes() {}

    /** The sentence that refuses a type. */
    static String refusal(String type, Set<String> atHand) {
        return "there is no scaler of type " + Masking.quote(type) + "; at hand are " + atHand
                + ", others need their module on the class path" + wayOut(type, atHand);
    }

    private static String wayOut(String type, Set<String> atHand) {
        if (MODULES.containsKey(type)) {
            return ": " + from(type);
        }
        if (type.equals("apache-kafka")) {
            return "; use type kafka, whose option topics takes several topics, in place of apache-kafka"
                    + (atHand.contains("kafka") ? "" : ": " + from("kafka"));
        }
        if (OF_KEDA.contains(type)) {
            return "; KEDA has this type and no module of scaler4j does: write a Scaler for it, or let Prometheus"
                    + " measure it and use type prometheus";
        }
        return suggestion(type, atHand);
    }

    private static String suggestion(String type, Set<String> atHand) {
        Set<String> all = new TreeSet<>(atHand);
        all.addAll(MODULES.keySet());
        Optional<String> nearest = Nearest.to(type, all);
        if (nearest.isEmpty()) {
            return "";
        }
        String name = nearest.get();
        return "; did you mean " + name + "?" + (atHand.contains(name) ? "" : " " + from(name));
    }

    private static String from(String type) {
        return type + " comes with the module io.scaler4j:" + MODULES.get(type) + ", add it to the dependencies";
    }
}
