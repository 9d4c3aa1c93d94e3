package io.scaler4j.kubernetes.metrics;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.kubernetes.https.HttpsService;
import io.scaler4j.kubernetes.https.ServingTls;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds an {@link ExternalMetricsServer}. Not thread-safe. */
public final class ExternalMetricsServerBuilder {

    private static final int DEFAULT_PORT = 6443;
    private static final int READERS = 16;
    private static final int IDLE_READERS_END_AFTER_SECONDS = 30;

    private final List<ExternalMetric> metrics = new ArrayList<>();
    private InetSocketAddress address = new InetSocketAddress(DEFAULT_PORT);
    private @Nullable ServingTls tls;
    private @Nullable FrontProxy proxy;
    private @Nullable KubernetesClient client;
    private Duration freshness = Duration.ofSeconds(1);
    private Duration maximumAge = Duration.ofMinutes(1);
    private Duration readTimeout = Duration.ofSeconds(5);
    private InstantSource time = InstantSource.system();

    ExternalMetricsServerBuilder() {}

    /**
     * Listens on a port of every interface.
     *
     * @param port 0 for any that is free; default: 6443
     * @return this builder
     */
    public ExternalMetricsServerBuilder port(int port) {
        return address(new InetSocketAddress(port));
    }

    /**
     * Listens on one interface.
     *
     * @param address with a port, 0 for any that is free; default: port 6443 of every interface
     * @return this builder
     */
    public ExternalMetricsServerBuilder address(InetSocketAddress address) {
        this.address = Objects.requireNonNull(address, "address must not be null; leave out what is not set");
        return this;
    }

    /**
     * Shows the certificate in these files, which may be exchanged while the server runs. It must name
     * {@code SERVICE.NAMESPACE.svc}, unless the {@code APIService} skips the check.
     *
     * @param chain PEM, the certificate and those of its issuers
     * @param key PEM, not encrypted
     * @return this builder
     */
    public ExternalMetricsServerBuilder certificate(Path chain, Path key) {
        return tls(ServingTls.files(chain, key));
    }

    /**
     * Shows a certificate from elsewhere.
     *
     * @param tls whose certificate is shown; which clients are believed is said by the front proxy
     * @return this builder
     */
    public ExternalMetricsServerBuilder tls(ServingTls tls) {
        this.tls = Objects.requireNonNull(tls, "tls must not be null; ServingTls.of makes one");
        return this;
    }

    /**
     * Believes this front proxy, and nobody else.
     *
     * @param proxy as the API server is set up
     * @return this builder
     */
    public ExternalMetricsServerBuilder frontProxy(FrontProxy proxy) {
        this.proxy = Objects.requireNonNull(proxy, "proxy must not be null; leave out what is not set");
        return this;
    }

    /**
     * Believes the front proxy that a cluster describes in the ConfigMap {@code extension-apiserver-authentication} of
     * {@code kube-system}, which is watched: the role {@code extension-apiserver-authentication-reader} allows it.
     *
     * @param client stays the caller's, and is used until the server is closed
     * @return this builder
     */
    public ExternalMetricsServerBuilder frontProxyOf(KubernetesClient client) {
        this.client = Objects.requireNonNull(client, "client must not be null; leave out what is not set");
        return this;
    }

    /**
     * Serves a metric. More may come later.
     *
     * @param metric one of the same namespace, name and labels is replaced
     * @return this builder
     */
    public ExternalMetricsServerBuilder metric(ExternalMetric metric) {
        metrics.add(Objects.requireNonNull(metric, "metric must not be null; ExternalMetric.of makes one"));
        return this;
    }

    /**
     * Says for how long what was read for one request is the answer to others, too.
     *
     * @param freshness at least 0; default: 1 s
     * @return this builder
     */
    public ExternalMetricsServerBuilder freshness(Duration freshness) {
        this.freshness = Objects.requireNonNull(freshness, "freshness must not be null; leave out what is not set");
        return this;
    }

