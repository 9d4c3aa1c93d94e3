package io.scaler4j.cli.serve;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import io.scaler4j.external.ServerCounts;
import java.util.List;
import java.util.function.Supplier;

/** What a server has done, for Prometheus. */
public final class ServerCollector extends Collector {

    private static final String PREFIX = "scaler4j_external_scaler_";

    private final Supplier<ServerCounts> counts;

    /**
     * Begins.
     *
     * @param counts asked for at each scrape
     */
    public ServerCollector(Supplier<ServerCounts> counts) {
        this.counts = counts;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        ServerCounts now = counts.get();
        return List.of(
                counter("calls", "Calls of clients, streams among them.", now.calls()),
                counter("failed_calls", "Calls that ended with an error of this server's making.", now.failedCalls()),
                counter("source_reads", "Reads of sources; many calls share one.", now.sourceReads()),
                gauge("objects", "Objects of clients that are known.", now.objects()),
                gauge("sources", "Sources that are open.", now.sources()),
                gauge("streams", "Streams that are open.", now.streams()));
    }

    private static MetricFamilySamples counter(String name, String help, long value) {
        return new CounterMetricFamily(PREFIX + name, help, (double) value);
    }

    private static MetricFamilySamples gauge(String name, String help, double value) {
        return new GaugeMetricFamily(PREFIX + name, help, value);
    }
}
