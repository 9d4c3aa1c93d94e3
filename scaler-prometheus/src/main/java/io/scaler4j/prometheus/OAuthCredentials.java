package io.scaler4j.prometheus;

import io.scaler4j.config.Problems;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A token that an OAuth server gives for a client's id and secret (the client credentials grant), sent as
 * {@code Authorization: Bearer}.
 *
 * <p>The token is asked for at the first read, kept until shortly before it expires, and asked for again when the
 * Prometheus refuses it. The token server is reached under the same TLS settings and proxy. Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4">RFC 6749, section 4.4</a>
 */
public final class OAuthCredentials extends PrometheusCredentials {

    private final URI tokenEndpoint;
    private final String clientId;
    private final String clientSecret;
    private final List<String> scopes;
    private final Map<String, String> parameters;

    private OAuthCredentials(
            URI tokenEndpoint,
            String clientId,
            String clientSecret,
            List<String> scopes,
            Map<String, String> parameters) {
        this.tokenEndpoint = tokenEndpoint;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.scopes = scopes.stream().filter(scope -> !scope.isBlank()).toList();
        this.parameters = parameters;
    }

    /**
     * Credentials without scopes and further parameters.
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
        return new OAuthCredentials(tokenEndpoint, clientId, clientSecret, Arrays.asList(scopes), parameters);
    }

    /**
     * Sends a further parameter when it asks for a token, such as {@code audience}.
     *
     * @param name of the parameter
     * @param value its value, taken for a secret
     * @return changed credentials
     */
    public OAuthCredentials withParameter(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new OAuthCredentials(tokenEndpoint, clientId, clientSecret, scopes, more);
    }

    URI tokenEndpoint() {
        return tokenEndpoint;
    }

    String clientId() {
        return clientId;
    }

    String clientSecret() {
        return clientSecret;
    }

    /** What is asked for, in order. */
    Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>(Map.of("grant_type", "client_credentials"));
        if (!scopes.isEmpty()) {
            form.put("scope", String.join(" ", scopes));
        }
        form.putAll(parameters);
        return form;
    }

    @Override
    Optional<Header> header() {
        return Optional.empty();
    }

    @Override
    List<String> parts() {
        List<String> parts = new ArrayList<>(List.of("oauth", tokenEndpoint.toString(), clientId, clientSecret));
        parts.add(scopes.toString());
        parts.add(parameters.toString());
        return parts;
    }

    @Override
    List<String> secrets() {
        List<String> secrets = new ArrayList<>(parameters.values());
        secrets.add(clientSecret);
        return secrets;
    }

    @Override
    void check(Problems problems) {
        try {
            ServerAddress.parse(withoutQuery(tokenEndpoint));
        } catch (IllegalArgumentException e) {
            problems.add("the token endpoint must be a URL, such as https://login.example.com/token");
        }
        problems.check(!clientId.isBlank(), "the client id for the token endpoint is missing");
    }

    private static String withoutQuery(URI uri) {
        return uri.toString().split("[?#]", 2)[0];
    }

    /** What is used, without any secret. */
    @Override
    public String toString() {
        return "OAuth client \"" + clientId + '"';
    }
}
