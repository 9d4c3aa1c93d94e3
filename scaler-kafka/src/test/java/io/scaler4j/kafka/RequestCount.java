package io.scaler4j.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** How many requests a client has sent, as it counts them itself. */
public final class RequestCount implements MetricsReporter {

    private static final String PROPERTY = "io.scaler4j.kafka.test.requests";

    private AtomicReference<KafkaMetric> total = new AtomicReference<>();

    /** What makes a client report to this. */
    static Map<String, Object> properties(AtomicReference<KafkaMetric> total) {
        return Map.of("metric.reporters", RequestCount.class.getName(), PROPERTY, total);
    }

    static long of(AtomicReference<KafkaMetric> total) {
        return ((Number) total.get().metricValue()).longValue();
    }

    @Override
    @SuppressWarnings("unchecked")
    public void configure(Map<String, ?> properties) {
        total = (AtomicReference<KafkaMetric>) properties.get(PROPERTY);
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        metrics.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        var name = metric.metricName();
        if (name.name().equals("request-total") && name.group().equals("admin-client-metrics")) {
            total.set(metric);
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {}

    @Override
    public void close() {}
}
