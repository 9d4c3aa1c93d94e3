package io.scaler4j.redis;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Tls;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Builds a {@link RedisStreamScaler}. A server or its address, a stream, and a group unless the length is measured,
 * have to be given; everything else has a default. Not thread-safe.
 */
public final class RedisStreamScalerBuilder {

    private final ServerChoice choice = new ServerChoice();
    private final StreamOptions options = new StreamOptions();

    RedisStreamScalerBuilder() {}

    /**
     * Connects to one server, for this scaler alone. For a cluster or sentinels, or to share the connection, use
     * {@link #server(RedisServer)}.
     *
     * @param address {@code host:port}
     * @return this builder
     */
    public RedisStreamScalerBuilder address(String address) {
        Objects.requireNonNull(address, "address must not be null; leave out what is not set");
        choice.address(address);
        return this;
    }

    /**
     * Logs in to the server of the {@link #address}, with credentials that do not change.
     *
     * @param credentials unless set, there is no login
     * @return this builder
     */
    public RedisStreamScalerBuilder credentials(RedisCredentials credentials) {
        Objects.requireNonNull(credentials, "credentials must not be null; leave out what is not set");
        return credentials(() -> credentials);
    }

    /**
     * Logs in to the server of the {@link #address}, with credentials that may change, as
     * {@link RedisServer.Builder#credentials(Supplier)} does.
     *
     * @param credentials those of that moment
     * @return this builder
     */
    public RedisStreamScalerBuilder credentials(Supplier<RedisCredentials> credentials) {
        Objects.requireNonNull(credentials, "credentials must not be null; leave out what is not set");
        choice.credentials(credentials);
        return this;
    }

    /**
     * Encrypts the connections to the server of the {@link #address}.
     *
     * @param tls the settings; unless set, nothing is encrypted
     * @return this builder
     */
    public RedisStreamScalerBuilder tls(Tls tls) {
        Objects.requireNonNull(tls, "tls must not be null; leave out what is not set");
        choice.tls(tls);
        return this;
    }

    /**
     * Shares a connection. The scaler has its own handle, so the server may be closed at any time, or built in place:
     * the connection closes with its last scaler.
     *
     * @param server open
     * @return this builder
     */
    public RedisStreamScalerBuilder server(RedisServer server) {
        Objects.requireNonNull(server, "server must not be null; leave out what is not set");
        choice.server(server);
        return this;
    }

    /**
     * Measures a stream.
     *
     * @param stream its key; it need not exist yet
     * @return this builder
     */
    public RedisStreamScalerBuilder stream(String stream) {
        Objects.requireNonNull(stream, "stream must not be null; leave out what is not set");
        options.stream = stream;
        return this;
    }

    /**
     * Measures what this group has to do.
     *
     * @param group its name; it need not exist yet
     * @return this builder
     */
    public RedisStreamScalerBuilder consumerGroup(String group) {
        Objects.requireNonNull(group, "group must not be null; leave out what is not set");
        options.group = group;
        return this;
    }

    /**
     * Says what counts.
     *
     * @param metric unless set, {@link StreamMetric#LAG_AND_PENDING}
     * @return this builder
     */
    public RedisStreamScalerBuilder metric(StreamMetric metric) {
        Objects.requireNonNull(metric, "metric must not be null; leave out what is not set");
        options.metric = metric;
        return this;
    }

    /**
     * Limits how many entries are counted where the server does not know the lag, or its counter is not to be believed.
     * They travel to this client to be counted, so it is not for streams of large entries; a little more than what the
     * largest number of replicas is wanted for is enough.
     *
     * @param entries at least 0; 0 makes the read a failure then. Unless set, 1,000
     * @return this builder
     */
    public RedisStreamScalerBuilder countUnknownLagUpTo(int entries) {
        options.countUpTo = entries;
        return this;
    }

    /**
     * Leaves out pending entries that nobody has touched for so long, such as those of a consumer that is gone. They
     * would keep replicas permanently. Of more than 1,000, those of consumers that are idle themselves are left out as
     * a whole, and 10,000 others are looked at; if there are more, what was found is a lower bound.
     *
     * @param idle unless set, 0: every pending entry counts
     * @return this builder
     */
    public RedisStreamScalerBuilder ignorePendingIdleFor(Duration idle) {
        Objects.requireNonNull(idle, "idle must not be null; leave out what is not set");
        options.pendingIdle = idle;
        return this;
    }

    /**
     * Makes the scaler. It does not matter whether the server is there yet.
     *
     * @return to be closed by the autoscaler that gets it, or by the caller
     * @throws InvalidConfigurationException if options are missing or wrong, with all problems
     * @throws IllegalStateException if the server given is closed
     */
    public RedisStreamScaler build() {
        var problems = Problems.of("Redis stream scaler");
        choice.check(problems);
        problems.check(!options.stream.isEmpty(), "stream is missing; name what to measure");
        options.check(problems);
        problems.throwIfAny();
        return RedisStreamScaler.open(choice.open(), options);
    }
}
