package io.scaler4j.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** Counts the requests of Kafka clients, as these count them themselves; it is given to each as a property. */
public final class RequestCounter implements MetricsReporter {

    static final String PROPERTY = "io.scaler4j.benchmarks.requests";

    /** What the clients of one measurement have reported so far. */
    static final class Total {
        private final List<KafkaMetric> open = new CopyOnWriteArrayList<>();

        /** Requests sent by the clients that are open. */
        long requests() {
            return open.stream()
                    .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
                    .sum();
        }

        /** How many clients are open. */
        int clients() {
            return open.size();
        }

        /** What makes a client report here. */
        Map<String, Object> properties() {
            return Map.of("metric.reporters", RequestCounter.class.getName(), PROPERTY, this);
        }
    }

    private final List<KafkaMetric> mine = new ArrayList<>();
    private Total total = new Total();

    @Override
    public void configure(Map<String, ?> properties) {
        total = (Total) requireNonNull(properties.get(PROPERTY), PROPERTY);
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        metrics.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        var name = metric.metricName();
        if (name.name().equals("request-total") && name.group().equals("admin-client-metrics")) {
            mine.add(metric);
            total.open.add(metric);
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {}

    @Override
    public void close() {
        total.open.removeAll(mine);
    }
}
