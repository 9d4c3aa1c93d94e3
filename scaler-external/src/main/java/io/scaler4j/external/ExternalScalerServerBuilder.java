package io.scaler4j.external;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.scaler4j.Scheduler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.external.grpc.ExternalScalerGrpc;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds an {@link ExternalScalerServer}. Not thread-safe. */
public final class ExternalScalerServerBuilder {

    /** The names that the health service knows; the first is the server as a whole. */
    static final List<String> SERVICES = List.of("", ExternalScalerGrpc.SERVICE_NAME);

    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final int SHORTEST_KEEP_ALIVE_SECONDS = 10;
    /** One of activity, one of metrics. */
    private static final long STREAMS_OF_AN_OBJECT = 2;

    private static final Duration RENEWAL = Duration.ofSeconds(30);

    private final Map<String, TriggerPlan> triggers = new TreeMap<>();
    private final Map<String, Supplier<Map<String, String>>> authentications = new TreeMap<>();
    private final Set<String> types = new TreeSet<>();
    private InetSocketAddress address = new InetSocketAddress(9090);
    private @Nullable ScalerCatalog catalog;
    private @Nullable Supplier<ServerTls> tls;
    private Duration freshness = Duration.ofSeconds(1);
    private Duration maximumAge = Duration.ofSeconds(15);
    private Duration readTimeout = Duration.ofSeconds(3);
    private Duration streamInterval = Duration.ofSeconds(5);
    private int maximumObjects = 10_000;
    private Duration keepAlive = Duration.ofMinutes(1);
    private boolean reflection;
    private InstantSource time = InstantSource.system();
    private @Nullable Scheduler scheduler;

    ExternalScalerServerBuilder() {}

    /**
     * Listens on a port of every interface.
     *
     * @param port 0 for any that is free; default: 9090
     * @return this builder
     */
    public ExternalScalerServerBuilder port(int port) {
        return address(new InetSocketAddress(port));
    }

    /**
     * Listens on one interface.
     *
     * @param address with a port, 0 for any that is free; default: port 9090 of every interface
     * @return this builder
     */
    public ExternalScalerServerBuilder address(InetSocketAddress address) {
        this.address = Objects.requireNonNull(address, "address must not be null; leave out what is not set");
        return this;
    }

    /**
     * Offers a trigger to clients whose metadata has {@code trigger: name}.
     *
     * @param name replaces an earlier trigger of this name
     * @param plan opened when the first client asks
     * @return this builder
     */
    public ExternalScalerServerBuilder trigger(String name, TriggerPlan plan) {
        Objects.requireNonNull(name, "name must not be null; clients name the trigger by it");
        triggers.put(name, Objects.requireNonNull(plan, "plan must not be null; TriggerPlan.of makes one"));
        return this;
    }

    /**
     * Offers every trigger of some types: a client's metadata has {@code type: kafka}, say, and its options. The
     * options say which hosts this server connects to, so offer no type that its clients must not use.
     *
     * @param catalog plans the triggers; stays the caller's
     * @param types those offered, at least one
     * @return this builder
     */
    public ExternalScalerServerBuilder catalog(ScalerCatalog catalog, String... types) {
        this.catalog = Objects.requireNonNull(catalog, "catalog must not be null; ScalerCatalog.load() makes one");
        Objects.requireNonNull(types, "types must not be null; they are what clients may use");
        this.types.addAll(List.of(types));
        return this;
    }

    /**
     * Keeps authentication parameters for triggers of the catalog, by a name that a client's metadata gives as
     * {@code authentication}. Secrets in metadata are refused.
     *
     * @param name replaces earlier parameters of this name
     * @param parameters those of that moment; asked for again as the source needs them
     * @return this builder
     */
    public ExternalScalerServerBuilder authentication(String name, Supplier<Map<String, String>> parameters) {
        Objects.requireNonNull(name, "name must not be null; clients name the parameters by it");
        authentications.put(name, Objects.requireNonNull(parameters, "parameters must not be null; leave them out"));
        return this;
    }

    /**
     * Encrypts connections. The settings are asked for again every 30 s; each new connection gets the latest.
     *
     * @param tls those of that moment; unless set, nothing is encrypted
     * @return this builder
     */
    public ExternalScalerServerBuilder tls(Supplier<ServerTls> tls) {
        this.tls = Objects.requireNonNull(tls, "tls must not be null; leave out what is not set");
        return this;
    }

    /**
     * Says for how long what was read for one call is the answer to others, too.
     *
     * @param freshness at least 0; default: 1 s
     * @return this builder
     */
    public ExternalScalerServerBuilder freshness(Duration freshness) {
        this.freshness = Objects.requireNonNull(freshness, "freshness must not be null; leave out what is not set");
        return this;
    }

    /**
     * Says for how long a value stands in after a read that failed. Older values are never served.
     *
     * @param age at least 0, which means never; default: 15 s
     * @return this builder
     */
    public ExternalScalerServerBuilder maximumAge(Duration age) {
        maximumAge = Objects.requireNonNull(age, "age must not be null; leave out what is not set");
        return this;
    }

    /**
     * Limits how long a source may take to answer.
     *
     * @param timeout more than 0; default: 3 s
     * @return this builder
     */
    public ExternalScalerServerBuilder readTimeout(Duration timeout) {
        readTimeout = Objects.requireNonNull(timeout, "timeout must not be null; leave out what is not set");
        return this;
    }

