package io.scaler4j.redis;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.util.List;

/**
 * Builds a {@link RedisLengthScaler}. A server or its address, and a key, have to be given; everything else has a
 * default. Not thread-safe.
 */
public final class RedisLengthScalerBuilder {

    private final ServerChoice choice = new ServerChoice();
    private final LengthOptions options = new LengthOptions();

    RedisLengthScalerBuilder() {}

    /**
     * Connects to one server without login and encryption, for this scaler alone. For anything else, or to share the
     * connection, use {@link #server(RedisServer)}.
     *
     * @param address {@code host:port}
     * @return this builder
     */
    public RedisLengthScalerBuilder address(String address) {
        choice.address(address);
        return this;
    }

    /**
     * Shares a connection. The scaler takes a handle of its own, so this one may be closed at any time.
     *
     * @param server open
     * @return this builder
     */
    public RedisLengthScalerBuilder server(RedisServer server) {
        choice.server(server);
        return this;
    }

    /**
     * Measures one key.
     *
     * @param key its name; it need not exist yet
     * @return this builder
     */
    public RedisLengthScalerBuilder key(String key) {
        return keys(List.of(key), Aggregate.SUM);
    }

    /**
     * Measures several keys.
     *
     * @param keys their names; in a cluster they may be on different nodes
     * @param aggregate what becomes of their lengths
     * @return this builder
     */
    public RedisLengthScalerBuilder keys(List<String> keys, Aggregate aggregate) {
        options.keys = List.copyOf(keys);
        options.aggregate = aggregate;
        return this;
    }

    /**
     * Declares what the keys hold. A key that holds something else is a failure then.
     *
     * @param type unless set, {@link KeyType#AUTO}: what it turns out to be
     * @return this builder
     */
    public RedisLengthScalerBuilder keyType(KeyType type) {
        options.type = type;
        return this;
    }

    /**
     * Counts work that has been taken and is not finished, in addition: a list of what is being processed, the hash of
     * a broker's unacknowledged messages.
     *
     * @param key its name; what it holds is found out
     * @param weight what one element counts beside one that waits, above 0; 1 for the same
     * @return this builder
     */
    public RedisLengthScalerBuilder inFlight(String key, double weight) {
        options.inFlight.put(key, weight);
        return this;
    }

    /**
     * Makes the scaler. It does not matter whether the server is there yet.
     *
     * @return to be closed by the autoscaler that gets it, or by the caller
     * @throws InvalidConfigurationException if options are missing or wrong, with all problems
     * @throws IllegalStateException if the server given is closed
     */
    public RedisLengthScaler build() {
        var problems = Problems.of("Redis length scaler");
        choice.check(problems);
        problems.check(!options.keys.isEmpty(), "key is missing; name what to measure");
        options.check(problems);
        problems.throwIfAny();
        return RedisLengthScaler.open(choice.open(), options);
    }
}
