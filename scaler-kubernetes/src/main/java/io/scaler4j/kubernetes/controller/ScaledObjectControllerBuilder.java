package io.scaler4j.kubernetes.controller;

import io.fabric8.kubernetes.client.Config;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.spi.ScalerCatalog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Configures a {@link ScaledObjectController}. Reports everything that is wrong at once. Not thread-safe. */
public final class ScaledObjectControllerBuilder {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);
    private static final Duration SAVING = Duration.ofSeconds(10);
    private static final int MOST_SHARDS = 64;

    private final Config config;
    private String namespace = "";
    private String selector = "";
    private String leaseNamespace = "";
    private String name = "scaler4j";
    private String identity = "scaler4j-" + UUID.randomUUID();
    private int shards = 1;
    private Duration lease = Duration.ofSeconds(15);
    private Duration syncPeriod = Duration.ofSeconds(15);
    private Duration resync = Duration.ofMinutes(10);
    private InstantSource time = InstantSource.system();
    private final List<AutoscalerObserver> observers = new ArrayList<>();
    private @Nullable ScalerCatalog catalog;

    ScaledObjectControllerBuilder(Config config) {
        this.config = config;
    }

    /**
     * Sets the namespace of the objects. A Role in it is enough then.
     *
     * @param namespace not blank. Default: all namespaces, which needs a ClusterRole
     * @return this builder
     */
    public ScaledObjectControllerBuilder namespace(String namespace) {
        this.namespace = namespace;
        return this;
    }

    /**
     * Scales only the objects with the label {@code scaler4j.io/managed=true}. The controller then also runs where KEDA
     * is installed; KEDA must be kept from these objects, because it knows no such label.
     *
     * @return this builder
     */
    public ScaledObjectControllerBuilder onlyManaged() {
        selector = Kinds.MANAGED + "%3Dtrue";
        return this;
    }

    /**
     * Sets where the Leases and the ConfigMaps with states are.
     *
     * @param namespace not blank. Default: {@link #namespace}, else that of the configuration, else {@code default}
     * @return this builder
     */
    public ScaledObjectControllerBuilder leaseNamespace(String namespace) {
        leaseNamespace = namespace;
        return this;
    }

    /**
     * Sets how the names of Leases and ConfigMaps begin. Controllers of one name share the objects.
     *
     * @param name a name as objects have it. Default {@code scaler4j}
     * @return this builder
     */
    public ScaledObjectControllerBuilder name(String name) {
        this.name = name;
        return this;
    }

    /**
     * Sets the name of this process in Leases.
     *
     * @param identity not blank, and another one in each process: the pod's name. Default: a random one
     * @return this builder
     */
    public ScaledObjectControllerBuilder identity(String identity) {
        this.identity = identity;
        return this;
    }

    /**
     * Sets into how many parts the objects are split, each scaled by one process at a time.
     *
     * @param shards 1 to 64, the same in every process. Default 1
     * @return this builder
     */
    public ScaledObjectControllerBuilder shards(int shards) {
        this.shards = shards;
        return this;
    }

    /**
     * Sets after what time another process takes over from one that does not answer.
     *
     * @param lease at least 2 s, the same in every process. A third of it is kept for writes under way. Default 15 s
     * @return this builder
     */
    public ScaledObjectControllerBuilder lease(Duration lease) {
        this.lease = lease;
        return this;
    }

    /**
     * Sets the time from turn to turn of targets that are not scaled to zero, as the flag
     * {@code --horizontal-pod-autoscaler-sync-period} does for HPAs. At zero it is the {@code pollingInterval}.
     *
     * @param period more than 0. Default 15 s, as in most clusters
     * @return this builder
     */
    public ScaledObjectControllerBuilder syncPeriod(Duration period) {
        syncPeriod = period;
        return this;
    }

    /**
     * Sets the pause between two looks at all objects, at which Secrets are read again.
     *
     * @param resync more than 0. Default 10 minutes
     * @return this builder
     */
    public ScaledObjectControllerBuilder resync(Duration resync) {
        this.resync = resync;
        return this;
    }

    /**
     * Sets the sources at hand.
     *
     * @param catalog stays the caller's to close. Default: those on the class path
     * @return this builder
     */
    public ScaledObjectControllerBuilder catalog(ScalerCatalog catalog) {
        this.catalog = catalog;
        return this;
    }

    /**
     * Adds an observer of all autoscalers, such as the metrics of {@code scaler-metrics} or {@code scaler-micrometer}.
     * The name of an autoscaler is namespace and name of its object with a slash in between.
     *
     * @param observer is told of everything that happens while this process scales the object; stays the caller's to
     *     close, after the controller
     * @return this builder
     */
    public ScaledObjectControllerBuilder observer(AutoscalerObserver observer) {
        observers.add(observer);
        return this;
    }

    /**
     * Sets the wall clock of decisions and records. Leases are measured on the monotonic clock of the JVM.
     *
     * @param time not null. Default: the system's
     * @return this builder
     */
    public ScaledObjectControllerBuilder time(InstantSource time) {
        this.time = time;
        return this;
    }

    /**
     * Begins to follow the objects; scaling begins as soon as they are listed and a lease is had.
     *
     * @return to be closed by the caller
     * @throws InvalidConfigurationException with everything that is wrong
     * @throws IllegalStateException if KEDA is installed and {@link #onlyManaged} was not said
     */
    public ScaledObjectController start() {
        var problems = Problems.of("controller");
        problems.check(config != null, "config must not be null; give client.getConfiguration()");
        problems.check(namespace != null, "namespace must not be null; leave it out for all namespaces");
        problems.check(
                name != null && name.matches("[a-z0-9]([-a-z0-9]{0,40}[a-z0-9])?"),
                "name must be that of an object, of at most 42 lower case letters, digits and dashes, was " + name);
        problems.check(identity != null && !identity.isBlank(), "identity must not be blank; give the name of the pod");
        problems.check(shards >= 1 && shards <= MOST_SHARDS, "shards must be 1 to " + MOST_SHARDS + ", was " + shards);
        problems.check(
                lease != null && lease.compareTo(SHORTEST_LEASE) >= 0,
                "lease must be at least 2 s, was " + lease + "; a lost connection is noticed after this time");
        problems.check(
                syncPeriod != null && !syncPeriod.isNegative() && !syncPeriod.isZero(),
                "syncPeriod must be more than 0, was " + syncPeriod);
        problems.check(
                resync != null && !resync.isNegative() && !resync.isZero(),
                "resync must be more than 0, was " + resync);
        problems.check(
                observers.stream().noneMatch(Objects::isNull),
                "observer must not be null; leave it out if nothing is to be observed");
        problems.check(time != null, "time must not be null; leave it out for the system's");
        problems.throwIfAny();
        boolean own = catalog == null;
        ScalerCatalog sources = catalog == null ? ScalerCatalog.load() : catalog;
        try {
            return ScaledObjectController.start(new ControllerSettings(
                    config,
                    namespace,
                    selector,
                    ownNamespace(),
                    name,
                    identity,
                    shards,
                    LeaseTiming.of(lease),
                    syncPeriod,
                    resync,
                    SAVING,
                    List.copyOf(observers),
                    time,
                    sources,
                    own));
        } catch (RuntimeException failed) {
            if (own) {
                sources.close();
            }
            throw failed;
        }
    }

    private String ownNamespace() {
        if (!leaseNamespace.isEmpty()) {
            return leaseNamespace;
        }
        if (!namespace.isEmpty()) {
            return namespace;
        }
        String configured = config.getNamespace();
        return configured == null || configured.isEmpty() ? "default" : configured;
    }
}
