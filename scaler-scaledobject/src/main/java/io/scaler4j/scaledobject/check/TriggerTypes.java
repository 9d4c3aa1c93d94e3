package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.schema.Names;
import java.util.Set;
import java.util.TreeSet;

/** The trigger types of KEDA. */
final class TriggerTypes {

    /** Those that a version of KEDA has or had. */
    private static final Set<String> OF_KEDA = Set.of(
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
            "stan",
            "sumologic",
            "temporal");

    private TriggerTypes() {}

    static boolean isOfKeda(String type) {
        return OF_KEDA.contains(type);
    }

    /** What to do about a type that nobody knows. */
    static String wayOut(String type, Set<String> own) {
        var known = new TreeSet<>(OF_KEDA);
        known.addAll(own);
        return type.contains("/") || type.contains(",")
                ? "write one trigger for each type"
                : Names.nearest(type, known)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("use one of KEDA's types, or external for a scaler of your own");
    }
}