    /**
     * Refuses values that were measured longer ago, as sources with their own time of measurement say.
     *
     * @param age more than 0; default: 1 min
     * @return this builder
     */
    public ExternalMetricsServerBuilder maximumAge(Duration age) {
        maximumAge = Objects.requireNonNull(age, "age must not be null; leave out what is not set");
        return this;
    }

    /**
     * Limits how long a request waits for a source. The HPA looks at several objects at once, but at few: a source that
     * hangs delays others.
     *
     * @param timeout more than 0; default: 5 s
     * @return this builder
     */
    public ExternalMetricsServerBuilder readTimeout(Duration timeout) {
        readTimeout = Objects.requireNonNull(timeout, "timeout must not be null; leave out what is not set");
        return this;
    }

    /**
     * Sets the clock, for tests.
     *
     * @param time default: the system's clock
     * @return this builder
     */
    public ExternalMetricsServerBuilder time(InstantSource time) {
        this.time = Objects.requireNonNull(time, "time must not be null; leave out what is not set");
        return this;
    }

    /**
     * Starts the server. If it cannot, the scalers of its metrics are closed.
     *
     * @return to be closed by the caller
     * @throws InvalidConfigurationException if settings are missing or wrong, with all problems
     * @throws UncheckedIOException if it cannot listen on its address
     */
    public ExternalMetricsServer start() {
        ThreadPoolExecutor readers = readers();
        var served = new ServedMetrics(new MetricSource.Limits(freshness, maximumAge, readTimeout), readers);
        metrics.forEach(served::put);
        ClusterFrontProxy watched = null;
        try {
            ServingTls own = checked();
            watched = client == null ? null : ClusterFrontProxy.open(client);
            return start(own, served, readers, watched);
        } catch (RuntimeException | Error e) {
            end(readers, watched);
            served.close();
            throw e;
        }
    }

    private ExternalMetricsServer start(
            ServingTls own, ServedMetrics served, ThreadPoolExecutor readers, @Nullable ClusterFrontProxy watched) {
        Supplier<FrontProxy> believed = watched == null ? () -> Objects.requireNonNull(proxy) : watched;
        ServingTls asking = own.asking(() -> believed.get().authorities());
        var problems = Problems.of("external metrics server");
        asking.check(problems);
        problems.throwIfAny();
        var api = new MetricApi(served, believed, time);
        HttpsService service = HttpsService.start("external-metrics", address, asking, api::answer);
        return new ExternalMetricsServer(service, served, () -> end(readers, watched));
    }

    private static void end(ThreadPoolExecutor readers, @Nullable ClusterFrontProxy watched) {
        readers.shutdownNow();
        if (watched != null) {
            watched.close();
        }
    }

    /** For scalers whose reads block. */
    private static ThreadPoolExecutor readers() {
        var number = new AtomicInteger();
        var readers = new ThreadPoolExecutor(
                READERS,
                READERS,
                IDLE_READERS_END_AFTER_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    var thread = new Thread(work, "scaler4j-external-metrics-reader-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        readers.allowCoreThreadTimeOut(true);
        return readers;
    }

    private ServingTls checked() {
        var problems = Problems.of("external metrics server");
        problems.check(
                tls != null,
                "no certificate is set; name its files with certificate(..), since Kubernetes asks by HTTPS");
        problems.check(
                (proxy == null) != (client == null),
                proxy == null
                        ? "no front proxy is set; set frontProxyOf(client), so that only the API server is answered"
                        : "frontProxy and frontProxyOf are both set; set one of them");
        problems.check(!freshness.isNegative(), "freshness must be at least 0, was " + freshness);
        checkPositive(problems, "maximumAge", maximumAge);
        checkPositive(problems, "readTimeout", readTimeout);
        if (tls != null) {
            tls.check(problems);
        }
        problems.throwIfAny();
        return Objects.requireNonNull(tls);
    }

    private static void checkPositive(Problems problems, String option, Duration duration) {
        problems.check(!duration.isNegative() && !duration.isZero(), option + " must be more than 0, was " + duration);
    }
}
