package io.scaler4j.prometheus;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.metric.Reading;
import io.scaler4j.prometheus.ValueRules.LastValue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures by an instant query: one number out of a Prometheus, or of any server with its query API.
 *
 * <pre>{@code
 * var rate = PrometheusScaler.builder()
 *         .serverAddress("http://prometheus:9090")
 *         .query("sum(rate(http_requests_total{app=\"shop\"}[2m]))")
 *         .build();
 * }</pre>
 *
 * <p>What a reading holds:
 *
 * <ul>
 *   <li>the number of the scalar, or of the only series of the vector; several series are a failure that names them,
 *       unless a {@link Reduction} is set;
 *   <li>a number below 0 scales as 0 and is itself compared with the activation threshold, see {@link NegativeValue};
 *   <li>where the answer has no series, or NaN or an infinity, what the {@link MissingValue} says: unless set, a
 *       {@link Reading.Failure}, so that the count holds;
 *   <li>an answer that lacks series, by {@code isPartial} or by a warning that is not one of PromQL itself, is a lower
 *       bound: it may grow a target and never shrinks it. Without a number it is a failure, and nothing stands in;
 *   <li>in its details {@code series}, if there are several; how many a {@link Reduction} {@code leftOut}; 1 for
 *       {@code partial}, {@code empty}, {@code nonFinite} and {@code negative} where that was so;
 *       {@code lastValueAgeSeconds} of a value that stands in.
 * </ul>
 *
 * <p>The query is evaluated at the time at which its request is sent, in whole seconds: up to half a second before a
 * read that comes at regular intervals. The scaler has no dedicated thread; see {@link PrometheusServer} for sharing
 * one client and its requests among many scalers. Thread-safe.
 */
public final class PrometheusScaler implements Scaler {

    private static final Logger LOG = LoggerFactory.getLogger(PrometheusScaler.class);

    private final PrometheusServer server;
    private final InstantQuery query;
    private final ValueRules rules;
    private final AtomicReference<@Nullable LastValue> last = new AtomicReference<>();
    private final AtomicBoolean partial = new AtomicBoolean();

    private PrometheusScaler(PrometheusServer server, InstantQuery query, ValueRules rules) {
        this.server = server;
        this.query = query;
        this.rules = rules;
    }

    /**
     * Starts a scaler.
     *
     * @return a builder in which address or server, and the query, are missing
     */
    public static PrometheusScalerBuilder builder() {
        return new PrometheusScalerBuilder();
    }

    /** Takes over the handle. */
    static PrometheusScaler open(PrometheusServer server, InstantQuery query, ValueRules rules) {
        return new PrometheusScaler(server, query, rules);
    }

    /**
     * Measures, and waits for the answer until the deadline. Names are looked up, and secrets asked for, on a thread of
     * the JVM's common pool.
     *
     * @param request the time, and how long the answer is waited for
     * @return the number, or a failure; a read after {@link #close()} is a failure, too
     * @throws InterruptedException if interrupted while waiting
     */
    @Override
    public Reading read(ReadRequest request) throws InterruptedException {
        CompletableFuture<Reading> answer =
                begin(request, new CompletableFuture<>().defaultExecutor()).toCompletableFuture();
        try {
            return answer.get(TimeLimit.millisOf(request.timeout()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return failure(e);
        }
    }

    /**
     * Measures without holding any thread. The stage completes on the thread of the HTTP client, which all scalers of
     * the server share: continue with an {@code ..Async} method where more than a little is to be done.
     *
     * <p>Scalers that ask the same at the same time share a request, which is given up shortly before the latest of
     * their deadlines, or at the timeout of the query. So the stage may complete a little after the own deadline: a
     * caller keeps that himself, as an {@link io.scaler4j.Autoscaler} does, and as {@link #read} does.
     *
     * @param request the time, and how long the answer is waited for
     * @param executor where names are looked up, and secrets asked for after they were refused
     * @return completes with a reading, also for failures
     */
    @Override
    public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
        return begin(request, executor);
    }

    /**
     * Lets go of the server. Its client closes with the last scaler or handle; reads that are still under way fail
     * then.
     */
    @Override
    public void close() {
        server.close();
    }

    /** What is measured and where, without any secret. */
    @Override
    public String toString() {
        return query + " of " + server;
    }

    /** What is shared, for tests. */
    PrometheusClient client() {
        return server.opened();
    }

    /** Begins with a stage of our own, so that whatever goes wrong afterwards ends in the same place. */
    private CompletionStage<Reading> begin(ReadRequest request, Executor executor) {
        return CompletableFuture.completedFuture(query)
                .thenCompose(wanted -> server.opened().read(wanted, request, executor))
                .thenApply(result -> reading(result, request))
                .exceptionally(this::failure);
    }

    private Reading reading(QueryResult result, ReadRequest request) {
        tellIfPartial(result);
        Reading.Value reading = rules.reading(result, request.now(), last.get());
        rules.finite(result).ifPresent(number -> last.set(new LastValue(number, request.now())));
        return reading;
    }

    /** When it begins and when it ends, and not each time. */
    private void tellIfPartial(QueryResult result) {
        boolean now = result.isPartial();
        if (partial.getAndSet(now) == now) {
            return;
        }
        if (now) {
            LOG.warn(
                    "{}: the answer lacks series (the server says: {}); it may grow the target, and not shrink it,"
                            + " until it is whole again",
                    this,
                    mask(result.lacking()));
        } else {
            LOG.info("{}: the answer is whole again", this);
        }
    }

    private Reading failure(Throwable thrown) {
        return ReadFailures.of(thrown, query, server.toString(), this::mask);
    }

    /** Without the secrets of this client, and without users in addresses that a server quotes. */
    private String mask(String text) {
        return ServerAddress.withoutUsers(query.mask(server.mask(text)));
    }
}
