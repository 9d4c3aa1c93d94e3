package io.scaler4j.kafka;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.Renewable;
import io.scaler4j.connect.Tls;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.IsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link KafkaLagScaler}. Servers or a cluster, and a group, have to be given; everything else has a default.
 * Not thread-safe.
 */
public final class KafkaLagScalerBuilder {

    private final ClientSettings settings = new ClientSettings();
    private final LagOptions lag = new LagOptions();
    private @Nullable KafkaCluster cluster;

    KafkaLagScalerBuilder() {}

    /**
     * Connects to these servers, with a client for this scaler alone. For further properties of the client, or to share
     * it, use {@link #cluster(KafkaCluster)}.
     *
     * @param servers each {@code host:port}, or several with commas in between
     * @return this builder
     */
    public KafkaLagScalerBuilder bootstrapServers(String... servers) {
        return bootstrapServers(List.of(given("servers", servers)));
    }

    /**
     * Connects to these servers, with a client for this scaler alone.
     *
     * @param servers each {@code host:port}, or several with commas in between
     * @return this builder
     */
    public KafkaLagScalerBuilder bootstrapServers(List<String> servers) {
        settings.addServers(given("servers", servers));
        return this;
    }

    /**
     * Sets encryption and credentials of the client for this scaler alone; not beside a cluster, which has its own.
     *
     * @param security asked for as {@link KafkaCluster.Builder#security(Supplier)} says
     * @return this builder
     */
    public KafkaLagScalerBuilder security(Supplier<KafkaSecurity> security) {
        settings.security(Renewable.from(given("security", security)));
        return this;
    }

    /**
     * Sets encryption and credentials that do not change, of the client for this scaler alone; not beside a cluster,
     * which has its own.
     *
     * @param security the settings; unless set, neither is used
     * @return this builder
     */
    public KafkaLagScalerBuilder security(KafkaSecurity security) {
        given("security", security);
        return security(() -> security);
    }

    /**
     * Encrypts the connections of the client for this scaler alone; not beside a cluster or {@code security}.
     *
     * @param tls whom to trust; unless set, nothing is encrypted
     * @return this builder
     */
    public KafkaLagScalerBuilder tls(Tls tls) {
        settings.tls(given("tls", tls));
        return this;
    }

    /**
     * Sets the SASL credentials of the client for this scaler alone; not beside a cluster or {@code security}.
     *
     * @param credentials the mechanism and its secrets; unless set, the client does not log in
     * @return this builder
     */
    public KafkaLagScalerBuilder credentials(KafkaCredentials credentials) {
        settings.credentials(given("credentials", credentials));
        return this;
    }

    /**
     * Shares a connection, which closes with the last of its scalers. So the cluster may be closed at any time, or not
     * at all.
     *
     * @param cluster not closed
     * @return this builder
     */
    public KafkaLagScalerBuilder cluster(KafkaCluster cluster) {
        this.cluster = given("cluster", cluster);
        return this;
    }

    /**
     * Measures a consumer group: classic, KIP-848, or of consumers that assign their partitions themselves.
     *
     * @param group the {@code group.id} of the consumers; the group need not exist yet
     * @return this builder
     */
    public KafkaLagScalerBuilder consumerGroup(String group) {
        lag.group = given("group", group);
        lag.kind = LagQuery.GroupKind.CONSUMER;
        return this;
    }

    /**
     * Measures a share group (KIP-932), whose lag the brokers count themselves. Any number of consumers works on one
     * partition, so the number of partitions limits nothing. Brokers of version 4.2 and newer count; where they have no
     * number, the distance from where the group begins counts.
     *
     * @param group the {@code group.id} of the share consumers; the group need not exist yet
     * @return this builder
     */
    public KafkaLagScalerBuilder shareGroup(String group) {
        lag.group = given("group", group);
        lag.kind = LagQuery.GroupKind.SHARE;
        return this;
    }

    /**
     * Measures one topic.
     *
     * @param topic its name; it need not exist yet
     * @return this builder
     */
    public KafkaLagScalerBuilder topic(String topic) {
        return topics(List.of(given("topic", topic)));
    }

    /**
     * Measures several topics, whose lag is summed up.
     *
     * @param topics their names; none for all those that the group has committed offsets for or has members on, which
     *     is the default
     * @return this builder
     */
    public KafkaLagScalerBuilder topics(List<String> topics) {
        lag.topics = List.copyOf(given("topics", topics));
        return this;
    }

    /**
     * Looks at these partitions of each topic only.
     *
     * @param partitions their numbers; none for all, which is the default. Without effect where no topic is named
     * @return this builder
     */
    public KafkaLagScalerBuilder partitions(int... partitions) {
        given("partitions", partitions);
        lag.partitions = PartitionLimitation.of(
                Arrays.stream(partitions).distinct().boxed().toList());
        return this;
    }

