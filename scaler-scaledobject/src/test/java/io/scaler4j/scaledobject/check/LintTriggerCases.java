package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.RuleCase.scaledJob;
import static io.scaler4j.scaledobject.check.RuleCase.scaledObject;
import static io.scaler4j.scaledobject.check.RuleCase.triggers;

import java.util.ArrayList;
import java.util.List;

/** Cases of the rules about targets, options, Kafka and Prometheus. */
final class LintTriggerCases {

    private LintTriggerCases() {}

    static List<RuleCase> all() {
        var cases = new ArrayList<>(thresholds());
        cases.addAll(options());
        cases.addAll(fields());
        cases.addAll(kafka());
        cases.addAll(prometheus());
        return cases;
    }

    private static List<RuleCase> thresholds() {
        return List.of(
                triggers(
                                "activation-at-or-above-target",
                                "- type: redis\n  metadata:\n    listName: q\n    listLength: '10'\n"
                                        + "    ►activationListLength: '10'\n")
                        .also("activationListLength: '10'", "activationListLength: '11'")
                        .also("activationListLength: '10'", "activationListLength: '10.0'")
                        .also("activationListLength: '10'", "activationListLength: '1e400'")
                        .not("activationListLength: '10'", "activationListLength: '9'")
                        .not("activationListLength: '10'", "activationListLength: '9.999'")
                        .not("activationListLength: '10'", "activationListLength: '0'")
                        .not("activationListLength: '10'", "activationListLength: many")
                        .not("type: redis", "type: redis\n    metricType: Value")
                        .not("spec:\n", "spec:\n  minReplicaCount: 1\n"),
                triggers(
                                "activation-at-or-above-target",
                                "- type: kafka\n  metadata:\n    topic: t\n    ►activationLagThreshold: '10'\n")
                        .not("'10'", "'9'")
                        .not("type: kafka", "type: own"),
                triggers("target-not-positive", "- type: rabbitmq\n  metadata:\n    queueName: q\n    ►value: '0'\n")
                        .also("'0'", "'-1'")
                        .also("'0'", "'0.0'")
                        .also("value: '0'", "threshold: '0'")
                        .also("value: '0'", "targetQueryValue: '-0.001'")
                        .not("'0'", "'0.001'")
                        .not("'0'", "zero")
                        .not("value: '0'", "pageSize: '0'")
                        .not("'0'", "0"),
                triggers("value-multiplies", "- type: kafka\n  ►metricType: Value\n  metadata: {topic: t}\n")
                        .also("type: kafka", "type: cron")
                        .also("type: kafka", "type: apache-kafka")
                        .not("type: kafka", "type: prometheus")
                        .not("metricType: Value", "metricType: AverageValue")
                        .not("metricType: Value", "metricType: value"));
    }

    private static List<RuleCase> options() {
        return List.of(
                triggers("unknown-option", "- type: kafka\n  metadata:\n    topic: t\n    ►lagTreshold: '50'\n")
                        .also("lagTreshold", "lagthreshold")
                        .also("lagTreshold", "topicName")
                        .also("lagTreshold", "topicFromEnvironment")
                        .not("lagTreshold", "lagThreshold")
                        .not("lagTreshold", "topicFromEnv")
                        .not("type: kafka", "type: own"),
                triggers(
                                "unknown-option",
                                "- type: aws-sqs-queue\n  metadata:\n    queueURL: u\n    ►queueLenght: '5'\n")
                        .also("queueLenght", "awsregion")
                        .not("queueLenght", "queueLength")
                        .not("queueLenght", "queueLengthFromEnv")
                        .not("queueLenght", "activationQueueLenght")
                        .not("queueLenght", "delay"),
                scaledJob(
                                "unknown-option",
                                "maxReplicaCount: 3\ntriggers:\n- type: redis\n  metadata:\n    ►listname: q\n")
                        .not("listname", "listName"),
                triggers(
                                "authentication-option-in-metadata",
                                "- type: prometheus\n  metadata:\n    serverAddress: http://p\n    ►bearerToken: abc\n")
                        .also("bearerToken", "password")
                        .not("bearerToken", "authModes")
                        .not("bearerToken", "bearerTokens")
                        .not("type: prometheus", "type: own"),
                triggers(
                                "option-without-effect",
                                "- type: prometheus\n  metadata:\n    serverAddress: http://p\n    ►metricName: m\n")
                        .not("metricName", "metricname")
                        .not("type: prometheus", "type: datadog"),
                triggers(
                                "option-without-effect",
                                "- type: redis\n  metadata:\n    address: r:6379\n    listName: q\n    ►host: r\n")
                        .also("host: r", "port: '6379'")
                        .also("type: redis", "type: redis-streams")
                        .not("type: redis", "type: activemq")
                        .not("address: r:6379", "address: ''")
                        .not("host: r", "hosts: r"));
    }

    private static List<RuleCase> fields() {
        var cases = new ArrayList<RuleCase>();
        for (String field : List.of(
                "minReplicaCount",
                "maxReplicaCount",
                "idleReplicaCount",
                "pollingInterval",
                "cooldownPeriod",
                "initialCooldownPeriod",
                "fallback",
                "behavior",
                "authenticationRef",
                "metricType",
                "useCachedMetrics")) {
            cases.add(triggers(
                            "field-in-metadata",
                            "- type: azure-queue\n  metadata:\n    queueName: q\n    ►" + field + ": '3'\n")
                    .also("type: azure-queue", "type: kafka")
                    .also("type: azure-queue", "type: own")
                    .not(field, field + "s")
                    .not("metadata:", "other:"));
        }
        return cases;
    }

