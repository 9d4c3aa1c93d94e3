package io.scaler4j.kafka;

import static java.util.stream.Collectors.joining;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** How to reach a cluster. Its text names the servers and nothing else. Not thread-safe. */
final class ClientSettings {

    private static final Pattern ADDRESS =
            Pattern.compile("(?:[\\w.%-]+://)?(?:[\\w.%-]+|\\[[\\w.%:]+]):(\\d{1,5})", Pattern.UNICODE_CHARACTER_CLASS);

    private final List<String> servers = new ArrayList<>();
    private final Map<String, Object> properties = new HashMap<>();

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

    List<String> servers() {
        return List.copyOf(servers);
    }

    /** Equal for equal settings. */
    Object key() {
        return new TreeSet<>(servers);
    }

    /** Finds what is wrong without asking anyone. */
    void check(Problems problems) {
        problems.check(!servers.isEmpty(), "bootstrapServers is missing; give at least one host:port");
        checkForm(problems);
    }

    /** Finds what is wrong with the settings given; missing ones are another matter. */
    void checkForm(Problems problems) {
        for (String server : servers) {
            problems.check(
                    isAddress(server),
                    "bootstrapServers must be addresses of the form host:port, one was \"" + server + "\"");
        }
        problems.check(
                !properties.containsKey(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG),
                "bootstrap.servers is no further property; use bootstrapServers");
    }

    /** A client that begins to look for the cluster in the background, whether that is there or not. */
    Admin open() {
        try {
            return Admin.create(asMap());
        } catch (RuntimeException e) {
            throw new InvalidConfigurationException(toString(), List.of(refusal(e)));
        }
    }

    private String refusal(RuntimeException e) {
        return "the Kafka client refused the settings for bootstrapServers " + String.join(",", servers) + " ("
                + reason(e) + "); check that the names can be resolved and that the properties are right";
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new HashMap<>(Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG,
                "scaler4j-" + UUID.randomUUID().toString().substring(0, 8),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000));
        map.putAll(properties);
        map.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers());
        return map;
    }

    @Override
    public String toString() {
        return "Kafka at " + String.join(",", servers);
    }

    private static boolean isAddress(String server) {
        Matcher address = ADDRESS.matcher(server);
        return address.matches() && Integer.parseInt(address.group(1)) <= 65_535;
    }

    /** The sentences of the exception and its causes; the client says the cause in the innermost one. */
    private String reason(Throwable thrown) {
        return mask(Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(message -> message != null)
                .distinct()
                .collect(joining(": ")));
    }

    /** Hides the secrets, also where only a word of one is quoted. */
    private String mask(String text) {
        List<String> words = properties.entrySet().stream()
                .filter(property -> isSecret(property.getKey()))
                .flatMap(property -> wordsOf(property.getValue()))
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        String masked = text;
        for (String word : words) {
            masked = masked.replace(word, "***");
        }
        return masked;
    }

    /** Options that only a plug-in knows may be secrets, too. */
    private static boolean isSecret(String key) {
        var known = AdminClientConfig.configDef().configKeys().get(key);
        return known == null || known.type == ConfigDef.Type.PASSWORD;
    }

    private static Stream<String> wordsOf(Object value) {
        String text = value instanceof Password password ? password.value() : String.valueOf(value);
        return Stream.concat(Stream.of(text), Arrays.stream(text.split("[\\s\"'=;]+")))
                .filter(word -> word.length() > 2);
    }
}
