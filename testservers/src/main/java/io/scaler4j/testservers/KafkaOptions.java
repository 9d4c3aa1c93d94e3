package io.scaler4j.testservers;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of a broker for a test. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * try (var proxy = FaultProxy.open();
 *         var kafka = KafkaServer.childJvm(KafkaOptions.defaults().behind(proxy))) {
 *     proxy.blackhole(); // clients of kafka.bootstrapServers() now get no answer
 * }
 * }</pre>
 */
public final class KafkaOptions {
    private static final KafkaOptions DEFAULTS = new KafkaOptions(null, Map.of(), null);

    private final @Nullable FaultProxy proxy;
    private final Map<String, String> properties;
    private final @Nullable ListenerSecurity security;

    private KafkaOptions(
            @Nullable FaultProxy proxy, Map<String, String> properties, @Nullable ListenerSecurity security) {
        this.proxy = proxy;
        this.properties = Map.copyOf(properties);
        this.security = security;
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
        return new KafkaOptions(proxy, properties, security);
    }

    /** Sets a broker property, as in {@code server.properties}; it wins over what the server would set itself. */
    public KafkaOptions property(String name, String value) {
        Map<String, String> more = new TreeMap<>(properties);
        more.put(name, value);
        return new KafkaOptions(proxy, more, security);
    }

    /**
     * Adds {@linkplain SecureListener secure listeners}. The open ones stay, for the test's own use; they lead to the
     * user {@code ANONYMOUS}.
     */
    public KafkaOptions secured(ListenerSecurity security) {
        return new KafkaOptions(proxy, properties, security);
    }

    /**
     * Lets users do only what an access rule allows. The user of the open listeners may do everything, the rules among
     * it.
     */
    public KafkaOptions withAccessRules() {
        return property("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .property("super.users", "User:ANONYMOUS");
    }

    Optional<FaultProxy> proxy() {
        return Optional.ofNullable(proxy);
    }

    Optional<ListenerSecurity> security() {
        return Optional.ofNullable(security);
    }

    Map<String, String> properties() {
        return properties;
    }
}
