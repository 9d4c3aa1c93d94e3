package io.scaler4j.kafka;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.metric.Reading;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Measures how many records a consumer group has still to read: over all partitions of its topics, the end of the log
 * minus the committed offset.
 *
 * <pre>{@code
 * var lag = KafkaLagScaler.builder()
 *         .bootstrapServers("broker:9092")
 *         .topic("orders")
 *         .consumerGroup("billing")
 *         .build();
 * }</pre>
 *
 * <p>What a reading holds:
 *
 * <ul>
 *   <li>the lag, never negative, and as the useful maximum of replicas the number of partitions, unless other limits
 *       are asked for;
 *   <li>as the value to activate on the same, with the lag of partitions that are stuck where these are left out;
 *   <li>in its details {@code partitions}, {@code partitionsWithLag}, {@code maxPartitionLag},
 *       {@code unknownPartitions} and {@code partitionsBeyondEnd} (committed beyond the end of the log); where it
 *       matters {@code partitionsBeforeStart} (committed before the start of the log), {@code stuckPartitions},
 *       {@code partitionsStampedInTheFuture} (a record with a wrong timestamp hides the age of those behind it),
 *       {@code missingTopics}, {@code leftTopics} (the stable group has commits there and reads others),
 *       {@code deniedTopics} (this client may not look at them), {@code mayHaveMoreTopics} (1: the group did not tell
 *       where it has members, or may have commits for topics that this client may not look at), {@code members} and
 *       {@code rebalancing} (1 or 0) of the group, and {@code unknownStarts} (partitions whose whole log counts, since
 *       its start could not be read);
 *   <li>if some partitions could not be read: the lag of the others as a lower bound, on which a target may grow but
 *       not shrink; if none could: a {@link Reading.Failure}.
 * </ul>
 *
 * <p>A partition without a commit, or with one that the log does not hold, counts by the {@link OffsetResetPolicy}; a
 * group that does not exist has no commits. The scaler only looks: it never joins the group. It has no dedicated
 * thread; see {@link KafkaCluster} for sharing one client and its requests among many scalers. Where earlier reads
 * matter, each answer of the brokers counts as one read, however often it is looked at. Thread-safe.
 */
public final class KafkaLagScaler implements Scaler {

    private final KafkaCluster cluster;
    private final LagQuery query;
    private final LagRules rules;
    private final Notices notices = new Notices();
    private final AtomicReference<LagMemory> memory = new AtomicReference<>(LagMemory.EMPTY);

    private KafkaLagScaler(KafkaCluster cluster, LagQuery query, LagRules rules) {
        this.cluster = cluster;
        this.query = query;
        this.rules = rules;
    }

    /**
     * Starts a scaler.
     *
     * @return a builder in which servers or cluster, and the group, are missing
     */
    public static KafkaLagScalerBuilder builder() {
        return new KafkaLagScalerBuilder();
    }

    /** Takes over the handle. */
    static KafkaLagScaler open(KafkaCluster cluster, LagOptions options) {
        var scaler = new KafkaLagScaler(cluster, options.query(), options.rules());
        cluster.connection().expect(scaler.query);
        return scaler;
    }

    /**
     * Measures, and waits for the answer until the deadline. Where the client has to log in first, a thread does that
     * which ends with the login: one that takes longer is there for a later read.
     *
     * @param request the time, and how long the answer is waited for
     * @return the lag, or a failure; a read after {@link #close()} is a failure, too
     * @throws InterruptedException if interrupted while waiting
     */
    @Override
    public Reading read(ReadRequest request) throws InterruptedException {
        CompletableFuture<Reading> answer = begin(request, KafkaLagScaler::logIn, false);
        try {
            return answer.get(TimeLimit.millisOf(request.timeout()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return tooLate(e, TimeLimit.millisOf(request.timeout()));
        } catch (ExecutionException e) {
            return ReadFailures.of(e, query, cluster.toString());
        }
    }

    /**
     * Measures without holding any thread. The stage completes on the network thread of the Kafka client, which all
     * scalers of the cluster share: continue with an {@code ..Async} method where more than a little is to be done.
     *
     * <p>Scalers that ask at the same time share their requests, which are given up shortly before the latest of their
     * deadlines; where others' requests hang, the own begin up to a second later. So the stage may complete after the
     * own deadline, but no later than that: a caller keeps his deadline himself, as an {@link io.scaler4j.Autoscaler}
     * does, and as {@link #read} does.
     *
     * <p>The first reads of many scalers that begin one after the other wait for each other, so that a thousand
     * autoscalers started at random moments ask in a dozen batches: up to 5 s, and up to half of the time there is. The
     * first hardly wait, nor do hundreds that begin together. {@link #read} waits for no other.
     *
     * @param request the time, and how long the answer is waited for
     * @param executor used only where the client has to log in before it can ask
     * @return completes with a reading, also for failures; a login that hangs on the executor may take longer than all
     *     deadlines
     */
    @Override
    public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
        return begin(request, executor, true);
    }

    /**
     * Lets go of the cluster. Its client closes with the last scaler or handle; reads that are still under way fail
     * then.
     */
    @Override
    public void close() {
        cluster.close();
    }

    /** What is measured and where, without any secret. */
    @Override
    public String toString() {
        return query + " of " + cluster;
    }

    /** A source of secrets or tokens may not answer, and the caller waits until the deadline only. */
    private static void logIn(Runnable login) {
        var thread = new Thread(login, "scaler4j-kafka-login");
        thread.setDaemon(true);
        thread.start();
    }

    private Reading tooLate(TimeoutException e, long millis) {
        var silence = new org.apache.kafka.common.errors.TimeoutException("no answer within " + millis + " ms");
        Throwable why;
        try {
            why = cluster.connection().explained(silence);
        } catch (IllegalStateException closed) {
            why = closed;
        }
        return why == silence
                ? Reading.failure(
                        Reading.Failure.Kind.TIMEOUT,
                        ("%s did not answer within %d ms; check that the brokers, and the login server where there is"
                                        + " one, run and can be reached")
                                .formatted(cluster, millis),
                        e)
                : ReadFailures.of(why, query, cluster.toString());
    }

    /** Begins with a stage of our own, so that whatever goes wrong afterwards ends in the same place. */
    private CompletableFuture<Reading> begin(ReadRequest request, Executor executor, boolean waitsForOthers) {
        return CompletableFuture.completedFuture(query)
                .thenCompose(wanted -> cluster.connection().read(wanted, request, executor, waitsForOthers))
                .thenApply(this::reading)
                .exceptionally(thrown -> ReadFailures.of(thrown, query, cluster.toString()));
    }

    private Reading reading(OffsetSnapshot offsets) {
        notices.look(offsets, this);
        LagMemory seen = rules.needMemory() ? memory.updateAndGet(before -> before.plus(offsets)) : LagMemory.EMPTY;
        return GroupLag.of(offsets, rules, seen).reading();
    }
}
