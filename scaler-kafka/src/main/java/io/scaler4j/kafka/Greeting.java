package io.scaler4j.kafka;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** How brokers that have never answered a question treat the connections that they accept, as the client counts. */
enum Greeting {
    /** There is nothing to tell. */
    UNKNOWN,
    /** They say which versions they speak, and end the connection at the first question: they want a login. */
    ENDED_AFTER_HELLO,
    /** They say nothing that the client understands: one side uses TLS, and the other does not. */
    ENDED_WITHOUT_A_WORD;

    private static final String GROUP = "admin-client-metrics";
    /** One connection may break by chance, and a message that the settings are wrong must be reliable. */
    private static final int ENOUGH = 2;

    static Greeting of(Map<MetricName, ? extends Metric> metrics) {
        double ended = sum(metrics, "connection-close-total");
        double answers = sum(metrics, "response-total");
        if (answers == 0) {
            return ended > 0 ? ENDED_WITHOUT_A_WORD : UNKNOWN;
        }
        return ended >= ENOUGH && answers <= sum(metrics, "connection-creation-total") ? ENDED_AFTER_HELLO : UNKNOWN;
    }

    private static double sum(Map<MetricName, ? extends Metric> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name)
                        && metric.getKey().group().equals(GROUP))
                .mapToDouble(
                        metric -> metric.getValue().metricValue() instanceof Number number ? number.doubleValue() : 0)
                .sum();
    }
}
