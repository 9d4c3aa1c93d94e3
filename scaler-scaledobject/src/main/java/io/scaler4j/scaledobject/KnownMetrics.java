package io.scaler4j.scaledobject;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.MetricSpec;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wanted numbers of KEDA's trigger types that no module has, so that their policy can be simulated: the option that
 * holds the number, and its default. The activation threshold is the same name behind {@code activation}.
 */
final class KnownMetrics {

    /** Type to option, or to option and default with {@code =} in between. */
    private static final Map<String, String> TARGETS = Map.ofEntries(
            Map.entry("activemq", "targetQueueSize=10"),
            Map.entry("apache-kafka", "lagThreshold=10"),
            Map.entry("artemis-queue", "queueLength=10"),
            Map.entry("aws-cloudwatch", "targetMetricValue"),
            Map.entry("aws-dynamodb", "targetValue"),
            Map.entry("aws-dynamodb-streams", "shardCount=2"),
            Map.entry("aws-kinesis-stream", "shardCount=2"),
            Map.entry("aws-sqs-queue", "queueLength=5"),
            Map.entry("azure-app-insights", "targetValue"),
            Map.entry("azure-blob", "blobCount=5"),
            Map.entry("azure-eventhub", "unprocessedEventThreshold=64"),
            Map.entry("azure-log-analytics", "threshold"),
            Map.entry("azure-monitor", "targetValue"),
            Map.entry("azure-pipelines", "targetPipelinesQueueLength=1"),
            Map.entry("azure-queue", "queueLength=5"),
            Map.entry("azure-servicebus", "messageCount=5"),
            Map.entry("beanstalkd", "value"),
            Map.entry("cassandra", "targetQueryValue"),
            Map.entry("couchdb", "queryValue"),
            Map.entry("cron", "=1"), // 1 for each replica of the window, whatever the options are
            Map.entry("datadog", "queryValue"),
            Map.entry("dynatrace", "threshold"),
            Map.entry("elasticsearch", "targetValue"),
            Map.entry("etcd", "value"),
            Map.entry("gcp-cloudtasks", "value=100"),
            Map.entry("gcp-pubsub", "value=10"),
            Map.entry("gcp-stackdriver", "targetValue=5"),
            Map.entry("gcp-storage", "targetObjectCount=100"),
            Map.entry("github-runner", "targetWorkflowQueueLength=1"),
            Map.entry("graphite", "threshold"),
            Map.entry("huawei-cloudeye", "targetMetricValue"),
            Map.entry("ibmmq", "queueDepth=20"),
            Map.entry("influxdb", "thresholdValue"),
            Map.entry("kafka", "lagThreshold=10"),
            Map.entry("kubernetes-workload", "value"),
            Map.entry("loki", "threshold"),
            Map.entry("metrics-api", "targetValue"),
            Map.entry("mongodb", "queryValue"),
            Map.entry("mssql", "targetValue"),
            Map.entry("mysql", "queryValue"),
            Map.entry("nats-jetstream", "lagThreshold=10"),
            Map.entry("new-relic", "threshold"),
            Map.entry("openstack-metric", "threshold"),
            Map.entry("openstack-swift", "objectCount=2"),
            Map.entry("postgresql", "targetQueryValue"),
            Map.entry("prometheus", "threshold"),
            Map.entry("pulsar", "msgBacklogThreshold=10"),
            Map.entry("rabbitmq", "value"),
            Map.entry("redis", "listLength=5"),
            Map.entry("redis-cluster", "listLength=5"),
            Map.entry("redis-sentinel", "listLength=5"),
            Map.entry("redis-streams", "pendingEntriesCount=5"),
            Map.entry("redis-cluster-streams", "pendingEntriesCount=5"),
            Map.entry("redis-sentinel-streams", "pendingEntriesCount=5"),
            Map.entry("solr", "targetQueryValue"),
            Map.entry("splunk", "targetValue"),
            Map.entry("stan", "lagThreshold=10"),
            Map.entry("sumologic", "threshold"),
            Map.entry("temporal", "targetQueueSize=5"));

    /** Types with several options for the number, the first one given counts: lengths that older files have. */
    private static final Map<String, String> OTHERS = Map.of(
            "rabbitmq", "queueLength",
            "gcp-pubsub", "subscriptionSize",
            "datadog", "targetValue",
            "redis-streams", "lagCount",
            "redis-cluster-streams", "lagCount",
            "redis-sentinel-streams", "lagCount");

    /** Type to what KEDA's name of the metric begins with, and the option it ends with. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("activemq", "activemq-destinationName"),
            Map.entry("aws-sqs-queue", "aws-sqs-queueURL"),
            Map.entry("azure-queue", "azure-queue-queueName"),
            Map.entry("gcp-pubsub", "gcp-ps-subscriptionName"),
            Map.entry("kafka", "kafka-topic"),
            Map.entry("nats-jetstream", "nats-jetstream-stream"),
            Map.entry("rabbitmq", "rabbitmq-queueName"));

    private KnownMetrics() {}

    /** Empty if the type, or the number, is not known. */
    static Optional<MetricSpec> metric(String name, String type, String metricType, Map<String, String> options) {
        return Stream.of(OTHERS.getOrDefault(type, ""), TARGETS.getOrDefault(type, ""))
                .flatMap(target -> of(target, name, metricType, options).stream())
                .findFirst();
    }

    private static Optional<MetricSpec> of(String known, String name, String metricType, Map<String, String> options) {
        String[] target = known.split("=", 2);
        String option = target[0];
        String orElse = target.length > 1 ? target[1] : "";
        String activation =
                "activation" + option.substring(0, Math.min(1, option.length())).toUpperCase(Locale.ROOT)
                        + option.substring(Math.min(1, option.length()));
        try {
            double wanted =
                    Double.parseDouble(options.getOrDefault(option, orElse).strip());
            double activates =
                    Double.parseDouble(options.getOrDefault(activation, "0").strip());
            return Optional.of(MetricSpec.of(name, target(wanted, metricType)).activatesAbove(activates));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no number, or none that makes a target
        }
    }

    private static MetricTarget target(double wanted, String metricType) {
        return metricType.equals("Value") ? MetricTarget.value(wanted) : MetricTarget.averageValue(wanted);
    }

    /** What KEDA's name of the metric ends with; the type alone where that is not known. */
    static String metricName(String type, Map<String, String> options) {
        String known = NAMES.getOrDefault(type, "");
        int end = known.lastIndexOf('-');
        String value = end < 0 ? "" : options.getOrDefault(known.substring(end + 1), "");
        String last = value.substring(value.lastIndexOf('/') + 1);
        return last.isBlank() ? type : known.substring(0, end + 1) + last;
    }
}
