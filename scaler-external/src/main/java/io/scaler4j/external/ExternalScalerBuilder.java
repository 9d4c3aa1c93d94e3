package io.scaler4j.external;

import io.scaler4j.Scheduler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds an {@link ExternalScaler}. Not thread-safe. */
public final class ExternalScalerBuilder {

    private final ScalerSettings settings = new ScalerSettings();
    private @Nullable ExternalServer server;
    private @Nullable String address;

    ExternalScalerBuilder() {}

    /**
     * Reads from a server that this scaler alone uses, without encryption.
     *
     * @param address {@code host:port}
     * @return this builder
     */
    public ExternalScalerBuilder address(String address) {
        Objects.requireNonNull(address, "address must not be null; leave out what is not set");
        this.address = address;
        return this;
    }

    /**
     * Reads from a server that other scalers use, too.
     *
     * @param server stays the caller's, and may be closed once the scaler is built
     * @return this builder
     */
    public ExternalScalerBuilder server(ExternalServer server) {
        Objects.requireNonNull(server, "server must not be null; leave out what is not set");
        this.server = server;
        return this;
    }

    /**
     * Says what is scaled. Servers may tell triggers apart by it.
     *
     * @param namespace sent as the namespace of KEDA's {@code ScaledObject}; default: empty
     * @param name sent as its name; default: empty
     * @return this builder
     */
    public ExternalScalerBuilder object(String namespace, String name) {
        Objects.requireNonNull(namespace, "namespace must not be null; leave out what is not set");
        Objects.requireNonNull(name, "name must not be null; leave out what is not set");
        settings.namespace = namespace;
        settings.name = name;
        return this;
    }

    /**
     * Sets what the server reads: KEDA's {@code metadata} of the trigger.
     *
     * @param metadata replaces that given before; default: none
     * @return this builder
     */
    public ExternalScalerBuilder metadata(Map<String, String> metadata) {
        Objects.requireNonNull(metadata, "metadata must not be null; leave out what is not set");
        settings.metadata = new TreeMap<>(metadata);
        return this;
    }

    /**
     * Takes the server's targets for wanted numbers of the whole target, and not of each replica. KEDA:
     * {@code metricType: Value}.
     *
     * @return this builder
     */
    public ExternalScalerBuilder targetsAreTotals() {
        settings.targetForm = ValueRules.TargetForm.VALUE;
        return this;
    }

    /**
     * Says what a value below 0 means.
     *
     * @param meaning default: {@link NegativeValue#FAILURE}
     * @return this builder
     */
    public ExternalScalerBuilder whenNegative(NegativeValue meaning) {
        Objects.requireNonNull(meaning, "meaning must not be null; leave out what is not set");
        settings.whenNegative = meaning;
        return this;
    }

    /**
     * Says for how long the server's metrics and targets hold before it is asked for them again.
     *
     * @param age more than 0; default: 1 min. It has no effect while a server pushes them
     * @return this builder
     */
    public ExternalScalerBuilder metricSpecAge(Duration age) {
        Objects.requireNonNull(age, "age must not be null; leave out what is not set");
        settings.metricSpecAge = age;
        return this;
    }

    /**
     * Keeps two streams of the server open: one on which it tells of activity, so that an autoscaler wakes at once, and
     * one on which it tells its metrics, which servers may lack. KEDA: type {@code external-push}. A stream that ends
     * is opened again after 2 s, doubling to 60 s.
     *
     * @return this builder
     */
    public ExternalScalerBuilder push() {
        settings.push = true;
        return this;
    }

    /**
     * Sets the timer of the streams.
     *
     * @param scheduler default: the thread of the server's channel
     * @return this builder
     */
    public ExternalScalerBuilder scheduler(Scheduler scheduler) {
        Objects.requireNonNull(scheduler, "scheduler must not be null; leave out what is not set");
        settings.scheduler = scheduler;
        return this;
    }

    /**
     * Makes the scaler. It does not matter whether the server is there yet.
     *
     * @return to be closed by the autoscaler that gets it, or by the caller
     * @throws InvalidConfigurationException if settings are missing or wrong, with all problems
     */
    public ExternalScaler build() {
        var problems = Problems.of("external scaler");
        problems.check(address != null || server != null, "address is missing; give host:port, or a server");
        problems.check(address == null || server == null, "address and server exclude each other; leave one out");
        problems.check(
                !settings.metricSpecAge.isNegative() && !settings.metricSpecAge.isZero(),
                "metricSpecAge must be more than 0, was " + settings.metricSpecAge);
        problems.throwIfAny();
        if (server != null) {
            return open(server.share());
        }
        try (ExternalServer own = ExternalServer.builder()
                .address(Objects.requireNonNull(address))
                .build()) {
            return open(own.share());
        }
    }

    private ExternalScaler open(ExternalServer shared) {
        try {
            return ExternalScaler.open(shared, settings);
        } catch (RuntimeException | Error e) {
            shared.close();
            throw e;
        }
    }
}
