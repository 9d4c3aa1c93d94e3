package io.scaler4j.kafka;

import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;

/**
 * A token that an OAuth server gives for a client's id and secret (the client credentials grant). Mechanism
 * {@code OAUTHBEARER}.
 *
 * <p>The Kafka client asks only servers that the JVM allows: start it with
 * {@code -Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=<token endpoint>}, several with commas in between. That is a
 * decision about the whole JVM, so it is never made here; a connection whose endpoint is not allowed is refused with
 * the option to add.
 *
 * <p>The token is fetched at the first read, on the executor that the read was given or on a separate thread, and
 * renewed by a thread of the Kafka client for as long as the connection is open. A server that does not answer fails
 * the read; the next one tries again.
 */
public final class OAuthCredentials extends KafkaCredentials {

    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z]+");
    /** A login is part of a read, so it must not take as long as the client would allow. */
    private static final int TIMEOUT_MILLIS = 2_000;

    private final URI tokenEndpoint;
    private final String clientId;
    private final String clientSecret;
    private final List<String> scopes;
    private final Map<String, String> extensions;

    private OAuthCredentials(
            URI tokenEndpoint,
            String clientId,
            String clientSecret,
            List<String> scopes,
            Map<String, String> extensions) {
        this.tokenEndpoint = tokenEndpoint;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.scopes = List.copyOf(scopes);
        this.extensions = new TreeMap<>(extensions);
    }

    /**
     * Credentials without scopes and extensions.
     *
     * @param tokenEndpoint where tokens are asked for, {@code https} or {@code http}
     * @param clientId the id that the server knows the client by
     * @param clientSecret the secret
     * @return credentials
     */
    public static OAuthCredentials of(URI tokenEndpoint, String clientId, String clientSecret) {
        return new OAuthCredentials(tokenEndpoint, clientId, clientSecret, List.of(), Map.of());
    }

    /**
     * Asks for scopes.
     *
     * @param scopes in place of those asked for so far; blank ones are left out
     * @return changed credentials
     */
    public OAuthCredentials withScopes(String... scopes) {
        return new OAuthCredentials(tokenEndpoint, clientId, clientSecret, Arrays.asList(scopes), extensions);
    }

    /**
     * Sends a SASL extension along with the token.
     *
     * @param name letters only, and not {@code auth}
     * @param value its value
     * @return changed credentials
     */
    public OAuthCredentials withExtension(String name, String value) {
        Map<String, String> more = new TreeMap<>(extensions);
        more.put(name, value);
        return new OAuthCredentials(tokenEndpoint, clientId, clientSecret, scopes, more);
    }

    List<String> scopes() {
        return scopes;
    }

    Map<String, String> extensions() {
        return extensions;
    }

    @Override
    String mechanism() {
        return OAuthBearerLoginModule.OAUTHBEARER_MECHANISM;
    }

    @Override
    List<String> parts() {
        List<String> parts = new ArrayList<>(List.of(mechanism(), tokenEndpoint.toString(), clientId, clientSecret));
        parts.add(scopes.toString());
        parts.add(extensions.toString());
        return parts;
    }

    @Override
    List<String> secrets() {
        return List.of(clientSecret);
    }

    @Override
    void check(Problems problems) {
        problems.check(!clientId.isBlank(), "the client id is missing; SASL OAUTHBEARER needs one");
        problems.check(!clientSecret.isEmpty(), "the client secret is missing; SASL OAUTHBEARER needs one");
        String scheme = String.valueOf(tokenEndpoint.getScheme());
        if (problems.check(
                        scheme.matches("https?") && tokenEndpoint.getHost() != null,
                        "the token endpoint must be a URL of https or http with a host, such as"
                                + " https://login.example.com/token")
                && problems.check(
                        tokenEndpoint.getUserInfo() == null,
                        "the token endpoint must not hold a user or password; give the client id and its secret"
                                + " instead")) {
            checkAllowed(problems);
        }
        problems.check(
                extensions.keySet().stream()
                        .allMatch(name -> EXTENSION.matcher(name).matches() && !name.equals("auth")),
                "an OAuth extension's name must be letters other than \"auth\"");
    }

    private String shownEndpoint() {
        return Masking.url(tokenEndpoint.toString());
    }

    private void checkAllowed(Problems problems) {
        String allowed = System.getProperty(ALLOWED_URLS, "");
        problems.check(
                Arrays.stream(allowed.split(",")).map(String::trim).anyMatch(tokenEndpoint.toString()::equals),
                "the Kafka client of this JVM may not ask the token endpoint " + shownEndpoint()
                        + "; start the JVM with -D" + ALLOWED_URLS + "=" + shownEndpoint()
                        + (allowed.isBlank() ? "" : ", together with those already there: " + allowed));
    }

    @Override
    Map<String, Object> properties(PrivateFiles files) {
        Jaas jaas = Jaas.of(OAuthBearerLoginModule.class.getName())
                .option("clientId", clientId)
                .option("clientSecret", clientSecret);
        String scope = String.join(
                " ",
                scopes.stream()
                        .filter(each -> !each.isBlank())
                        .map(String::trim)
                        .toList());
        if (!scope.isEmpty()) {
            jaas.option("scope", scope);
        }
        extensions.forEach((name, value) -> jaas.option("extension_" + name, value));
        return new HashMap<>(Map.of(
                SaslConfigs.SASL_MECHANISM,
                mechanism(),
                SaslConfigs.SASL_JAAS_CONFIG,
                jaas.toPassword(),
                SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS,
                OAuthBearerLoginCallbackHandler.class,
                SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL,
                tokenEndpoint.toString(),
                SaslConfigs.SASL_LOGIN_CONNECT_TIMEOUT_MS,
                TIMEOUT_MILLIS,
                SaslConfigs.SASL_LOGIN_READ_TIMEOUT_MS,
                TIMEOUT_MILLIS,
                SaslConfigs.SASL_LOGIN_RETRY_BACKOFF_MAX_MS,
                (long) TIMEOUT_MILLIS));
    }

    @Override
    boolean logsInFirst() {
        return true;
    }

    @Override
    public String toString() {
        return mechanism() + " as \"" + clientId + "\" by " + shownEndpoint();
    }
}
