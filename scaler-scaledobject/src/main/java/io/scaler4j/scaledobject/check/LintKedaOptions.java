package io.scaler4j.scaledobject.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Options of KEDA's types that have no source here, to find typing errors. The list may lack some: a key that is not
 * near any of these is left alone.
 */
final class LintKedaOptions {

    private static final Map<String, Set<String>> BY_TYPE = Map.ofEntries(
            type(
                    "activemq",
                    "managementEndpoint destinationName brokerName targetQueueSize restAPITemplate corsHeader"),
            type(
                    "artemis-queue",
                    "managementEndpoint queueName brokerName brokerAddress queueLength restApiTemplate corsHeader"),
            type(
                    "aws-cloudwatch",
                    "namespace dimensionName dimensionValue expression metricName targetMetricValue minMetricValue"
                            + " ignoreNullValues metricCollectionTime metricStat metricStatPeriod metricUnit"
                            + " metricEndTimeOffset awsRegion awsEndpoint identityOwner"),
            type(
                    "aws-dynamodb",
                    "awsRegion awsEndpoint tableName targetValue keyConditionExpression expressionAttributeNames"
                            + " expressionAttributeValues indexName identityOwner"),
            type("aws-kinesis-stream", "streamName shardCount awsRegion awsEndpoint identityOwner"),
            type(
                    "aws-sqs-queue",
                    "queueURL queueLength awsRegion awsEndpoint scaleOnInFlight scaleOnDelayed identityOwner"),
            type(
                    "azure-blob",
                    "blobContainerName blobPrefix blobDelimiter blobCount connection accountName cloud endpointSuffix"
                            + " recursive globPattern"),
            type(
                    "azure-eventhub",
                    "connection eventHubName eventHubNamespace storageConnection storageAccountName consumerGroup"
                            + " unprocessedEventThreshold blobContainer checkpointStrategy cloud"
                            + " serviceBusEndpointSuffix storageEndpointSuffix"),
            type(
                    "azure-pipelines",
                    "poolName poolID organizationURL personalAccessToken targetPipelinesQueueLength parent demands"
                            + " jobsToFetch requireAllDemands requireAllDemandsAndIgnoreOthers"
                            + " fetchUnfinishedJobsOnly"),
            type(
                    "azure-queue",
                    "queueName queueLength queueLengthStrategy connection accountName cloud endpointSuffix"),
            type(
                    "azure-servicebus",
                    "queueName topicName subscriptionName namespace connection messageCount cloud endpointSuffix operation"
                            + " useRegex"),
            type(
                    "elasticsearch",
                    "addresses unsafeSsl username password index searchTemplateName query parameters valueLocation"
                            + " targetValue cloudID apiKey ignoreNullValues"),
            type(
                    "gcp-pubsub",
                    "subscriptionName topicName subscriptionSize mode value valueIfNull aggregation timeHorizon filterDelay"
                            + " credentials"),
            type(
                    "github-runner",
                    "githubApiURL owner runnerScope repos labels noDefaultLabels enableEtags enableBackoff"
                            + " targetWorkflowQueueLength applicationID installationID personalAccessToken"
                            + " matchUnlabeledJobsWithUnlabeledRunners"),
            type("graphite", "serverAddress query threshold queryTime authMode"),
            type("influxdb", "serverURL organizationName query thresholdValue authToken unsafeSsl database queryType"),
            type("kubernetes-workload", "podSelector value namespace excludeTerminated groupByNode"),
            type("loki", "serverAddress query threshold tenantName ignoreNullValues unsafeSsl authModes"),
            type(
                    "metrics-api",
                    "targetValue url valueLocation format authMode method keyParamName unsafeSsl aggregationType"
                            + " aggregateFromKubeServiceEndpoints timeout"),
            type("mongodb", "dbName collection query queryValue connectionString scheme host port username password"),
            type("mssql", "query targetValue host port database username password connectionString"),
            type("mysql", "query queryValue host port username dbName password connectionString"),
            type("nats-jetstream", "natsServerMonitoringEndpoint account stream consumer lagThreshold useHttps"),
            type("postgresql", "query targetQueryValue connection host port userName dbName sslmode password"),
            type(
                    "rabbitmq",
                    "host queueName mode value protocol vhostName queueLength excludeUnacknowledged useRegex pageSize"
                            + " operation timeout unsafeSsl username password metricName"));

    private static final String FROM_ENVIRONMENT = "FromEnv";
    private static final String ACTIVATION = "activation";

    private LintKedaOptions() {}

    private static Map.Entry<String, Set<String>> type(String name, String options) {
        return Map.entry(name, Set.copyOf(List.of(options.split(" ", -1))));
    }

    /** The option that a key is a typing error of; empty for an option, and for a key that is not near one. */
    static Optional<String> meant(String type, String key) {
        Set<String> options = BY_TYPE.get(type);
        if (options == null) {
            return Optional.empty();
        }
        String suffix = key.endsWith(FROM_ENVIRONMENT) ? FROM_ENVIRONMENT : "";
        String base = key.substring(0, key.length() - suffix.length());
        if (options.contains(base) || base.startsWith(ACTIVATION)) {
            return Optional.empty();
        }
        return LintSpelling.typingErrorOf(base, options).map(option -> option + suffix);
    }
}