    private static List<RuleCase> kafka() {
        String topic = "triggers:\n- type: kafka\n  metadata:\n    topic: orders\n";
        return List.of(
                scaledObject("kafka-max-above-partitions", "►maxReplicaCount: 13\n" + topic)
                        .also("type: kafka", "type: apache-kafka")
                        .also("topic: orders", "topic: orders\n      allowIdleConsumers: 'yes'")
                        .not("maxReplicaCount: 13", "maxReplicaCount: 12")
                        .not("type: kafka", "type: redis")
                        .not("topic: orders", "topic: bills")
                        .not("topic: orders", "topic: orders\n      allowIdleConsumers: 'true'")
                        .not("topic: orders", "topic: orders\n      allowIdleConsumers: '1'"),
                scaledObject(
                                "kafka-max-above-partitions",
                                "triggers:\n- type: kafka\n  metadata:\n    ►topic: orders\n")
                        .not("topic: orders", "topic: other")
                        .not("spec:\n", "spec:\n  maxReplicaCount: 5\n"),
                scaledObject("kafka-latest-with-zero", topic + "    ►offsetResetPolicy: latest\n")
                        .also("spec:\n", "spec:\n  minReplicaCount: 0\n")
                        .also("spec:\n", "spec:\n  minReplicaCount: 2\n  idleReplicaCount: 0\n")
                        .not("spec:\n", "spec:\n  minReplicaCount: 1\n")
                        .not("latest", "earliest")
                        .not("type: kafka", "type: own"));
    }

    private static List<RuleCase> prometheus() {
        String one = "- type: prometheus\n  metadata:\n    query: sum(rate(x[2m]))\n";
        String query = "- type: prometheus\n  metadata:\n    ►query: ";
        return List.of(
                triggers("prometheus-empty-is-zero", one.replace("metadata:", "►metadata:"))
                        .also("sum(rate(x[2m]))", "max(y)")
                        .not("query:", "ignoreNullValues: 'false'\n      query:")
                        .not("query:", "ignoreNullValues: 'true'\n      query:")
                        .not("query:", "whenEmpty: failure\n      query:")
                        .not("sum(rate(x[2m]))", "sum(rate(x[2m])) or vector(0)")
                        .not("sum(rate(x[2m]))", "absent(x)")
                        .not("sum(rate(x[2m]))", "''")
                        .not("type: prometheus", "type: loki"),
                triggers("prometheus-range-vector", query + "x{a=\"b\"}[2m]\n")
                        .also("x{a=\"b\"}[2m]", "sum(x)[5m:1m]")
                        .also("x{a=\"b\"}[2m]", "x[5m] offset 1h")
                        .not("x{a=\"b\"}[2m]", "rate(x{a=\"b\"}[2m])")
                        .not("x{a=\"b\"}[2m]", "'x{a=\"b[2m]\"}'"),
                triggers("prometheus-misplaced-range", query + "sum(x[2m])\n")
                        .also("sum(x[2m])", "rate(x)")
                        .also("sum(x[2m])", "sum(rate(x)) / sum(y)")
                        .also("sum(x[2m])", "sum by (pod) (rate(sum(x)))")
                        .also("sum(x[2m])", "max_over_time(x)")
                        .also("sum(x[2m])", "ceil(x[5m])")
                        .also("sum(x[2m])", "histogram_quantile(0.9, x_bucket[5m])")
                        .not("sum(x[2m])", "sum(rate(x[2m]))")
                        .not("sum(x[2m])", "sum(x offset 2m)")
                        .not("sum(x[2m])", "max_over_time(sum(x)[5m:])")
                        .not("sum(x[2m])", "predict_linear(x{a=\"b\"}[1h], 3600)")
                        .not("sum(x[2m])", "quantile_over_time(0.9, x{a=\"b\"}[1h])")
                        .not("sum(x[2m])", "newer_function(x[1h])")
                        .not("sum(x[2m])", "sum(rate(x[2m])"),
                triggers("prometheus-several-series", query + "sum by (pod) (x)\n")
                        .also("sum by (pod) (x)", "sum(x) by (pod)")
                        .also("sum by (pod) (x)", "sum without (pod) (x)")
                        .also("sum by (pod) (x)", "sum by (le) (x)")
                        .also("sum by (pod) (x)", "topk(3, x)")
                        .also("sum by (pod) (x)", "x")
                        .also("sum by (pod) (x)", "rate(x[1m])")
                        .also("sum by (pod) (x)", "sum by (pod) (x) > 5")
                        .not("sum by (pod) (x)", "sum(x)")
                        .not("sum by (pod) (x)", "sum by () (x)")
                        .not("sum by (pod) (x)", "topk(1, x)")
                        .not("sum by (pod) (x)", "histogram_quantile(0.9, sum by (le) (x))")
                        .not("sum by (pod) (x)", "sum(sum by (pod) (x) > 5)")
                        .not("sum by (pod) (x)", "x{a=\"b\"}")
                        .not("sum by (pod) (x)", "sum by (pod) (x"));
    }
}
