package io.scaler4j.http;

import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A target behind a {@link Gate}, as an autoscaler sees it.
 *
 * <p><b>To 0.</b> Before the write the gate closes, so that what arrives waits. Then the guard looks again. If a
 * request is in flight, or has arrived since the turn began, the gate opens and the write is refused with a
 * {@link RequestsInFlightException}. Otherwise the gate stays closed, until the target is asked for a replica again or
 * is found to have one. An operator's order, {@link io.scaler4j.Autoscaler#pauseAt pauseAt(0)}, is carried out in any
 * case.
 *
 * <p><b>To fewer.</b> With {@link #draining} the replicas that go get no new request, and the write waits for those
 * they have.
 *
 * <p>Thread-safe, if the target is.
 */
public final class GateGuard implements ScaleTarget {

    private static final long UNKNOWN = -1;
    private static final Victims NOBODY = (endpoints, count) -> List.of();

    private final Gate gate;
    private final ScaleTarget target;
    private final List<RouteCounter> counters;
    private final Victims victims;
    private final Duration drainLimit;
    /** Arrivals when the turn began. */
    private final AtomicLong seen = new AtomicLong(UNKNOWN);
    /** Writes of 0 that have begun, so that counts which were read before do not open the gate. */
    private final AtomicLong zeros = new AtomicLong();

    GateGuard(Gate gate, ScaleTarget target, List<RouteCounter> counters) {
        this(
                gate,
                Objects.requireNonNull(target, "target must not be null; it is what is scaled"),
                counters,
                NOBODY,
                Duration.ZERO);
    }

    private GateGuard(
            Gate gate, ScaleTarget target, List<RouteCounter> counters, Victims victims, Duration drainLimit) {
        this.gate = gate;
        this.target = target;
        this.counters = counters;
        this.victims = victims;
        this.drainLimit = drainLimit;
    }

    /**
     * Returns a guard that lets the requests of replicas end before they go. An autoscaler writes by
     * {@link #scaleToAsync}, which waits for them without a thread; {@link #scaleTo} does not wait.
     *
     * @param victims chooses the replicas that go
     * @param limit how long a write waits for their requests, more than 0; at most half of the write's time limit
     * @return a guard of the same target
     * @throws IllegalArgumentException if the limit is not more than 0
     */
    public GateGuard draining(Victims victims, Duration limit) {
        Objects.requireNonNull(victims, "victims must not be null; leave draining out");
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit must be more than 0, was " + limit);
        }
        return new GateGuard(gate, target, counters, victims, limit);
    }

    @Override
    public Replicas replicas() throws Exception {
        long before = beginTurn();
        Replicas replicas = target.replicas();
        found(replicas, before);
        return replicas;
    }

    @Override
    public CompletionStage<Replicas> replicasAsync(ReadRequest request, Executor executor) {
        long before = beginTurn();
        return target.replicasAsync(request, executor).thenApply(replicas -> {
            found(replicas, before);
            return replicas;
        });
    }

    private long beginTurn() {
        seen.set(arrivals());
        return zeros.get();
    }

    private long arrivals() {
        return gate.status().arrivals()
                + counters.stream().mapToLong(RouteCounter::arrived).sum();
    }

    /** Somebody else may have scaled from 0. */
    private void found(Replicas replicas, long zerosBefore) {
        if (replicas.desired() > 0
                && zeros.get() == zerosBefore
                && gate.status().isClosed()) {
            gate.change(GateState::open);
        }
    }

    @Override
    public void scaleTo(int replicas, Decision why) throws Exception {
        before(replicas, why);
        try {
            target.scaleTo(replicas, why);
        } catch (Exception | Error e) {
            after(replicas, why, e);
            throw e;
        }
        after(replicas, why, null);
    }

    @Override
    public CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
        int replicas = request.replicas();
        try {
            before(replicas, request.decision());
        } catch (RequestsInFlightException e) {
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.completedStage(request)
                .thenCompose(this::drained) // in here, so that victims that fail are a write that failed
                .thenCompose(drained -> target.scaleToAsync(request, executor))
                .whenComplete((done, thrown) -> after(replicas, request.decision(), thrown));
    }

    /** Closes the gate before a write of 0, looks, and takes that back if there is anything to do. */
    private void before(int replicas, Decision why) {
        if (replicas > 0) {
            return;
        }
        zeros.incrementAndGet();
        gate.change(GateState::beginZero);
        String busy = isOrdered(why) ? "" : busy();
        if (!busy.isEmpty()) {
            gate.change(GateState::refuseZero);
            throw new RequestsInFlightException(
                    gate + " does not let it be scaled to 0: " + busy + "; the next turn decides again");
        }
    }

    private String busy() {
        GateStatus status = gate.status();
        long inFlight = status.inFlight()
                + status.waiting()
                + counters.stream().mapToLong(RouteCounter::inFlight).sum();
        if (inFlight > 0) {
            return inFlight + (inFlight == 1 ? " request is in flight" : " requests are in flight");
        }
        long before = seen.get();
        return before != UNKNOWN && arrivals() != before ? "requests have arrived since the turn began" : "";
    }

    private static boolean isOrdered(Decision why) {
        return why.explanation().steps().stream().anyMatch(step -> step.reason() == Reason.PAUSED);
    }

    /** After a failed write nobody knows what the target has; if it is 0, connections are refused and requests wait. */
    private void after(int replicas, Decision why, @Nullable Throwable thrown) {
        boolean grows = replicas >= why.from();
        if (thrown != null || grows) {
            gate.change(GateState::undrain);
        }
        if (replicas == 0) {
            gate.change(state -> state.endZero(thrown == null));
        } else {
            gate.change(GateState::open);
        }
    }

    private CompletionStage<Void> drained(ScaleRequest request) {
        int fewer = request.decision().from() - request.replicas();
        List<Endpoint> chosen = victims == NOBODY || fewer <= 0 || request.replicas() == 0
                ? List.of()
                : victims.choose(gate.status().endpoints(), fewer);
        if (chosen.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        Duration half = request.timeout().dividedBy(2);
        return gate.drain(chosen, half.compareTo(drainLimit) < 0 ? half : drainLimit);
    }

    @Override
    public String toString() {
        return target + " behind the " + gate;
    }
}
