package io.scaler4j.redis;

import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Secrets;
import io.scaler4j.connect.Tls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.HostAndPortMapper;
import redis.clients.jedis.JedisClientConfig;

/** How to reach the servers. Its text names them and nothing else. Immutable, but for what suppliers say. */
final class ServerSettings {

    /** To each node, and so many batches at the same time. */
    static final int CONNECTIONS = 4;

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    private static final Pattern ADDRESS =
            Pattern.compile("(?:[\\w.%-]+|\\[[\\w.%:]+]):(\\d{1,5})", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

    private final Topology topology;
    private final List<String> addresses;
    private final String sentinelPrimary;
    private final Supplier<RedisCredentials> credentials;
    private final Supplier<RedisCredentials> sentinelCredentials;
    private final Optional<Tls> tls;
    private final int database;
    private final Duration timeout;
    private final UnaryOperator<String> mapping;
    /** Those that were used last, and before. */
    private volatile Secrets secrets = Secrets.of(List.of());

    ServerSettings(Draft draft) {
        topology = draft.topology;
        addresses = List.copyOf(draft.addresses);
        sentinelPrimary = draft.sentinelPrimary;
        credentials = draft.credentials;
        sentinelCredentials = draft.sentinelCredentials;
        tls = draft.tls;
        database = draft.database;
        timeout = draft.timeout;
        mapping = draft.mapping;
    }

    /** The settings while they are being put together. Not thread-safe. */
    static final class Draft {

        Topology topology = Topology.SINGLE;
        List<String> addresses = List.of();
        String sentinelPrimary = "";
        Supplier<RedisCredentials> credentials = RedisCredentials::none;
        Supplier<RedisCredentials> sentinelCredentials = RedisCredentials::none;
        Optional<Tls> tls = Optional.empty();
        int database;
        Duration timeout = DEFAULT_TIMEOUT;
        UnaryOperator<String> mapping = AddressMapping.NONE;

        ServerSettings build() {
            return new ServerSettings(this);
        }
    }

    boolean isCluster() {
        return topology == Topology.CLUSTER;
    }

    /**
     * Opens what is behind these settings.
     *
     * @param onConnect told of each connection to a server that has the keys, before it opens
     */
    Servers open(Runnable onConnect) {
        JedisClientConfig config = clientConfig(onConnect);
        return switch (topology) {
            case SINGLE -> new SingleServer(addresses().iterator().next(), config, CONNECTIONS);
            case CLUSTER -> new ClusterServers(this, config, onConnect);
            case SENTINEL -> new SentinelServers(this, config);
        };
    }

    /** What a user of the servers has to be allowed beside what reads a key, each after a space. */
    String permissions() {
        String selection = database == 0 ? "" : " +select";
        return switch (topology) {
            case SINGLE -> selection;
            case CLUSTER -> " +cluster|slots +asking";
            case SENTINEL -> " +role" + selection;
        };
    }

    String addressHint() {
        return topology == Topology.SINGLE
                ? ""
                : "; if it announces addresses that hold only on its side, say by addressMapping where they can be reached";
    }

    /** Finds what is wrong without asking anyone. */
    void check(Problems problems) {
        problems.check(!addresses.isEmpty(), "address is missing; give at least one host:port");
        problems.check(
                topology != Topology.SINGLE || addresses.size() <= 1,
                "one server has one address, there were " + shownAddresses()
                        + "; several are for a cluster or for sentinels");
        problems.check(
                topology != Topology.SENTINEL || !sentinelPrimary.isBlank(),
                "sentinelMaster is missing; give the name under which the sentinels know the primary");
        problems.check(
                topology != Topology.CLUSTER || database == 0,
                "a cluster has no database but 0, was " + database + "; leave it out");
        problems.check(
                timeout.compareTo(SHORTEST_TIMEOUT) >= 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
                "timeout must be 1 ms to 10 min, was " + timeout);
        checkForm(problems);
    }

    /** Finds what is wrong with the settings given; missing ones are another matter. */
    void checkForm(Problems problems) {
        for (String address : addresses) {
            problems.check(
                    isAddress(address),
                    "an address must be of the form host:port, one was " + Masking.quote(address) + hint(address));
        }
        tls.ifPresent(settings -> settings.check(problems));
    }

    /** For an address, or a part of one, in which more than that was written. */
    static String hint(String address) {
        return address.contains("@") || address.contains("://")
                ? "; TLS, user, password and database have options of their own"
                : "";
    }

    static boolean isAddress(String text) {
        Matcher address = ADDRESS.matcher(text);
        return address.matches() && Integer.parseInt(address.group(1)) <= 65_535;
    }

    Set<HostAndPort> addresses() {
        Set<HostAndPort> all = new LinkedHashSet<>();
        addresses.forEach(address -> all.add(HostAndPort.from(address)));
        return all;
    }

    String sentinelPrimary() {
        return sentinelPrimary;
    }

    HostAndPortMapper addressMapper() {
        return announced -> HostAndPort.from(mapping.apply(announced.toString()));
    }

    /** Of the servers that have the keys. */
    private JedisClientConfig clientConfig(Runnable onConnect) {
        return config(() -> {
                    onConnect.run();
                    return credentials.get();
                })
                .database(database)
                .clientName("scaler4j")
                .build();
    }

    JedisClientConfig sentinelConfig() {
        return config(sentinelCredentials).build();
    }

    /** Without a handshake, which servers before Redis 6 and many a proxy do not know: the login is {@code AUTH}. */
    private DefaultJedisClientConfig.Builder config(Supplier<RedisCredentials> who) {
        int millis = (int) timeout.toMillis();
        var config = DefaultJedisClientConfig.builder()
                .serverDefaultProtocol()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .hostAndPortMapper(addressMapper())
                .credentialsProvider(() -> current(who));
        tls.map(JedisTls::of).ifPresent(config::sslOptions);
        return config;
    }

    /** Asked for each connection that is opened. */
    private redis.clients.jedis.RedisCredentials current(Supplier<RedisCredentials> who) {
        RedisCredentials now = who.get();
        remember(now);
        boolean none = now.user().isEmpty() && now.password().isEmpty();
        return new DefaultRedisCredentials(
                now.user().orElse(null), none ? null : now.password().toCharArray());
    }

    private synchronized void remember(RedisCredentials used) {
        if (!secrets.mask(used.password()).equals("***")) {
            secrets = Secrets.of(List.of(used.password())).and(secrets);
        }
    }

    /** What no text may show. */
    Secrets secrets() {
        List<String> keys = new ArrayList<>();
        tls.ifPresent(settings -> keys.addAll(settings.secrets()));
        return secrets.and(Secrets.of(keys));
    }

    /** Equal for equal settings; secrets only as a digest. */
    Object key() {
        List<String> parts = new ArrayList<>(List.of(topology.name(), sentinelPrimary, Integer.toString(database)));
        add(parts, credentials.get());
        add(parts, sentinelCredentials.get());
        tls.ifPresent(settings -> parts.addAll(settings.parts()));
        parts.add(mapping.toString());
        return List.of(new TreeSet<>(addresses), Secrets.fingerprint(parts));
    }

    private static void add(List<String> parts, RedisCredentials who) {
        parts.add(who.user().map(user -> "user " + user).orElse("default"));
        parts.add(who.password());
    }

    private String shownAddresses() {
        return Masking.address(String.join(",", addresses));
    }

    @Override
    public String toString() {
        String list = shownAddresses();
        return switch (topology) {
            case SINGLE -> "Redis at " + list;
            case CLUSTER -> "Redis cluster at " + list;
            case SENTINEL -> "Redis " + Masking.quote(sentinelPrimary) + " of the sentinels at " + list;
        };
    }
}
