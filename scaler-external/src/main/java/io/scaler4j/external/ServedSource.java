package io.scaler4j.external;

import io.grpc.Status;
import io.scaler4j.ReadRequest;
import io.scaler4j.Scheduler;
import io.scaler4j.config.Masking;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.policy.MetricSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A source behind the server: read at most once per freshness, however many calls ask. If a read fails, the last value
 * stands in until it is too old; then there is none. Thread-safe.
 */
final class ServedSource implements AutoCloseable {

    /** What a source amounts to for a client. */
    record State(double value, double target, boolean active) {}

    private record Evaluated(State state, Instant at) {}

    private final OpenSource source;
    private final ServerParts parts;
    private @Nullable Evaluated last;
    private @Nullable Instant lastAnswered;
    private boolean outdated;
    private volatile boolean namesTargets;
    private final Map<Object, Runnable> watchers = new ConcurrentHashMap<>();
    private final Scheduler.Cancellable telling;
    private CompletableFuture<State> latest = CompletableFuture.failedFuture(
            Status.UNAVAILABLE.withDescription("not read yet").asRuntimeException());

    /**
     * A scaler and what is wanted of it.
     *
     * @param name the metric's, for clients
     * @param metric what is wanted
     * @param scaler measures
     */
    record OpenSource(String name, MetricSpec metric, io.scaler4j.Scaler scaler) {}

    ServedSource(OpenSource source, ServerParts parts) {
        this.source = source;
        this.parts = parts;
        telling = source.scaler().onActivity(this::wake);
    }

    /** The metric's name. */
    String name() {
        return source.name();
    }

    /** Asks to be told of activity between two reads. */
    Scheduler.Cancellable onActivity(Runnable action) {
        var key = new Object();
        watchers.put(key, action);
        return () -> watchers.remove(key);
    }

    /** What was read before is no answer any more, however fresh it is. */
    private void wake() {
        synchronized (this) {
            outdated = true;
        }
        watchers.values().forEach(Runnable::run);
    }

    /** The state, at most as old as the freshness; or a failure that is a {@link io.grpc.StatusRuntimeException}. */
    CompletionStage<State> state() {
        Instant now = parts.time().instant();
        CompletableFuture<State> answer;
        synchronized (this) {
            if (!latest.isDone()) {
                return outdated ? afterLatest() : latest;
            }
            if (!outdated && isFresh(now)) {
                return latest;
            }
            outdated = false;
            answer = new CompletableFuture<>();
            latest = answer;
        }
        parts.reads().increment();
        read(now).whenComplete((reading, thrown) -> finish(answer, now, reading, thrown));
        return answer;
    }

    private CompletionStage<State> afterLatest() {
        return latest.handle((state, thrown) -> state).thenCompose(before -> state());
    }

    private boolean isFresh(Instant now) {
        return lastAnswered != null
                && !now.isBefore(lastAnswered)
                && now.isBefore(lastAnswered.plus(parts.freshness()));
    }

    private CompletableFuture<Reading> read(Instant now) {
        var answer = new CompletableFuture<Reading>();
        try {
            source.scaler()
                    .readAsync(ReadRequest.of(now, parts.readTimeout()), parts.executor())
                    .whenComplete((reading, thrown) -> {
                        if (thrown == null) {
                            answer.complete(reading);
                        } else {
                            answer.completeExceptionally(thrown);
                        }
                    });
            Scheduler.Cancellable limit = parts.scheduler()
                    .schedule(
                            () -> answer.completeExceptionally(new TimeoutException("the source took too long")),
                            parts.readTimeout());
            answer.whenComplete((reading, thrown) -> limit.cancel());
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private void finish(
            CompletableFuture<State> answer, Instant asked, @Nullable Reading reading, @Nullable Throwable thrown) {
        synchronized (this) {
            lastAnswered = parts.time().instant();
        }
        if (thrown == null && reading instanceof Reading.Value value && !value.isLowerBound()) {
            State state = state(value);
            synchronized (this) {
                last = new Evaluated(state, asked);
            }
            answer.complete(state);
            return;
        }
        State older = lastGood(parts.time().instant());
        if (older != null) {
            answer.complete(older);
        } else {
            answer.completeExceptionally(Status.UNAVAILABLE
                    .withDescription(source.name() + ": " + why(reading, thrown))
                    .asRuntimeException());
        }
    }

    private synchronized @Nullable State lastGood(Instant now) {
        Evaluated good = last;
        if (good == null) {
            return null;
        }
        Duration age = Duration.between(good.at(), now); // below 0 if the clock was set back: it may be anything
        return !age.isNegative() && age.compareTo(parts.maximumAge()) <= 0 ? good.state() : null;
    }

    /** Without what an exception says, which may be anything. */
    private static String why(@Nullable Reading reading, @Nullable Throwable thrown) {
        if (thrown != null) {
            return "the source failed ("
                    + FailureTable.unwrap(thrown).getClass().getSimpleName() + ")";
        }
        if (reading instanceof Reading.Failure failure) {
            return Masking.sentence(failure.message());
        }
        return reading instanceof Reading.Value
                ? "a part of the source did not answer, so the number could be too small"
                : "the source has no single number";
    }

    /**
     * The target: of the last value if the source names targets itself, else the one that was planned. A source that
     * fails has one, too, since KEDA makes no metric of a trigger without a target.
     */
    CompletionStage<Double> target() {
        return state().thenApply(State::target)
                .exceptionallyCompose(thrown -> namesTargets
                        ? CompletableFuture.failedStage(thrown)
                        : CompletableFuture.completedStage(
                                number(source.metric().target())));
    }

    private State state(Reading.Value value) {
        namesTargets |= value.target().isPresent();
        MetricTarget target = value.target().orElse(source.metric().target());
        return new State(
                number(value, target),
                number(target),
                value.activationValue() > source.metric().activationThreshold());
    }

    static double number(MetricTarget target) {
        return target instanceof MetricTarget.Value total
                ? MilliUnits.toDouble(total.milli())
                : MilliUnits.toDouble(((MetricTarget.AverageValue) target).milli());
    }

    /** Not negative, and not more than the replicas that the source can keep busy. */
    private static double number(Reading.Value value, MetricTarget target) {
        double number = Math.max(0, MilliUnits.toDouble(value.milli()));
        if (value.limits().equals(ReplicaLimits.none()) || target instanceof MetricTarget.Value) {
            return number;
        }
        double share = number(target);
        int wanted = (int) Math.min(Integer.MAX_VALUE, Math.ceil(number / share));
        int useful = value.limits().apply(wanted);
        return useful == wanted ? number : useful * share;
    }

    @Override
    public void close() {
        telling.cancel();
        source.scaler().close();
    }
}