    /**
     * Says what counts in a partition without a commit, or with one that the log does not hold.
     *
     * @param policy as the consumers' {@code auto.offset.reset}; unless set, {@link OffsetResetPolicy#LATEST}. A share
     *     group's own {@code share.auto.offset.reset} counts first where its brokers tell it
     * @return this builder
     */
    public KafkaLagScalerBuilder offsetResetPolicy(OffsetResetPolicy policy) {
        lag.policy = given("policy", policy);
        return this;
    }

    /**
     * Lets a partition without a commit count 0, whatever the offset reset policy, so that a group which never
     * committed may be scaled to zero. KEDA calls it {@code scaleToZeroOnInvalidOffset}.
     *
     * @param ignore unless set, false
     * @return this builder
     */
    public KafkaLagScalerBuilder ignorePartitionsWithoutCommit(boolean ignore) {
        lag.ignoreUncommitted = ignore;
        return this;
    }

    /**
     * Allows more replicas than partitions.
     *
     * @param allow unless set, false: the number of partitions is the useful maximum
     * @return this builder
     */
    public KafkaLagScalerBuilder allowIdleConsumers(boolean allow) {
        lag.allowIdleConsumers = allow;
        return this;
    }

    /**
     * Allows no more replicas than partitions with lag. Needs a topic.
     *
     * @param limit unless set, false
     * @return this builder
     */
    public KafkaLagScalerBuilder limitToPartitionsWithLag(boolean limit) {
        lag.limitToPartitionsWithLag = limit;
        return this;
    }

    /**
     * Allows only such numbers of replicas as share the partitions well. Needs a topic; idle consumers have no effect
     * then.
     *
     * @param rule unless set, every number is fine
     * @return this builder
     */
    public KafkaLagScalerBuilder evenDistribution(EvenDistribution rule) {
        lag.evenDistribution = Optional.of(given("rule", rule));
        return this;
    }

    /**
     * Leaves the lag of stuck partitions out, save for activation.
     *
     * @param rule when a partition is stuck; unless set, none is
     * @return this builder
     */
    public KafkaLagScalerBuilder excludePersistentLag(PersistentLag rule) {
        lag.persistentLag = Optional.of(given("rule", rule));
        return this;
    }

    /**
     * Says which records count while a transaction is open.
     *
     * @param level as the consumers' {@code isolation.level}; unless set, those of open transactions count, too
     * @return this builder
     */
    public KafkaLagScalerBuilder isolationLevel(IsolationLevel level) {
        lag.isolation = given("level", level);
        return this;
    }

    /**
     * Lets lag count 0 that nobody will ever read. The marker that ends a transaction takes an offset; a consumer that
     * commits the offset after its last record stays behind it permanently, while nothing new is written.
     *
     * @param upTo the largest lag of a partition that may be so; 1 suits most. Unless set, 0
     * @param reads for how many further reads commit and end of log must be the same, at least 1
     * @return this builder
     */
    public KafkaLagScalerBuilder ignoreSettledLag(long upTo, int reads) {
        lag.settledLag = new LagRules.SettledLag(upTo, reads);
        return this;
    }

    /**
     * Counts only records that were written at least so long ago: "what has waited for longer than a minute".
     *
     * @param age by the records' timestamps; unless set, 0
     * @return this builder
     */
    public KafkaLagScalerBuilder olderThan(Duration age) {
        lag.olderThan = given("age", age);
        return this;
    }

    /**
     * Does not shrink a target while the group shares its partitions out again: no member reads then, and fewer members
     * would start the rebalance again. The lag is a lower bound meanwhile.
     *
     * @param hold unless set, false
     * @return this builder
     */
    public KafkaLagScalerBuilder holdWhileRebalancing(boolean hold) {
        lag.holdWhileRebalancing = hold;
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
        checkConnection(problems);
        lag.checkNames(problems);
        lag.check(problems);
        problems.throwIfAny();
        KafkaCluster shared =
                cluster == null ? KafkaCluster.of(Lease.first(KafkaCluster.connect(settings))) : cluster.share();
        return KafkaLagScaler.open(shared, lag);
    }

    private static <T> T given(String what, T value) {
        return Objects.requireNonNull(value, () -> what + " must not be null; leave out what is not set");
    }

    private void checkConnection(Problems problems) {
        if (cluster == null) {
            settings.check(problems);
            settings.checkProtocols(problems);
        } else {
            settings.checkUnset(problems);
        }
    }
}
