package io.scaler4j.http;

import io.scaler4j.Scheduler.Cancellable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request that waits, or has waited and is at an endpoint. Its time runs on until it ends. */
final class Ticket {

    private final GateState.Waiter waiter;
    private @Nullable Cancellable timer;
    private CompletableFuture<Admission> answer = new CompletableFuture<>();
    private boolean expired;
    private boolean ended;

    Ticket(GateState.Waiter waiter) {
        this.waiter = waiter;
    }

    GateState.Waiter waiter() {
        return waiter;
    }

    synchronized CompletableFuture<Admission> answer() {
        return answer;
    }

    /** Another wait of the same request. */
    synchronized void again() {
        answer = new CompletableFuture<>();
    }

    synchronized void expire() {
        expired = true;
    }

    synchronized boolean isExpired() {
        return expired;
    }

    synchronized void timer(Cancellable given) {
        if (ended) {
            given.cancel();
        } else {
            timer = given;
        }
    }

    synchronized void end() {
        ended = true;
        if (timer != null) {
            timer.cancel();
        }
    }
}
