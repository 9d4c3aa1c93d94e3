package io.scaler4j.cli;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a process of a cluster tells how it is. */
final class StatusOptions {

    private static final int MOST = 65_535;

    @Option(
            names = "--metrics",
            paramLabel = "PORT",
            description =
                    "Serves /metrics for Prometheus, and /livez and /readyz for probes, over plain HTTP; 0 takes any"
                            + " port that is free. Default: does not.")
    private @Nullable Integer port;

    @Option(
            names = "--metrics-address",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description = "Serves them on one interface. Default: all.")
    private String address = "";

    /** Whether anybody will ask. */
    boolean isServed() {
        return port != null;
    }

    /**
     * Serves until it is closed.
     *
     * @param registry for {@code /metrics}, besides what this process says of itself
     * @param own what this process says of itself
     * @param notReady why not, for {@code /readyz}; empty if it is ready
     * @return null if nobody asked for it
     */
    @Nullable
    StatusEndpoint serve(CollectorRegistry registry, Collector own, Supplier<Optional<String>> notReady) {
        if (port == null) {
            return null;
        }
        registry.register(own);
        return StatusEndpoint.open(listenOn(port), registry, notReady);
    }

    private InetSocketAddress listenOn(int given) {
        if (given < 0 || given > MOST) {
            throw new MisuseException(
                    "--metrics must be 0 to " + MOST + ", was " + given + "; 0 takes any port that is free");
        }
        return address.isEmpty() ? new InetSocketAddress(given) : new InetSocketAddress(address, given);
    }
}
