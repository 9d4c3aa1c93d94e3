package io.scaler4j.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A gate as its rules say it, over plain lists: it shares nothing with the real one. Which of several free endpoints a
 * request gets is up to chance, so the real gate's choice is given, and checked.
 */
final class NaiveGate {

    static final Duration SUSPICION = Duration.ofSeconds(1);

    /** One request and all that is known of it. */
    static final class Request {

        final int number;
        final long bytes;
        final Duration limit;
        boolean hasWaited;
        /** When its time is over; null until it first waits. */
        Instant deadline;
        /** Where it is served; null while it waits and when it has ended. */
        Endpoint at;

        Request(int number, long bytes, Duration limit) {
            this.number = number;
            this.bytes = bytes;
            this.limit = limit;
        }
    }

    /** An endpoint that refused a connection, and until when that counts. */
    record Suspicion(Endpoint endpoint, Instant until) {}

    final List<Request> line = new ArrayList<>();
    final List<Request> served = new ArrayList<>();
    final List<Suspicion> suspicions = new ArrayList<>();
    final Set<Endpoint> ready = new HashSet<>();
    Instant now;
    boolean atZero;
    boolean shut;
    int zerosUnderWay;
    int wakes;
    private final Hold hold;
    private final int perReplicaLimit;
    private final int budgetRequests;
    private final long budgetBytes;

    NaiveGate(Instant now, Hold hold, int perReplicaLimit, int budgetRequests, long budgetBytes) {
        this.now = now;
        this.hold = hold;
        this.perReplicaLimit = perReplicaLimit;
        this.budgetRequests = budgetRequests;
        this.budgetBytes = budgetBytes;
    }

    /** Whether an arrival is served without waiting. */
    boolean passes() {
        return line.isEmpty() && mayAdmit();
    }

    /** Whether anybody can be admitted now. */
    boolean mayAdmit() {
        return !isClosed() && !shut && ready.stream().anyMatch(this::isFree);
    }

    boolean isFree(Endpoint endpoint) {
        return ready.contains(endpoint)
                && suspicions.stream().noneMatch(one -> one.endpoint().equals(endpoint))
                && (perReplicaLimit == 0 || inFlightAt(endpoint) < perReplicaLimit);
    }

    long inFlightAt(Endpoint endpoint) {
        return served.stream().filter(one -> one.at.equals(endpoint)).count();
    }

    long bytesInLine() {
        return line.stream().mapToLong(one -> one.bytes).sum();
    }

    /** Whether the line has room for one that arrives; one that comes back needs the process's room only. */
    boolean hasRoom(Request request, boolean comesBack) {
        boolean ofTarget = line.size() < hold.requests() && bytesInLine() + request.bytes <= hold.bytes();
        boolean ofProcess = line.size() < budgetRequests && bytesInLine() + request.bytes <= budgetBytes;
        return !shut && ofProcess && (comesBack || ofTarget);
    }

    void lineUp(Request request) {
        request.hasWaited = true;
        if (request.deadline == null) {
            request.deadline = now.plus(request.limit);
        }
        line.add(request);
        line.sort(Comparator.comparingInt(one -> one.number));
        if (line.size() == 1) {
            wakes++;
        }
    }

    void serve(Request request, Endpoint endpoint) {
        line.remove(request);
        request.at = endpoint;
        served.add(request);
    }

    void finish(Request request) {
        served.remove(request);
        request.at = null;
        forgetThoseGone();
    }

    /** What is refused is left out for a second, as long as the endpoint is known. */
    void refusedBy(Request request) {
        Endpoint endpoint = request.at;
        suspicions.add(new Suspicion(endpoint, now.plus(SUSPICION)));
        finish(request);
    }

    void ready(List<Endpoint> endpoints) {
        ready.clear();
        ready.addAll(endpoints);
        forgetThoseGone();
    }

    private void forgetThoseGone() {
        suspicions.removeIf(one -> !ready.contains(one.endpoint()) && inFlightAt(one.endpoint()) == 0);
    }

    boolean isExpired(Request request) {
        return request.deadline != null && !request.deadline.isAfter(now);
    }

    boolean isClosed() {
        return atZero || zerosUnderWay > 0;
    }

    /** The next moment at which time alone changes something; after the given one if there is none before. */
    Instant nextChange(Instant end) {
        Instant next = end.plusNanos(1);
        for (Request request : line) {
            next = request.deadline.isBefore(next) ? request.deadline : next;
        }
        for (Suspicion one : suspicions) {
            next = one.until().isBefore(next) ? one.until() : next;
        }
        return next;
    }
}
