package io.scaler4j.http;

import io.scaler4j.ScaleTarget;
import io.scaler4j.Scheduler;
import io.scaler4j.Scheduler.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The gate before a target: it admits a request to a replica that is ready, and lets it wait while there is none, so
 * that a target can be scaled to 0 and back without losing a request.
 *
 * <pre>{@code
 * gate.admit(Arrival.of(counter)).thenAccept(admission -> {
 *     if (admission instanceof Permit permit) {
 *         forward(request, permit.endpoint()).whenComplete((answer, thrown) -> permit.close());
 *     } else {
 *         answer(503);
 *     }
 * });
 * }</pre>
 *
 * <p><b>Order.</b> Requests leave the line in the order in which they arrived. A request takes the better of two
 * replicas that chance offers, by their requests in flight, and never one that has as many as the limit.
 *
 * <p><b>Waiting.</b> A request that waits holds no thread. It waits up to the limits of {@link Hold}; cancelling its
 * future takes it out of the line. A replica that refuses the connection is left out for 1 s, see {@link Permit#retry}.
 *
 * <p><b>Threads.</b> Thread-safe. Futures complete on the thread that made the place free, so what depends on them is
 * short and does not block.
 */
public final class Gate implements AutoCloseable {

    /** For how long an endpoint that refused a connection gets no request. */
    private static final Duration SUSPICION = Duration.ofSeconds(1);

    /** More than anybody waits, and little enough for a timer. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final String name;
    private final Hold hold;
    private final Scheduler scheduler;
    private final Runnable wake;
    private final EndpointSource.Watch watch;
    private final Object lock = new Object();
    private final GateState state;
    private final Map<GateState.Waiter, Ticket> tickets = new HashMap<>();
    private final Drains drains = new Drains(this::isIdle);
    private final Turnstile releases = new Turnstile(this::releaseAll);
    private final Turnstile wishes = new Turnstile(this::sayWhetherSomeWait);

    Gate(GateBuilder builder) {
        name = builder.name;
        hold = builder.hold;
        scheduler = builder.scheduler();
        wake = builder.wake;
        state = new GateState(hold, builder.perReplicaLimit, builder.budget, builder.random);
        watch = builder.endpoints()
                .watch(
                        ready -> change(now -> now.ready(ready)),
                        new EndpointSource.Context(scheduler, builder.executor));
    }

    /**
     * Starts a gate.
     *
     * @param target the name of the target, for messages
     * @return a builder
     */
    public static GateBuilder builder(String target) {
        return new GateBuilder(target);
    }

    /**
     * Asks for a replica.
     *
     * @param arrival the request
     * @return completes at once if a replica is ready, or when one is, or with a refusal. To give up, cancel it; it
     *     never fails otherwise
     */
    public CompletableFuture<Admission> admit(Arrival arrival) {
        GateState.Waiter waiter;
        GateState.Place place;
        Ticket ticket;
        boolean alone;
        Admission.Reason reason = Admission.Reason.FULL;
        synchronized (lock) {
            waiter = state.arrive(arrival);
            place = state.passing();
            ticket = place == null && state.lineUp(waiter) ? new Ticket(waiter) : null;
            if (ticket != null) {
                tickets.put(waiter, ticket);
            } else if (state.isShut()) {
                reason = Admission.Reason.SHUT;
            }
            alone = state.waiting() == 1;
        }
        if (place != null) {
            return CompletableFuture.completedFuture(new Permit(this, waiter, place));
        }
        return ticket == null
                ? CompletableFuture.completedFuture(new Admission.Refusal(reason))
                : waits(ticket, true, alone);
    }

    /** A request that has just come into the line. */
    private CompletableFuture<Admission> waits(Ticket ticket, boolean first, boolean alone) {
        Arrival arrival = ticket.waiter().arrival();
        CompletableFuture<Admission> answer = ticket.answer();
        arrival.counter().ifPresent(RouteCounter::hold);
        answer.whenComplete((admission, thrown) -> {
            arrival.counter().ifPresent(RouteCounter::release);
            if (thrown != null) {
                leave(ticket);
            }
        });
        if (first) {
            ticket.timer(later(() -> expire(ticket), arrival.limit().orElse(hold.time())));
        }
        wishes.event();
        if (alone) {
            Callbacks.run(wake, this);
        }
        releases.event(); // a place may have become free meanwhile
        return answer;
    }

    /** Without its timer a gate cannot keep its limits, so it ends. */
    private Cancellable later(Runnable task, Duration delay) {
        try {
            return scheduler.schedule(task, delay.compareTo(LONGEST) < 0 ? delay : LONGEST);
        } catch (RejectedExecutionException e) {
            close();
            return () -> {};
        }
    }

    private void sayWhetherSomeWait() {
        boolean some;
        synchronized (lock) {
            some = state.waiting() > 0;
        }
        Callbacks.run(() -> watch.wanted(some), this);
    }

    /** Admits as many as can go. */
    private void releaseAll() {
        boolean some = false;
        for (GateState.Step step = next(); step != null; step = next()) {
            some = true;
            Ticket ticket;
            synchronized (lock) {
                ticket = tickets.get(step.waiter());
            }
            var permit = new Permit(this, step.waiter(), step.place());
            if (ticket == null || !ticket.answer().complete(permit)) {
                permit.close(); // the client has gone
            }
        }
        if (some) {
            wishes.event();
        }
    }

    private GateState.@Nullable Step next() {
        synchronized (lock) {
            return state.next();
        }
    }

    private void expire(Ticket ticket) {
        boolean waited;
        synchronized (lock) {
            ticket.expire();
            waited = state.leave(ticket.waiter());
            if (waited) {
                tickets.remove(ticket.waiter());
            }
        }
        if (waited) {
            ticket.answer().complete(new Admission.Refusal(Admission.Reason.TIMEOUT));
            wishes.event();
        }
    }

    private void leave(Ticket ticket) {
        synchronized (lock) {
            if (!state.leave(ticket.waiter())) {
                return;
            }
            tickets.remove(ticket.waiter());
        }
        ticket.end();
        wishes.event();
    }

    void finished(GateState.Waiter waiter, GateState.Place place) {
        Ticket ticket;
        synchronized (lock) {
            state.finish(place);
            ticket = tickets.remove(waiter);
        }
        if (ticket != null) {
            ticket.end();
        }
        drains.check();
        releases.event();
    }

    CompletableFuture<Admission> refused(GateState.Waiter waiter, GateState.Place place) {
        Ticket ticket;
        boolean first;
        boolean back;
        boolean expired;
        boolean alone;
        Admission.Reason reason;
        synchronized (lock) {
            first = !tickets.containsKey(waiter);
            ticket = tickets.computeIfAbsent(waiter, Ticket::new);
            expired = ticket.isExpired();
            ticket.again(); // before it can be admitted
            back = state.sendBack(waiter, place, !expired);
            reason =
                    expired ? Admission.Reason.TIMEOUT : state.isShut() ? Admission.Reason.SHUT : Admission.Reason.FULL;
            if (!back) {
                tickets.remove(waiter);
            }
            alone = state.waiting() == 1;
        }
        later(() -> change(now -> now.trust(place)), SUSPICION);
        drains.check();
        if (!back) {
            ticket.end();
            releases.event();
            return CompletableFuture.completedFuture(new Admission.Refusal(reason));
        }
        return waits(ticket, first, alone);
    }

    /** Takes an event after which endpoints may be idle, and requests may go. */
    void change(Consumer<GateState> event) {
        synchronized (lock) {
            event.accept(state);
        }
        drains.check();
        releases.event();
    }

    /** {@return how the gate is now} */
    public GateStatus status() {
        synchronized (lock) {
            return new GateStatus(
                    state.endpoints(), state.inFlight(), state.waiting(), state.arrivals(), state.isClosed());
        }
    }

    /**
     * Guards a target: it is not scaled to 0 while requests are in flight or arrive, and what arrives meanwhile waits.
     *
     * @param target what is scaled
     * @param counters counters of requests that do not pass this gate, and must have ended, too
     * @return the guarded target, for the autoscaler
     */
    public GateGuard guard(ScaleTarget target, RouteCounter... counters) {
        return new GateGuard(this, target, List.of(counters));
    }

    /** Chooses these endpoints no longer, and completes when they have no request, or when the time is over. */
    CompletionStage<Void> drain(List<Endpoint> endpoints, Duration limit) {
        synchronized (lock) {
            endpoints.forEach(state::drain);
        }
        return drains.begin(endpoints, limit, scheduler);
    }

    private boolean isIdle(Endpoint endpoint) {
        synchronized (lock) {
            return state.inFlightAt(endpoint) == 0;
        }
    }

    /** Ends for good: requests that wait, and those that come, are refused. Admitted requests go on. */
    @Override
    public void close() {
        List<Ticket> refused = new ArrayList<>();
        synchronized (lock) {
            for (GateState.Waiter waiter : state.shut()) {
                Ticket ticket = tickets.remove(waiter);
                if (ticket != null) {
                    refused.add(ticket);
                }
            }
        }
        watch.close();
        for (Ticket ticket : refused) {
            ticket.end();
            ticket.answer().complete(new Admission.Refusal(Admission.Reason.SHUT));
        }
    }

    @Override
    public String toString() {
        return "gate before " + name;
    }
}
