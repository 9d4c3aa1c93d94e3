package io.scaler4j.redis;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Tls;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Builds a {@link RedisLengthScaler}. A server or its address, and a key, have to be given; everything else has a
 * default. Not thread-safe.
 */
public final class RedisLengthScalerBuilder {

    private final ServerChoice choice = new ServerChoice();
    private final LengthOptions options = new LengthOptions();

    RedisLengthScalerBuilder() {}

    /**
     * Connects to one server, for this scaler alone. For a cluster or sentinels, or to share the connection, use
     * {@link #server(RedisServer)}.
     *
     * @param address {@code host:port}
     * @return this builder
     */
    public RedisLengthScalerBuilder address(String address) {
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
    public RedisLengthScalerBuilder credentials(RedisCredentials credentials) {
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
    public RedisLengthScalerBuilder credentials(Supplier<RedisCredentials> credentials) {
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
    public RedisLengthScalerBuilder tls(Tls tls) {
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
    public RedisLengthScalerBuilder server(RedisServer server) {
        Objects.requireNonNull(server, "server must not be null; leave out what is not set");
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
        Objects.requireNonNull(key, "key must not be null; leave out what is not set");
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
        Objects.requireNonNull(keys, "keys must not be null; leave out what is not set");
        Objects.requireNonNull(aggregate, "aggregate must not be null; leave out what is not set");
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
        Objects.requireNonNull(type, "type must not be null; leave out what is not set");
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
        Objects.requireNonNull(key, "key must not be null; leave out what is not set");
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
