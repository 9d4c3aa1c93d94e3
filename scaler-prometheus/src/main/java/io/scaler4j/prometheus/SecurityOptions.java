package io.scaler4j.prometheus;

import static io.scaler4j.spi.TriggerSpec.Place.AUTHENTICATION;
import static io.scaler4j.spi.TriggerSpec.Place.TRIGGER;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.connect.Tls;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.spi.TriggerSpec.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the security options of a trigger, with KEDA's names and places. What is missing or contradicts itself becomes
 * a problem of the trigger; whether certificates can be read and the like is for {@link PrometheusSecurity} to say.
 */
final class SecurityOptions {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityOptions.class);
    private static final Set<String> MODES = Set.of("apiKey", "basic", "tls", "bearer", "custom", "oauth");
    private static final Set<String> SENDING_AUTHORIZATION = Set.of("bearer", "basic", "oauth");

    private final TriggerSpec spec;
    private final List<String> modes;
    private final boolean unsafe;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private SecurityOptions(TriggerSpec spec) {
        this.spec = spec;
        modes = modes();
        unsafe = spec.flag("unsafeSsl", false);
        optional("ca");
        modes.forEach(this::read);
        knowOfAll();
    }

    /** What is given, without the parts that have problems. */
    static SecurityOptions read(TriggerSpec spec) {
        return new SecurityOptions(spec);
    }

    /** The settings with the secrets of this moment. */
    static PrometheusSecurity readAgain(TriggerSpec spec) {
        TriggerSpec now = spec.withCurrentAuthentication();
        PrometheusSecurity security = read(now).security();
        now.problems().throwIfAny();
        return security;
    }

    /** In the order given. */
    List<String> authModes() {
        return modes;
    }

    boolean isUnsafe() {
        return unsafe;
    }

    /** Those that count, by KEDA's first name. */
    Map<String, String> parameters() {
        return parameters;
    }

    /** What they amount to; parts that have problems are left out. */
    PrometheusSecurity security() {
        var tls = Tls.builder().unsafe(unsafe).certificateAuthorities(given("ca"));
        if (modes.contains("tls") && has("cert") && has("key")) {
            tls.clientCertificate(given("cert"), given("key"), given("keyPassword"));
        }
        var security = PrometheusSecurity.builder().tls(tls.build());
        credentials().ifPresent(security::credentials);
        return security.build();
    }

    // ---- modes

    private List<String> modes() {
        Optional<String> metadata = firstOf("authModes", "authMode", TRIGGER);
        Optional<String> secret = firstOf("authModes", "authMode", AUTHENTICATION);
        List<String> given = metadata.or(() -> secret)
                .map(text ->
                        Arrays.stream(text.split(",", -1)).map(String::trim).toList())
                .orElse(List.of());
        boolean known = spec.problems()
                .check(
                        MODES.containsAll(given),
                        "authModes must be some of apiKey, basic, bearer, custom, oauth, tls with commas in between");
        spec.problems()
                .check(
                        given.stream()
                                        .filter(SENDING_AUTHORIZATION::contains)
                                        .distinct()
                                        .count()
                                <= 1,
                        "authModes must have at most one of basic, bearer and oauth, which send the same header");
        checkIdentity(given);
        return known ? given : List.of();
    }

    private Optional<String> firstOf(String name, String alias, Place place) {
        Optional<String> first = spec.text(name, place);
        Optional<String> second = spec.text(alias, place);
        return first.or(() -> second);
    }

    private void checkIdentity(List<String> given) {
        spec.podIdentity().ifPresent(identity -> {
            if (spec.problems()
                    .check(
                            given.isEmpty(),
                            "podIdentity \"" + identity
                                    + "\" and authModes exclude each other; leave one of them out")) {
                LOG.warn(
                        "{}: pod identity {} has no effect; requests are sent without it, so give a token with authModes"
                                + " \"bearer\"",
                        spec,
                        identity);
            }
        });
    }

    private void read(String mode) {
        switch (mode) {
            case "bearer" -> required("bearerToken", "token");
            case "basic" -> {
                required("username");
                optional("password");
            }
            case "tls" -> {
                required("cert");
                required("key");
                optional("keyPassword");
            }
            case "custom" -> {
                required("customAuthHeader");
                required("customAuthValue");
            }
            case "oauth" -> {
                required("oauthTokenURI");
                required("clientID");
                optional("clientSecret");
                optional("scopes", "scope");
                optional("endpointParams");
            }
            default -> readApiKey();
        }
    }

    /** KEDA sends no such key for this type of trigger either. */
    private void readApiKey() {
        Optional<String> key = spec.text("apiKey", TRIGGER, AUTHENTICATION);
        spec.problems().check(key.isPresent(), "apiKey is missing; set it in the authentication parameters");
        key.ifPresent(value -> parameters.put("apiKey", value));
        parameters.put(
                "method",
                spec.choice("method", Map.of("header", "header", "query", "query"), "header", TRIGGER, AUTHENTICATION));
        spec.text("keyParamName", TRIGGER, AUTHENTICATION).ifPresent(name -> parameters.put("keyParamName", name));
        LOG.warn(
                "{}: authModes \"apiKey\" sends nothing for this type; use \"custom\" for a header of one's own", spec);
    }

    /** These may stand in the metadata, whatever the modes. */
    private void knowOfAll() {
        spec.text("apiKey", TRIGGER);
        spec.text("method", TRIGGER);
        spec.text("keyParamName", TRIGGER);
    }

    // ---- parameters

    private void required(String... names) {
        spec.problems().check(optional(names), names[0] + " is missing; set it in the authentication parameters");
    }

    private boolean optional(String... names) {
        for (String name : names) {
            Optional<String> value = spec.text(name, AUTHENTICATION);
            if (value.isPresent()) {
                parameters.put(names[0], value.get());
                return true;
            }
        }
        return false;
    }

    private String given(String name) {
        return parameters.getOrDefault(name, "");
    }

    private boolean has(String name) {
        return parameters.containsKey(name);
    }

    // ---- credentials

    /** A token goes before a header of one's own, as in KEDA. */
    private Optional<PrometheusCredentials> credentials() {
        if (modes.contains("bearer") && has("bearerToken")) {
            return Optional.of(PrometheusCredentials.bearer(given("bearerToken")));
        }
        if (modes.contains("basic") && has("username")) {
            return Optional.of(PrometheusCredentials.basic(given("username"), given("password")));
        }
        if (modes.contains("oauth")) {
            return oauth();
        }
        return modes.contains("custom") && has("customAuthHeader") && has("customAuthValue")
                ? Optional.of(PrometheusCredentials.header(given("customAuthHeader"), given("customAuthValue")))
                : Optional.empty();
    }

    private Optional<PrometheusCredentials> oauth() {
        if (!has("oauthTokenURI") || !has("clientID")) {
            return Optional.empty();
        }
        try {
            var credentials = OAuthCredentials.of(
                            new URI(given("oauthTokenURI")), given("clientID"), given("clientSecret"))
                    .withScopes(scopes().toArray(String[]::new));
            for (Map.Entry<String, String> parameter : endpointParameters().entrySet()) {
                credentials = credentials.withParameter(parameter.getKey(), parameter.getValue());
            }
            return Optional.of(credentials);
        } catch (URISyntaxException e) {
            spec.problems().add("oauthTokenURI must be a URL, such as https://login.example.com/token");
            return Optional.empty();
        }
    }

    List<String> scopes() {
        return Arrays.stream(given("scopes").split(",", -1))
                .map(String::trim)
                .filter(scope -> !scope.isEmpty())
                .toList();
    }

    /** As in the query of a URL. */
    Map<String, String> endpointParameters() {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : given("endpointParams").split("&", -1)) {
            String[] pair = part.split("=", 2);
            if (!pair[0].isBlank()) {
                pairs.put(decoded(pair[0]), pair.length == 1 ? "" : decoded(pair[1]));
            }
        }
        return pairs;
    }

    private String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            spec.problems().add("endpointParams must be escaped as in a URL, as in audience=a%20b&resource=c");
            return text;
        }
    }
}
