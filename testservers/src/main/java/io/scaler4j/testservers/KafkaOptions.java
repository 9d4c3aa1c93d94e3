package io.scaler4j.testservers;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a test wants different from a plain broker. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * try (var proxy = FaultProxy.open();
 *         var kafka = KafkaServer.childJvm(KafkaOptions.defaults().behind(proxy))) {
 *     proxy.blackhole(); // clients of kafka.bootstrapServers() now wait in vain
 * }
 * }</pre>
 */
public final class KafkaOptions {
    private static final KafkaOptions DEFAULTS = new KafkaOptions(null, Map.of());

    private final @Nullable FaultProxy proxy;
    private final Map<String, String> properties;

    private KafkaOptions(@Nullable FaultProxy proxy, Map<String, String> properties) {
        this.proxy = proxy;
        this.properties = Map.copyOf(properties);
    }

    /** {@return a plain broker: no proxy, no security, replication factors of 1} */
    public static KafkaOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Puts the broker behind this proxy: the proxy forwards to the broker, and the broker advertises the proxy's port,
     * since a client leaves the bootstrap address as soon as it has learnt the advertised one. The proxy stays the
     * caller's to close, after the broker.
     */
    public KafkaOptions behind(FaultProxy proxy) {
        return new KafkaOptions(proxy, properties);
    }

    /** Sets a broker property, as in {@code server.properties}; it wins over what the server would set itself. */
    public KafkaOptions property(String name, String value) {
        Map<String, String> more = new TreeMap<>(properties);
        more.put(name, value);
        return new KafkaOptions(proxy, more);
    }

    Optional<FaultProxy> proxy() {
        return Optional.ofNullable(proxy);
    }

    Map<String, String> properties() {
        return properties;
    }
}
