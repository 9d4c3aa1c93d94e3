package io.scaler4j.kafka;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.Tls;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.IsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link KafkaLagScaler}. Servers or a cluster, and a group, have to be given; everything else has a default.
 * Not thread-safe.
 */
public final class KafkaLagScalerBuilder {

    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

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
        Objects.requireNonNull(servers, "servers must not be null; leave out what is not set");
        return bootstrapServers(List.of(servers));
    }

    /**
     * Connects to these servers, with a client for this scaler alone.
     *
     * @param servers each {@code host:port}, or several with commas in between
     * @return this builder
     */
    public KafkaLagScalerBuilder bootstrapServers(List<String> servers) {
        Objects.requireNonNull(servers, "servers must not be null; leave out what is not set");
        settings.addServers(servers);
        return this;
    }

    /**
     * Sets encryption and credentials of the client for this scaler alone; not beside a cluster, which has its own.
     *
     * @param security asked for as {@link KafkaCluster.Builder#security(Supplier)} says
     * @return this builder
     */
    public KafkaLagScalerBuilder security(Supplier<KafkaSecurity> security) {
        Objects.requireNonNull(security, "security must not be null; leave out what is not set");
        settings.security(security);
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
        Objects.requireNonNull(security, "security must not be null; leave out what is not set");
        return security(() -> security);
    }

    /**
     * Encrypts the connections of the client for this scaler alone; not beside a cluster or {@code security}.
     *
     * @param tls whom to trust; unless set, nothing is encrypted
     * @return this builder
     */
    public KafkaLagScalerBuilder tls(Tls tls) {
        Objects.requireNonNull(tls, "tls must not be null; leave out what is not set");
        settings.tls(tls);
        return this;
    }

    /**
     * Says by SASL who the client for this scaler alone is; not beside a cluster or {@code security}.
     *
     * @param credentials the mechanism and its secrets; unless set, the client does not log in
     * @return this builder
     */
    public KafkaLagScalerBuilder credentials(KafkaCredentials credentials) {
        Objects.requireNonNull(credentials, "credentials must not be null; leave out what is not set");
        settings.credentials(credentials);
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
        Objects.requireNonNull(cluster, "cluster must not be null; leave out what is not set");
        this.cluster = cluster;
        return this;
    }

    /**
     * Measures a consumer group: classic, KIP-848, or of consumers that assign their partitions themselves.
     *
     * @param group the {@code group.id} of the consumers; the group need not exist yet
     * @return this builder
     */
    public KafkaLagScalerBuilder consumerGroup(String group) {
        Objects.requireNonNull(group, "group must not be null; leave out what is not set");
        lag.group = group;
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
        Objects.requireNonNull(group, "group must not be null; leave out what is not set");
        lag.group = group;
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
        Objects.requireNonNull(topic, "topic must not be null; leave out what is not set");
        return topics(List.of(topic));
    }

    /**
     * Measures several topics, whose lag is summed up.
     *
     * @param topics their names; none for all those that the group has committed offsets for or has members on, which
     *     is the default
     * @return this builder
     */
    public KafkaLagScalerBuilder topics(List<String> topics) {
        Objects.requireNonNull(topics, "topics must not be null; leave out what is not set");
        lag.topics = List.copyOf(topics);
        return this;
    }

    /**
     * Looks at these partitions of each topic only.
     *
     * @param partitions their numbers; none for all, which is the default. Without effect where no topic is named
     * @return this builder
     */
    public KafkaLagScalerBuilder partitions(int... partitions) {
        Objects.requireNonNull(partitions, "partitions must not be null; leave out what is not set");
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
        Objects.requireNonNull(policy, "policy must not be null; leave out what is not set");
        lag.policy = policy;
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
        Objects.requireNonNull(rule, "rule must not be null; leave out what is not set");
        lag.evenDistribution = Optional.of(rule);
        return this;
    }

    /**
     * Leaves the lag of stuck partitions out, save for activation.
     *
     * @param rule when a partition is stuck; unless set, none is
     * @return this builder
     */
    public KafkaLagScalerBuilder excludePersistentLag(PersistentLag rule) {
        Objects.requireNonNull(rule, "rule must not be null; leave out what is not set");
        lag.persistentLag = Optional.of(rule);
        return this;
    }

    /**
     * Says which records count while a transaction is open.
     *
     * @param level as the consumers' {@code isolation.level}; unless set, those of open transactions count, too
     * @return this builder
     */
    public KafkaLagScalerBuilder isolationLevel(IsolationLevel level) {
        Objects.requireNonNull(level, "level must not be null; leave out what is not set");
        lag.isolation = level;
        return this;
    }

    /**
     * Lets lag count 0 that nobody will ever read. The marker that ends a transaction takes an offset; a consumer that
     * commits the offset after its last record stays behind it for ever, while nothing new is written.
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
        Objects.requireNonNull(age, "age must not be null; leave out what is not set");
        lag.olderThan = age;
        return this;
    }

    /**
     * Does not shrink a target while the group shares its partitions out anew: nobody reads then, and fewer members
     * would begin it all over. The lag is a lower bound meanwhile.
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
        for (String topic : lag.topics) {
            problems.check(
                    TOPIC.matcher(topic).matches(),
                    "topic must be 1 to 249 letters, digits, dots, underscores or hyphens, was "
                            + Masking.quote(topic));
        }
        problems.check(!lag.group.isBlank(), "consumerGroup is missing; give the group.id of the consumers");
        lag.check(problems);
        problems.throwIfAny();
        return KafkaLagScaler.open(cluster == null ? ofItsOwn() : cluster.share(), lag);
    }

    private KafkaCluster ofItsOwn() {
        return KafkaCluster.of(Lease.first(KafkaCluster.connect(settings)));
    }

    private void checkConnection(Problems problems) {
        if (cluster == null) {
            settings.check(problems);
            settings.checkProtocols(problems);
        } else {
            problems.check(settings.servers().isEmpty(), "give bootstrapServers or a cluster, not both");
            problems.check(
                    !settings.hasSecurity(),
                    "security is a matter of the cluster given, and so are tls and credentials; set them on"
                            + " KafkaCluster.builder() and leave them out here");
        }
    }
}
