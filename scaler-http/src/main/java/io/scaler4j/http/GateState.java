package io.scaler4j.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The line of requests before a target, and the places at its endpoints. It knows no time, no thread and no future:
 * each event is a method, and {@link #next} says who goes where. Not thread-safe.
 */
final class GateState {

    private final Hold hold;
    /** 0 for no limit. */
    private final int perReplicaLimit;

    private final HoldBudget budget;
    /** A number from 0 up to the given one. */
    private final IntUnaryOperator random;

    private final TreeMap<Long, Waiter> line = new TreeMap<>();
    private final Map<Endpoint, Place> known = new LinkedHashMap<>();
    private List<Place> ready = List.of();
    private List<Endpoint> endpoints = List.of();
    /** Whether a write of 0 has succeeded, and nothing has been heard since. */
    private boolean atZero;

    private int zerosUnderWay;
    private boolean shut;
    private long arrivals;
    private int inFlight;
    private long bytes;

    GateState(Hold hold, int perReplicaLimit, HoldBudget budget, IntUnaryOperator random) {
        this.hold = hold;
        this.perReplicaLimit = perReplicaLimit;
        this.budget = budget;
        this.random = random;
    }

    /** A request, by its number in the order of arrival. */
    static final class Waiter {

        private final long number;
        private final Arrival arrival;
        private boolean waited;

        private Waiter(long number, Arrival arrival) {
            this.number = number;
            this.arrival = arrival;
        }

        long number() {
            return number;
        }

        Arrival arrival() {
            return arrival;
        }

        boolean hasWaited() {
            return waited;
        }
    }

    /** An endpoint, as long as it is ready or serves a request. */
    static final class Place {

        private final Endpoint endpoint;
        private int inFlight;
        /** Refusals of which the second has not passed. */
        private int suspicions;

        private boolean draining;

        private Place(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        Endpoint endpoint() {
            return endpoint;
        }

        int inFlight() {
            return inFlight;
        }
    }

    /** Who goes where. */
    record Step(Waiter waiter, Place place) {}

    /** Notes an arrival. */
    Waiter arrive(Arrival arrival) {
        return new Waiter(arrivals++, arrival);
    }

    /** Puts a request that just arrived into the line, even if it need not wait; false if it is to be refused. */
    boolean lineUp(Waiter waiter) {
        long size = waiter.arrival.bytes();
        if (shut || line.size() >= hold.requests() || size > hold.bytes() - bytes || !budget.take(size)) {
            return false;
        }
        enter(waiter);
        return true;
    }

    private void enter(Waiter waiter) {
        line.put(waiter.number, waiter);
        bytes += waiter.arrival.bytes();
        waiter.waited = true;
    }

    /** The place of a request that need not wait; null if it must. */
    @Nullable
    Place passing() {
        return line.isEmpty() ? take() : null;
    }

    /** The first in the line and its place, which leave the line; null if nobody can go. */
    @Nullable
    Step next() {
        if (line.isEmpty()) {
            return null;
        }
        Place place = take();
        if (place == null) {
            return null;
        }
        Waiter first = line.firstEntry().getValue();
        leave(first);
        return new Step(first, place);
    }

    /** Takes a request out of the line; false if it is not there. */
    boolean leave(Waiter waiter) {
        boolean there = line.remove(waiter.number, waiter);
        if (there) {
            bytes -= waiter.arrival.bytes();
            budget.giveBack(waiter.arrival.bytes());
        }
        return there;
    }

    private @Nullable Place take() {
        Place place = isClosed() || shut ? null : pick();
        if (place != null) {
            place.inFlight++;
            inFlight++;
        }
        return place;
    }

    /** The better of two by chance; if these cannot, any that can. */
    private @Nullable Place pick() {
        int count = ready.size();
        if (count == 0) {
            return null;
        }
        int begin = random.applyAsInt(count);
        Place one = ready.get(begin);
        Place other = ready.get(random.applyAsInt(count));
        if (isFree(one) && isFree(other)) {
            return other.inFlight < one.inFlight ? other : one;
        }
        for (int i = 0; i < count; i++) {
            Place place = ready.get((begin + i) % count);
            if (isFree(place)) {
                return place;
            }
        }
        return null;
    }

    private boolean isFree(Place place) {
        return place.suspicions == 0 && !place.draining && (perReplicaLimit == 0 || place.inFlight < perReplicaLimit);
    }

    /** A request has ended. */
    void finish(Place place) {
        place.inFlight--;
        inFlight--;
        forgetIfGone(place);
    }

    /** A request could not be sent: it goes back to its old position, past the target's limits. False if it cannot. */
    boolean sendBack(Waiter waiter, Place place, boolean mayWait) {
        finish(place);
        place.suspicions++;
        if (!mayWait || shut || !budget.take(waiter.arrival.bytes())) {
            return false;
        }
        enter(waiter);
        return true;
    }

    /** The time of one refusal is over. */
    void trust(Place place) {
        place.suspicions--;
    }

    /** The endpoints that are ready now, in place of those before. */
    void ready(List<Endpoint> endpoints) {
        List<Place> places = new ArrayList<>();
        for (Endpoint endpoint : new LinkedHashSet<>(endpoints)) {
            places.add(known.computeIfAbsent(endpoint, Place::new));
        }
        List<Place> before = ready;
        ready = List.copyOf(places);
        this.endpoints = ready.stream().map(Place::endpoint).toList();
        before.forEach(this::forgetIfGone);
    }

    private void forgetIfGone(Place place) {
        if (!ready.contains(place)) {
            place.draining = false;
            if (place.inFlight == 0) {
                known.remove(place.endpoint, place);
            }
        }
    }

    /** Chooses an endpoint no longer. */
    void drain(Endpoint endpoint) {
        Place place = known.get(endpoint);
        if (place != null) {
            place.draining = true;
        }
    }

    /** Chooses all endpoints again. */
    void undrain() {
        known.values().forEach(place -> place.draining = false);
    }

    /** How many requests an endpoint has. */
    int inFlightAt(Endpoint endpoint) {
        Place place = known.get(endpoint);
        return place == null ? 0 : place.inFlight;
    }

    /** A write of 0 begins: nobody gets through. */
    void beginZero() {
        zerosUnderWay++;
    }

    /** A write of 0 is not carried out: all is as before. */
    void refuseZero() {
        zerosUnderWay--;
    }

    /** A write of 0 has ended; if it succeeded, nobody gets through until {@link #open}. */
    void endZero(boolean succeeded) {
        zerosUnderWay--;
        atZero = succeeded;
    }

    /** Lets everybody through again, unless a write of 0 is under way, which may still take effect. */
    void open() {
        atZero = false;
    }

    /** Ends for good; those in the line are to be refused. */
    List<Waiter> shut() {
        shut = true;
        List<Waiter> all = List.copyOf(line.values());
        all.forEach(this::leave);
        return all;
    }

    boolean isClosed() {
        return atZero || zerosUnderWay > 0;
    }

    boolean isShut() {
        return shut;
    }

    long arrivals() {
        return arrivals;
    }

    int inFlight() {
        return inFlight;
    }

    int waiting() {
        return line.size();
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }
}
