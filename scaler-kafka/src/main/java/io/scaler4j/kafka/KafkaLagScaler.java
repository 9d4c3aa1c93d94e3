package io.scaler4j.kafka;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.metric.Reading;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Measures how many records of a topic a consumer group has still to read: over all partitions, the end of the log
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
 *   <li>the lag, never negative, and as the useful maximum of replicas the number of partitions;
 *   <li>in its details {@code partitions}, {@code partitionsWithLag}, {@code maxPartitionLag} and
 *       {@code unknownPartitions};
 *   <li>if some partitions could not be read: the lag of the others as a lower bound, on which a target may grow but
 *       not shrink; if none could: a {@link Reading.Failure}.
 * </ul>
 *
 * <p>A partition without a commit counts by the {@link OffsetResetPolicy}; a group that does not exist has no commits.
 * The scaler only looks: it never joins the group. It has no thread of its own; see {@link KafkaCluster} for sharing
 * one client among many scalers. Thread-safe.
 */
public final class KafkaLagScaler implements Scaler {

    private final KafkaCluster cluster;
    private final LagQuery query;

    private KafkaLagScaler(KafkaCluster cluster, LagQuery query) {
        this.cluster = cluster;
        this.query = query;
    }

    /**
     * Starts a scaler.
     *
     * @return a builder in which servers or cluster, topic and group are missing
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Measures, and waits for the answer until the deadline.
     *
     * @param request the time, and how long the answer is waited for
     * @return the lag, or a failure; a read after {@link #close()} is a failure, too
     * @throws InterruptedException if interrupted while waiting
     */
    @Override
    public Reading read(ReadRequest request) throws InterruptedException {
        CompletableFuture<Reading> answer = begin(request, Runnable::run);
        try {
            return answer.get(TimeLimit.millisOf(request.timeout()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Reading.failure(
                    Reading.Failure.Kind.TIMEOUT,
                    "%s did not answer within %d ms; check that the brokers run and can be reached"
                            .formatted(cluster, TimeLimit.millisOf(request.timeout())),
                    e);
        } catch (ExecutionException e) {
            return ReadFailures.of(e, query, cluster.toString());
        }
    }

    /**
     * Measures without holding any thread. The stage completes on the network thread of the Kafka client, which all
     * scalers of the cluster share: continue with an {@code ..Async} method where more than a little is to be done.
     *
     * @param request the time, and how long the answer is waited for
     * @param executor used only where the client has to log in before it can ask
     * @return completes with a reading, also for failures, shortly before the deadline at the latest
     */
    @Override
    public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
        return begin(request, executor);
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

    /** Begins with a stage of our own, so that whatever goes wrong afterwards ends in the same place. */
    private CompletableFuture<Reading> begin(ReadRequest request, Executor executor) {
        var limit = TimeLimit.within(request.timeout());
        return CompletableFuture.completedFuture(query)
                .thenCompose(wanted -> cluster.connection().read(wanted, limit, executor))
                .thenApply(offsets -> GroupLag.of(offsets, query.policy()).reading(request.now()))
                .exceptionally(thrown -> ReadFailures.of(thrown, query, cluster.toString()));
    }

    /** Builds a {@link KafkaLagScaler}. Not thread-safe. */
    public static final class Builder {

        private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

        private final ClientSettings settings = new ClientSettings();
        private @Nullable KafkaCluster cluster;
        private String topic = "";
        private String consumerGroup = "";
        private OffsetResetPolicy offsetResetPolicy = OffsetResetPolicy.LATEST;

        private Builder() {}

        /**
         * Connects to these servers, with a client for this scaler alone. For security settings, or to share the
         * client, use {@link #cluster(KafkaCluster)}.
         *
         * @param servers each {@code host:port}, or several with commas in between
         * @return this builder
         */
        public Builder bootstrapServers(String... servers) {
            return bootstrapServers(List.of(servers));
        }

        /**
         * Connects to these servers, with a client for this scaler alone.
         *
         * @param servers each {@code host:port}, or several with commas in between
         * @return this builder
         */
        public Builder bootstrapServers(List<String> servers) {
            settings.addServers(servers);
            return this;
        }

        /**
         * Shares a connection. The scaler takes a handle of its own, so this one may be closed at any time.
         *
         * @param cluster open
         * @return this builder
         */
        public Builder cluster(KafkaCluster cluster) {
            this.cluster = cluster;
            return this;
        }

        /**
         * Sets the topic.
         *
         * @param topic the name of one topic, which need not exist yet
         * @return this builder
         */
        public Builder topic(String topic) {
            this.topic = topic;
            return this;
        }

        /**
         * Sets the consumer group.
         *
         * @param group the {@code group.id} of the consumers; the group need not exist yet
         * @return this builder
         */
        public Builder consumerGroup(String group) {
            consumerGroup = group;
            return this;
        }

        /**
         * Says what counts in a partition without a commit.
         *
         * @param policy as the consumers' {@code auto.offset.reset}; unless set, {@link OffsetResetPolicy#LATEST}
         * @return this builder
         */
        public Builder offsetResetPolicy(OffsetResetPolicy policy) {
            offsetResetPolicy = policy;
            return this;
        }

        /**
         * Makes the scaler. It does not matter whether the cluster is there yet.
         *
         * @return to be closed by the autoscaler that gets it, or by the caller
         * @throws InvalidConfigurationException if options are missing or wrong, with all problems
         * @throws IllegalStateException if the cluster given is closed
         */
        public KafkaLagScaler build() {
            var problems = Problems.of("Kafka lag scaler");
            check(problems);
            problems.throwIfAny();
            return new KafkaLagScaler(
                    cluster == null ? KafkaCluster.open(settings) : cluster.share(),
                    new LagQuery(consumerGroup, topic, offsetResetPolicy));
        }

        private void check(Problems problems) {
            if (cluster == null) {
                settings.check(problems);
            } else {
                problems.check(settings.servers().isEmpty(), "give bootstrapServers or a cluster, not both");
            }
            checkForm(problems);
            problems.check(!topic.isBlank(), "topic is missing; give the name of the topic to measure");
            problems.check(!consumerGroup.isBlank(), "consumerGroup is missing; give the group.id of the consumers");
        }

        /** Finds what is wrong with the names given; missing ones are another matter. */
        void checkForm(Problems problems) {
            problems.check(
                    topic.isBlank() || TOPIC.matcher(topic).matches(),
                    "topic must be 1 to 249 letters, digits, dots, underscores or hyphens, was \"" + topic + "\"");
        }
    }
}