    /**
     * Says how often a source is read for the sake of an open stream, at least every 30 s. A source that tells of
     * activity by itself is read at once then.
     *
     * @param interval more than 0; default: 5 s
     * @return this builder
     */
    public ExternalScalerServerBuilder streamInterval(Duration interval) {
        streamInterval = Objects.requireNonNull(interval, "interval must not be null; leave out what is not set");
        return this;
    }

    /**
     * Limits how many objects with their metadata are kept; the one that was not asked for the longest goes first.
     * There may be two streams for each; further ones are refused with the status {@code RESOURCE_EXHAUSTED}.
     *
     * @param objects at least 1; default: 10,000
     * @return this builder
     */
    public ExternalScalerServerBuilder maximumObjects(int objects) {
        maximumObjects = objects;
        return this;
    }

    /** How long a connection may be silent before it is tested, for tests of lost clients. */
    ExternalScalerServerBuilder keepAlive(Duration keepAlive) {
        this.keepAlive = keepAlive;
        return this;
    }

    /**
     * Offers gRPC's reflection, for tools that look at a server. Default: it does not.
     *
     * @return this builder
     */
    public ExternalScalerServerBuilder reflection() {
        reflection = true;
        return this;
    }

    /**
     * Sets clock and timer, for tests.
     *
     * @param time default: the system's clock
     * @param scheduler default: a thread of the server
     * @return this builder
     */
    public ExternalScalerServerBuilder time(InstantSource time, Scheduler scheduler) {
        this.time = Objects.requireNonNull(time, "time must not be null; leave out what is not set");
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler must not be null; leave out what is not set");
        return this;
    }

    /**
     * Starts the server.
     *
     * @return to be closed by the caller
     * @throws InvalidConfigurationException if settings are missing or wrong, with all problems
     * @throws UncheckedIOException if it cannot listen on its address
     */
    public ExternalScalerServer start() {
        Optional<ServerTls> security = checked();
        var threads = new ServerThreads();
        try {
            return start(threads, security);
        } catch (IOException e) {
            threads.close();
            throw new UncheckedIOException("the server cannot listen on " + address, e);
        } catch (RuntimeException | Error e) {
            threads.close();
            throw e;
        }
    }

    private ExternalScalerServer start(ServerThreads threads, Optional<ServerTls> security) throws IOException {
        Scheduler timer = scheduler == null ? Scheduler.of(threads.loops()) : scheduler;
        var parts = new ServerParts(
                time, timer, threads.workers(), freshness, maximumAge, readTimeout, streamInterval, new LongAdder());
        SharedConnections connections = catalog == null ? new SharedConnections() : catalog.connections();
        var plans = new TriggerPlans(triggers, catalog, types, authentications);
        var service = new ScalerService(
                new ServedObjects(plans, parts, connections, maximumObjects),
                parts,
                STREAMS_OF_AN_OBJECT * maximumObjects);
        var health = new HealthStatusManager();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(threads.loops())
                .workerEventLoopGroup(threads.loops())
                .channelType(NioServerSocketChannel.class)
                .directExecutor() // no call blocks
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .keepAliveTime(keepAlive.toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(keepAlive.toNanos(), TimeUnit.NANOSECONDS)
                .permitKeepAliveTime(SHORTEST_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(service)
                .addService(health.getHealthService());
        if (reflection) {
            builder.addService(ProtoReflectionServiceV1.newInstance());
        }
        Optional<RenewedSslContext> context =
                security.map(first -> new RenewedSslContext(first, Objects.requireNonNull(tls)));
        context.ifPresent(builder::sslContext);
        Server server = builder.build().start();
        Optional<Repeated> renewals =
                context.map(renewed -> new Repeated(() -> threads.workers().execute(renewed::renew), RENEWAL, timer));
        renewals.ifPresent(Repeated::begin);
        return new ExternalScalerServer(server, service, health, threads, () -> renewals.ifPresent(Repeated::close));
    }

    /** What the server is encrypted with to begin with. */
    private Optional<ServerTls> checked() {
        var problems = Problems.of("external scaler server");
        problems.check(
                !triggers.isEmpty() || !types.isEmpty(), "no trigger is set; add one with trigger(..) or catalog(..)");
        Set<String> unknown = new TreeSet<>(types);
        unknown.removeAll(catalog == null ? Set.of() : catalog.types());
        problems.check(unknown.isEmpty(), "the catalog has no type " + unknown + "; add the modules that have them");
        problems.check(!freshness.isNegative(), "freshness must be at least 0, was " + freshness);
        problems.check(!maximumAge.isNegative(), "maximumAge must be at least 0, was " + maximumAge);
        checkPositive(problems, "readTimeout", readTimeout);
        checkPositive(problems, "streamInterval", streamInterval);
        problems.check(maximumObjects >= 1, "maximumObjects must be at least 1, was " + maximumObjects);
        Optional<ServerTls> security = Optional.empty();
        if (tls != null) {
            security = Optional.ofNullable(tls.get());
            problems.check(security.isPresent(), "tls must not be null; leave it out for connections in plain text");
            security.ifPresent(first -> first.tls().check(problems));
        }
        problems.throwIfAny();
        return security;
    }

    private static void checkPositive(Problems problems, String option, Duration duration) {
        problems.check(!duration.isNegative() && !duration.isZero(), option + " must be more than 0, was " + duration);
    }
}
