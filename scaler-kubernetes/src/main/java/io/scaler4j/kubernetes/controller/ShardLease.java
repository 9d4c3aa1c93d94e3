package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.Scheduler;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.kubernetes.api.ApiException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a Lease, or waits for it. At no time do two processes believe that they hold it, whatever becomes of requests,
 * connections and wall clocks:
 *
 * <ul>
 *   <li>The holder counts from the moment at which it <em>sent</em> the renewal that succeeded, and stops before the
 *       lease is over by as much as a write may still take.
 *   <li>Others count from the moment at which they <em>received</em> a record that has not changed since.
 *   <li>Both count on their own monotonic clock; the times in the record are for people.
 *   <li>A record is replaced with the resource version that was read.
 *   <li>A holder whose renewal is refused writes nothing until it has read the record again. If the record still names
 *       the holder, an earlier renewal had come through without an answer, and the term goes on.
 * </ul>
 *
 * <p>What is not covered: processes whose clocks run at speeds that differ by more than the third of the lease that is
 * kept for writes, a process that stops between {@link #isHeld} and the write for longer than that, and a Lease that
 * somebody deletes: until the holder's next renewal another process may create it.
 *
 * <p>Thread-safe. Callbacks run on the thread that completes a request, or on the scheduler's, one at a time.
 */
final class ShardLease {

    private static final String WANTED_BY = "scaler4j.io/wanted-by";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final String name;
    private final String identity;
    private final LeaseTiming timing;
    private final LeaseRequests requests;
    private final Scheduler scheduler;
    private final LongSupplier nanos;
    private final InstantSource time;
    private final Listener listener;

    private volatile boolean leading;
    private volatile boolean disputed;
    private volatile long heldUntil;
    private CompletionStage<?> underWay = CompletableFuture.completedFuture(null);
    private @Nullable ObjectNode record;
    /** The record of another process. */
    private @Nullable JsonNode other;

    private boolean asks;
    /** The version of the record with our question. */
    private String asked = "";

    private boolean leaving;
    private long takesFrom;
    private String seen = "";
    private long seenSince;
    private boolean closed;

    /** Is told what this process may do. */
    interface Listener {
        void gained();

        /** Nothing is written any more; what is open is to be closed. */
        void lost();

        /** Another process asks for the lease, which may be lost by now. Whether it gets it is the holder's to say. */
        void wanted();
    }

    ShardLease(
            String name,
            String identity,
            LeaseTiming timing,
            LeaseRequests requests,
            Scheduler scheduler,
            LongSupplier nanos,
            InstantSource time,
            Listener listener) {
        this.name = name;
        this.identity = identity;
        this.timing = timing;
        this.requests = requests;
        this.scheduler = scheduler;
        this.nanos = nanos;
        this.time = time;
        this.listener = listener;
        takesFrom = nanos.getAsLong();
    }

    void start() {
        turn();
    }

    /** Whether this process may write now. */
    boolean isHeld() {
        return leading && !disputed && isInTime();
    }

    private boolean isInTime() {
        return nanos.getAsLong() - heldUntil < 0;
    }

    private void turn() {
        CompletionStage<?> done;
        synchronized (this) {
            if (closed) {
                return;
            }
            giveUpIfLate();
            if (leaving) {
                done = nothing();
            } else {
                done = leading && !disputed && record != null ? take(renewed(record), false) : look();
            }
            underWay = done;
        }
        done.handle((ended, thrown) -> scheduler.schedule(this::turn, timing.retry()));
    }

    private ObjectNode renewed(ObjectNode lease) {
        ObjectNode next = lease.deepCopy();
        spec(next).put("renewTime", MICROS.format(time.instant()));
        annotations(next).remove(WANTED_BY);
        return next;
    }

    /** Reads the record, and takes it if it is free or has not changed for as long as it says. */
    private CompletionStage<?> look() {
        return requests.get().handle(this::seen).thenCompose(next -> next);
    }

    private synchronized CompletionStage<?> seen(@Nullable JsonNode lease, @Nullable Throwable thrown) {
        if (closed || leaving) {
            return nothing();
        }
        if (lease != null) {
            boolean free = isFree(lease) && nanos.getAsLong() - takesFrom >= 0;
            if (leading && holder(lease).equals(identity)) {
                String by = lease.path("metadata")
                        .path("annotations")
                        .path(WANTED_BY)
                        .asText("");
                CompletionStage<?> renewal = take(renewed(lease.deepCopy()), false);
                return by.isEmpty() || by.equals(identity) ? renewal : renewal.thenRun(listener::wanted);
            }
            giveUp();
            other = lease;
            return free ? take(taken(lease), false) : ask(lease);
        }
        if (thrown != null && FailureTable.unwrap(thrown) instanceof ApiException refused && refused.isNotFound()) {
            giveUp();
            return take(newRecord(), true);
        }
        return nothing();
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedFuture(null);
    }

    private synchronized boolean isFree(JsonNode lease) {
        JsonNode spec = lease.path("spec");
        String now = lease.path("metadata").path("uid").asText() + " " + version(lease);
        if (!now.equals(seen)) {
            seen = now;
            seenSince = nanos.getAsLong();
        }
        if (holder(lease).isEmpty()) {
            return true;
        }
        long most = Math.max(
                timing.lease().toNanos(),
                Duration.ofSeconds(spec.path("leaseDurationSeconds").asLong()).toNanos());
        return nanos.getAsLong() - seenSince >= most;
    }

    private ObjectNode taken(JsonNode lease) {
        ObjectNode next = lease.deepCopy();
        annotations(next).remove(WANTED_BY);
        ObjectNode spec = spec(next);
        String now = MICROS.format(time.instant());
        spec.put("holderIdentity", identity)
                .put("leaseDurationSeconds", wholeSeconds())
                .put("acquireTime", now)
                .put("renewTime", now)
                .put("leaseTransitions", spec.path("leaseTransitions").asInt() + 1);
        return next;
    }

    /** At least what is waited for, in the unit of the field. */
    private long wholeSeconds() {
        return timing.lease().plusMillis(999).toSeconds();
    }

    private ObjectNode newRecord() {
        ObjectNode lease = JsonNodeFactory.instance.objectNode();
        lease.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        lease.putObject("metadata").put("name", name);
        lease.putObject("spec");
        return taken(lease);
    }

    private static String holder(JsonNode lease) {
        return lease.path("spec").path("holderIdentity").asText("");
    }

    private static ObjectNode annotations(ObjectNode lease) {
        return lease.withObject("/metadata").withObject("/annotations");
    }

    private static ObjectNode spec(ObjectNode lease) {
        return lease.path("spec") instanceof ObjectNode spec ? spec : lease.putObject("spec");
    }

    /** The clock runs from here on: the server cannot have the record earlier. */
    private CompletionStage<?> take(ObjectNode lease, boolean create) {
        long sentAt = nanos.getAsLong();
        CompletionStage<JsonNode> answer = create ? requests.create(lease) : requests.replace(lease);
        return answer.handle((stored, thrown) -> {
            if (thrown == null) {
                held(stored.deepCopy(), sentAt);
            } else if (FailureTable.unwrap(thrown) instanceof ApiException refused
                    && (refused.isConflict() || refused.isNotFound())) {
                dispute();
            }
            return null;
        });
    }

    private synchronized void held(ObjectNode stored, long sentAt) {
        record = stored;
        if (closed || leaving) {
            return; // it is given back
        }
        other = null;
        asks = false;
        disputed = false;
        heldUntil = sentAt + timing.held().toNanos();
        if (!isInTime()) {
            giveUp(); // the answer came too late to be of use
            return;
        }
        if (!leading) {
            leading = true;
            listener.gained();
        }
        scheduler.schedule(this::giveUpIfLate, timing.held());
    }

    /** Somebody else has changed or deleted the record, or an earlier request of ours came through: look again. */
    private synchronized void dispute() {
        disputed = leading;
        record = null;
    }

    private synchronized void giveUpIfLate() {
        if (leading && !isInTime()) {
            giveUp();
        }
    }

    private synchronized void giveUp() {
        record = null;
        disputed = false;
        if (leading) {
            leading = false;
            listener.lost();
        }
    }

    /** {@return who had the lease when another process had it last; empty while this process has it, or nobody} */
    synchronized String otherHolder() {
        return other == null || leading ? "" : holder(other);
    }

    /** Asks the holder for the lease, when its record is read next. */
    synchronized void want() {
        asks = true;
    }

    /** A dead holder's lease must run out, so its record is changed by no second question. */
    private CompletionStage<?> ask(JsonNode lease) {
        if (!asks || version(lease).equals(asked)) {
            return nothing();
        }
        asks = false;
        ObjectNode next = lease.deepCopy();
        annotations(next).put(WANTED_BY, identity);
        return requests.replace(next).thenAccept(this::asked).exceptionally(refused -> null);
    }

    private synchronized void asked(JsonNode stored) {
        asked = version(stored);
    }

    private static String version(JsonNode lease) {
        return lease.path("metadata").path("resourceVersion").asText();
    }

    /**
     * Lets another process have the lease, and looks for it again after a while. Only to be called when nothing is
     * written any more.
     *
     * @param atOnce whether another process may begin at once; else it waits until the lease is over
     */
    synchronized void handOver(boolean atOnce) {
        if (closed || !leading) {
            return;
        }
        leading = false;
        disputed = false;
        leaving = true;
        takesFrom = nanos.getAsLong() + timing.lease().toNanos();
        underWay.handle((done, thrown) -> atOnce ? giveBack() : nothing())
                .thenCompose(given -> given)
                .thenRun(this::left);
    }

    private synchronized void left() {
        leaving = false;
        record = null;
    }

    /**
     * Stops, and lets the next process have the lease at once. Only to be called when nothing is written any more.
     *
     * @return completes, always normally, when the server knows, or cannot be told
     */
    synchronized CompletionStage<Void> release() {
        stop();
        return underWay.handle((done, thrown) -> giveBack()).thenCompose(given -> given);
    }

    /** Stops, without a word to anybody: the lease is over when its time is. */
    synchronized void stop() {
        closed = true;
        leading = false;
    }

    private synchronized CompletionStage<Void> giveBack() {
        ObjectNode last = record;
        record = null;
        if (last == null) {
            return nothing();
        }
        spec(last).put("holderIdentity", "").put("leaseDurationSeconds", 1);
        return requests.replace(last).handle((done, thrown) -> null);
    }

    /** The name of the Lease. */
    @Override
    public String toString() {
        return name;
    }
}
