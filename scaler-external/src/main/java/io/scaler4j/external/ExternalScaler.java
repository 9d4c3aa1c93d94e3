package io.scaler4j.external;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Scheduler;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.connect.Secrets;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.external.grpc.ScaledObjectRef;
import io.scaler4j.metric.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Measures with an external scaler of KEDA: a server that speaks KEDA's gRPC contract.
 *
 * <pre>{@code
 * var orders = ExternalScaler.builder()
 *         .address("orders-scaler:9090")
 *         .object("shop", "orders")
 *         .metadata(Map.of("queue", "orders"))
 *         .build();
 * }</pre>
 *
 * <p>What a reading holds:
 *
 * <ul>
 *   <li>the sum of the values of the server's metric, and the target that the server names for it. That target counts
 *       in place of the trigger's own;
 *   <li>1 to activate on if the server takes the trigger for active, else 0. Values play no part in it;
 *   <li>of several metrics the one that asks for the most replicas, as the HPA does, and all of them in its details. If
 *       some metrics failed, the others are a lower bound: a target may grow on it, and does not shrink;
 *   <li>a {@link Reading.Failure} if the server answers with an error, too late, without a value or target, with a
 *       number that is not finite, or with a number below 0, see {@link NegativeValue}.
 * </ul>
 *
 * <p>A read asks for the values of each metric, then for the activity. It asks for the metrics themselves if it does
 * not know them, if they are older than a minute, and after a failure. Each call has at most 3 s, or the time that is
 * left until the deadline.
 *
 * <p>With {@linkplain ExternalScalerBuilder#push push} the server also tells of activity and of changed metrics by
 * itself. See {@link ExternalServer} for sharing a channel. Thread-safe.
 */
public final class ExternalScaler implements Scaler {

    /** Each costs a call in every read, and a server may name any number. */
    private static final int MOST_METRICS = 1_000;

    private final ExternalServer server;
    private final ExternalConnection connection;
    private final ScaledObjectRef object;
    private final ValueRules rules;
    private final MetricSpecs specs;
    private final Activity activity = new Activity();
    private final Optional<PushStreams> streams;
    private final Secrets secrets;

    private ExternalScaler(ExternalServer server, ScalerSettings settings) {
        this.server = server;
        connection = server.opened();
        object = settings.object();
        rules = settings.rules();
        specs = new MetricSpecs(settings.metricSpecAge);
        secrets = settings.secrets();
        streams = settings.push
                ? Optional.of(PushStreams.open(
                        connection,
                        object,
                        activity,
                        specs,
                        settings.scheduler().orElseGet(connection::scheduler)))
                : Optional.empty();
    }

    /**
     * Starts a scaler.
     *
     * @return a builder in which address or server is missing
     */
    public static ExternalScalerBuilder builder() {
        return new ExternalScalerBuilder();
    }

    /** Takes over the handle. */
    static ExternalScaler open(ExternalServer server, ScalerSettings settings) {
        return new ExternalScaler(server, settings);
    }

    /**
     * Measures, and waits for the answer until the deadline.
     *
     * @param request the time, and how long the answer is waited for
     * @return the number with its target, or a failure; a read after {@link #close()} is a failure, too
     * @throws InterruptedException if interrupted while waiting
     */
    @Override
    public Reading read(ReadRequest request) throws InterruptedException {
        CompletableFuture<Reading> answer = begin(request, new CompletableFuture<>().defaultExecutor());
        try {
            return answer.get(TimeLimit.millisOf(request.timeout()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return failure(e);
        }
    }

    /**
     * Measures without holding any thread. The stage completes on the thread of the {@link ExternalServer}, which all
     * its scalers share: continue with an {@code ..Async} method where more than a little is to be done.
     *
     * @param request the time, and how long the answer is waited for
     * @param executor where secrets are asked for after they were refused
     * @return completes with a reading, also for failures
     */
    @Override
    public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
        return begin(request, executor);
    }

    /**
     * Asks to be told when the server pushes that the trigger is active, unless the last read found that out already.
     * Without {@linkplain ExternalScalerBuilder#push push} nothing is told.
     *
     * @param action short and never blocking; runs on the thread of the {@link ExternalServer}
     * @return ends the telling
     */
    @Override
    public Scheduler.Cancellable onActivity(Runnable action) {
        Objects.requireNonNull(
                action, "action must not be null; it is what runs on activity, such as autoscaler::poke");
        return activity.tell(action);
    }

    /** Lets go of the server, and ends the streams. The channel closes with the last scaler or handle. */
    @Override
    public void close() {
        activity.close();
        streams.ifPresent(PushStreams::close);
        server.close();
    }

    /** What is measured and where, without any secret. */
    @Override
    public String toString() {
        return object.getNamespace() + "/" + object.getName() + " of " + server;
    }

    /** What is shared, for tests. */
    ExternalConnection connection() {
        return connection;
    }

    private CompletableFuture<Reading> begin(ReadRequest request, Executor executor) {
        TimeLimit limit = TimeLimit.within(request.timeout());
        Transport transport = connection.forRead(request.now());
        return attempt(transport, request, limit)
                .exceptionallyCompose(thrown -> again(FailureTable.unwrap(thrown), transport, request, limit, executor))
                .exceptionally(this::failure);
    }

    /** Once more if the secrets were refused and have changed; at no other time. */
    private CompletionStage<Reading> again(
            Throwable thrown, Transport tried, ReadRequest request, TimeLimit limit, Executor executor) {
        specs.failed();
        if (!ExternalConnection.isRefusal(thrown)) {
            return CompletableFuture.failedStage(thrown);
        }
        return connection
                .after(tried, executor)
                .thenCompose(other -> other.number() == tried.number()
                        ? CompletableFuture.failedStage(thrown)
                        : attempt(other, request, limit));
    }

    private CompletableFuture<Reading> attempt(Transport transport, ReadRequest request, TimeLimit limit) {
        if (connection.isClosed()) {
            return CompletableFuture.failedFuture(new IllegalStateException("the scaler is closed"));
        }
        var call = new UnaryCall(connection, transport, limit);
        return specs.at(request.now())
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> call.metricSpec(object).thenApply(answer -> {
                    List<WantedMetric> metrics = WantedMetric.of(answer);
                    specs.asked(metrics, request.now());
                    return metrics;
                }))
                .thenCompose(metrics -> measure(call, metrics));
    }

    private CompletableFuture<Reading> measure(UnaryCall call, List<WantedMetric> metrics) {
        if (metrics.isEmpty()) {
            specs.failed();
            return CompletableFuture.completedFuture(Reading.failure(
                    Reading.Failure.Kind.EMPTY, server + " has no metric for this trigger; check its metadata"));
        }
        if (metrics.size() > MOST_METRICS) {
            return CompletableFuture.completedFuture(Reading.failure(
                    Reading.Failure.Kind.MISCONFIGURED,
                    server + " has " + metrics.size() + " metrics for this trigger; at most " + MOST_METRICS
                            + " are read, so divide them among several triggers"));
        }
        Map<String, CompletableFuture<Reading>> asked = new LinkedHashMap<>();
        WantedMetric.byName(metrics).forEach((name, metric) -> asked.put(name, read(call, metric)));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenCompose(done -> call.isActive(object))
                .thenApply(answer -> reading(asked, answer.getResult()));
    }

    /** A metric of several may fail alone; a refusal of secrets is for the whole read. */
    private CompletableFuture<Reading> read(UnaryCall call, WantedMetric metric) {
        return call.metrics(object, metric.name())
                .thenApply(answer -> rules.reading(metric, answer))
                .exceptionally(thrown -> {
                    Throwable cause = FailureTable.unwrap(thrown);
                    if (ExternalConnection.isRefusal(cause)) {
                        throw new CompletionException(cause);
                    }
                    return failure(cause);
                });
    }

    private Reading reading(Map<String, CompletableFuture<Reading>> asked, boolean active) {
        Map<String, Reading> readings = new LinkedHashMap<>();
        asked.forEach((name, reading) -> readings.put(name, reading.join()));
        if (readings.values().stream().anyMatch(Reading.Failure.class::isInstance)) {
            specs.failed();
        }
        activity.read(active);
        Reading combined = ValueRules.combined(readings, active);
        return combined instanceof Reading.Failure failure && failure.cause() == null
                ? Reading.failure(failure.kind(), server + ": " + failure.message())
                : combined;
    }

    private Reading failure(Throwable thrown) {
        Throwable clean = secrets.mask(connection.mask(FailureTable.unwrap(thrown)));
        return ReadFailures.of(
                connection.isClosed() ? new IllegalStateException("the scaler was closed") : clean, server.toString());
    }
}
