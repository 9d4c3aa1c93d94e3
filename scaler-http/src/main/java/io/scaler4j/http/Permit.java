package io.scaler4j.http;

import java.util.concurrent.CompletableFuture;

/** A request's place at an endpoint, until it is closed. Closing it again does nothing. Thread-safe. */
public final class Permit implements Admission, AutoCloseable {

    private final Gate gate;
    private final GateState.Waiter waiter;
    private final GateState.Place place;
    private boolean ended;

    Permit(Gate gate, GateState.Waiter waiter, GateState.Place place) {
        this.gate = gate;
        this.waiter = waiter;
        this.place = place;
    }

    /** {@return where the request goes} */
    public Endpoint endpoint() {
        return place.endpoint();
    }

    /** {@return whether the request has waited for a replica} */
    public boolean hasWaited() {
        return waiter.hasWaited();
    }

    /**
     * Gives the place back because the endpoint could not be connected to, so that nothing of the request was sent. The
     * endpoint is left out for a second, and the request is back in the line at its old position.
     *
     * @return another admission
     * @throws IllegalStateException if the permit has ended
     */
    public CompletableFuture<Admission> retry() {
        if (!ends()) {
            throw new IllegalStateException(
                    "the permit has ended; a request is tried again before its permit is closed");
        }
        return gate.refused(waiter, place);
    }

    /** Ends the request: answered, failed or gone. */
    @Override
    public void close() {
        if (ends()) {
            gate.finished(waiter, place);
        }
    }

    private synchronized boolean ends() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    @Override
    public String toString() {
        return "a request at " + endpoint();
    }
}
