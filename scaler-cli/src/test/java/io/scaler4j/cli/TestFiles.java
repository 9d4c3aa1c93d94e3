package io.scaler4j.cli;

/** Manifests for tests. */
final class TestFiles {

    /** One Prometheus trigger named {@code rate}, 2 to 20 replicas; without a finding. */
    static final String ORDERS = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata:
              name: orders
              namespace: shop
            spec:
              scaleTargetRef:
                name: orders-worker
              minReplicaCount: 2
              maxReplicaCount: 20
              triggers:
                - type: prometheus
                  name: rate
                  metadata:
                    serverAddress: http://prometheus:9090
                    query: sum(rate(requests_total[2m]))
                    threshold: "50"
                    ignoreNullValues: "false"
            """;

    /** A cooldown above 0 does nothing: one warning, at line 9. */
    static final String WARNED =
            ORDERS.replace("  minReplicaCount: 2\n", "  cooldownPeriod: 60\n  minReplicaCount: 2\n");

    /** One error, at line 17. */
    static final String BROKEN = ORDERS.replace("threshold: \"50\"", "threshold: lots");

    /** A source that no module has: one note. */
    static final String FOREIGN = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata:
              name: mails
            spec:
              scaleTargetRef:
                name: mails
              minReplicaCount: 1
              maxReplicaCount: 9
              triggers:
                - type: rabbitmq
                  name: mails
                  metadata:
                    protocol: amqp
                    queueName: mails
                    mode: QueueLength
                    value: "20"
            """;

    private TestFiles() {}
}
