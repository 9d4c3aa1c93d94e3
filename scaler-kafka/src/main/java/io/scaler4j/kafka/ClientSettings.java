package io.scaler4j.kafka;

import static java.util.stream.Collectors.joining;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Renewable;
import io.scaler4j.connect.Secrets;
import io.scaler4j.connect.Tls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How to reach a cluster. Its text names the servers and nothing else. Not thread-safe. */
final class ClientSettings {

    private static final Pattern ADDRESS =
            Pattern.compile("(?:[\\w.%-]+://)?(?:[\\w.%-]+|\\[[\\w.%:]+]):(\\d{1,5})", Pattern.UNICODE_CHARACTER_CLASS);

    /** What a {@link KafkaSecurity} decides. */
    private static final Set<String> SECURITY = Set.of(
            AdminClientConfig.SECURITY_PROTOCOL_CONFIG, SaslConfigs.SASL_MECHANISM, SaslConfigs.SASL_JAAS_CONFIG);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaClient.class);

    private final List<String> servers = new ArrayList<>();
    private final Map<String, Object> properties = new HashMap<>();
    private final KafkaSecurity.Builder parts = KafkaSecurity.builder();
    private Renewable<KafkaSecurity> security = Renewable.from(parts::build);
    private boolean hasSupplier;
    private boolean hasParts;

    /** Adds servers, each an address or several with commas in between. */
    void addServers(List<String> more) {
        more.stream()
                .flatMap(each -> Arrays.stream(each.split(",", -1)))
                .map(String::trim)
                .forEach(servers::add);
    }

    void property(String key, Object value) {
        properties.put(key, value);
    }

    void security(Renewable<KafkaSecurity> security) {
        this.security = security;
        hasSupplier = true;
    }

    void tls(Tls tls) {
        parts.tls(tls);
        hasParts = true;
    }

    void credentials(KafkaCredentials credentials) {
        parts.credentials(credentials);
        hasParts = true;
    }

    /** The same settings, which later changes of these do not reach. What the supplier has said goes along. */
    ClientSettings detach() {
        var copy = new ClientSettings();
        copy.servers.addAll(servers);
        copy.properties.putAll(properties);
        KafkaSecurity constant = parts.build();
        copy.security = hasSupplier ? security.detach() : Renewable.from(() -> constant);
        copy.hasSupplier = hasSecurity();
        return copy;
    }

    boolean hasSecurity() {
        return hasSupplier || hasParts;
    }

    List<String> servers() {
        return List.copyOf(servers);
    }

    /** The security settings to begin with: a supplier is asked once. */
    KafkaSecurity firstSecurity() {
        return hasSupplier ? security.first() : parts.build();
    }

    /** The security settings as a supplier knows them now. */
    KafkaSecurity currentSecurity() {
        return security.current();
    }

    /** Equal for equal settings; secrets only as a digest. */
    Object key() {
        return Map.entry(new TreeSet<>(servers), firstSecurity().fingerprint());
    }

    /** Finds what is wrong without asking anyone. */
    void check(Problems problems) {
        problems.check(!servers.isEmpty(), "bootstrapServers is missing; give at least one host:port");
        checkForm(problems);
    }

    /** Finds what is wrong with the settings given; missing ones are another matter. */
    void checkForm(Problems problems) {
        if (servers.stream().anyMatch(server -> server.contains("@"))) {
            problems.add("bootstrapServers must be addresses of the form host:port, was \"" + shown()
                    + "\"; a name and a password belong into username and password, or credentials of the builder");
        } else {
            servers.stream()
                    .filter(server -> !isAddress(server))
                    .forEach(server -> problems.add(
                            "bootstrapServers must be addresses of the form host:port, one was \"" + server + "\""));
        }
        problems.check(
                !properties.containsKey(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG),
                "bootstrap.servers is no further property; use bootstrapServers");
        problems.check(
                !hasSupplier || !hasParts,
                "give security, or tls and credentials, not both; security has both of them");
        if (hasSecurity()) {
            SECURITY.stream()
                    .filter(properties::containsKey)
                    .sorted()
                    .forEach(key ->
                            problems.add(key + " is no further property beside security; leave one of them out"));
            firstSecurity().check(problems);
        }
    }

    /** Finds settings that have no effect beside a cluster, which has its own. */
    void checkUnset(Problems problems) {
        problems.check(servers.isEmpty(), "give bootstrapServers or a cluster, not both");
        problems.check(
                !hasSecurity(),
                "security is a matter of the cluster given, and so are tls and credentials; set them on"
                        + " KafkaCluster.builder() and leave them out here");
    }

    /**
     * Finds addresses that begin with another protocol than the settings make: clients read over it, so it sets
     * nothing.
     */
    void checkProtocols(Problems problems) {
        String protocol = String.valueOf(properties.getOrDefault(
                AdminClientConfig.SECURITY_PROTOCOL_CONFIG, firstSecurity().protocol().name));
        for (String server : servers) {
            int end = server.indexOf("://");
            String said = end < 0 ? protocol : server.substring(0, end).toUpperCase(Locale.ROOT);
            problems.check(
                    !isAddress(server)
                            || said.equals(protocol)
                            || !SecurityProtocol.names().contains(said),
                    "bootstrapServers has \"" + server + "\", but the settings make the protocol " + protocol
                            + "; a protocol before an address sets nothing: leave it out, and set tls and sasl, or tls"
                            + " and credentials of the builder");
        }
    }

    /** A client that begins to look for the cluster in the background, whether that is there or not. */
    OpenClient open(KafkaSecurity security) {
        PrivateFiles files = new PrivateFiles();
        OpenClient client = null;
        try {
            Map<String, Object> map = asMap(security, files);
            if (LOG.isDebugEnabled()) {
                LOG.debug("{}: {}", this, secrets(security).mask(QuietAdmin.describe(map)));
            }
            client = new OpenClient(QuietAdmin.create(map), security, files);
            return client;
        } catch (InvalidConfigurationException e) {
            throw e;
        } catch (RuntimeException e) {
            if (isUnresolved(e)) {
                throw new UnresolvedServersException(reason(e, security));
            }
            throw LoginFailure.of(e, secrets(security)::mask)
                    .orElseGet(() -> new InvalidConfigurationException(toString(), List.of(refusal(e, security))));
        } finally {
            if (client == null) {
                files.close();
            }
        }
    }

    /** The client has no separate exception for it. */
    private static boolean isUnresolved(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof ConfigException
                        && String.valueOf(cause.getMessage()).startsWith("No resolvable bootstrap urls"));
    }

    /** Finds out whether the client would take the properties, without one. */
    void verify() {
        try (PrivateFiles files = new PrivateFiles()) {
            new AdminClientConfig(asMap(firstSecurity(), files));
        } catch (RuntimeException e) {
            throw new InvalidConfigurationException(toString(), List.of(refusal(e, firstSecurity())));
        }
    }

    private String refusal(RuntimeException e, KafkaSecurity security) {
        return "the Kafka client refused the settings for bootstrapServers " + shown() + " ("
                + reason(e, security)
                + "); check that the properties are right";
    }

    Map<String, Object> asMap(KafkaSecurity security, PrivateFiles files) {
        Map<String, Object> map = new HashMap<>(Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG,
                "scaler4j-" + UUID.randomUUID().toString().substring(0, 8),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000,
                // What Kafka does by default when no broker is there is thousands of lines in the log a second.
                AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG,
                MetadataRecoveryStrategy.NONE.name));
        map.putAll(security.properties(files));
        map.putAll(properties);
        map.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers());
        return map;
    }

    @Override
    public String toString() {
        return "Kafka at " + shown();
    }

    /** Name and password may hold commas. */
    private String shown() {
        return Masking.url(String.join(",", servers));
    }

    private static boolean isAddress(String server) {
        Matcher address = ADDRESS.matcher(server);
        return address.matches() && Integer.parseInt(address.group(1)) <= 65_535;
    }

    /** The sentences of the exception and its causes; the client says the cause in the innermost one. */
    private String reason(Throwable thrown, KafkaSecurity security) {
        return secrets(security)
                .mask(Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                        .map(Throwable::getMessage)
                        .filter(message -> message != null)
                        .distinct()
                        .collect(joining(": ")));
    }

    /** What no text may show, also where only a word of it is quoted. */
    Secrets secrets(KafkaSecurity security) {
        return Secrets.of(security.secrets())
                .andWordsOf(properties.entrySet().stream()
                        .filter(property -> isSecret(property.getKey(), property.getValue()))
                        .map(property -> textOf(property.getValue()))
                        .toList());
    }

    /** Texts that only a plug-in knows may be secrets, too; switches and numbers are not. */
    private static boolean isSecret(String key, Object value) {
        var known = AdminClientConfig.configDef().configKeys().get(key);
        if (known != null) {
            return known.type == ConfigDef.Type.PASSWORD;
        }
        return value instanceof Password || (value instanceof String text && !text.matches("(?i)true|false"));
    }

    private static String textOf(Object value) {
        return value instanceof Password password ? password.value() : String.valueOf(value);
    }
}
