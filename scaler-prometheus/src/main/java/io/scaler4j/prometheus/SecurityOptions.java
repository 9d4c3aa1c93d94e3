package io.scaler4j.prometheus;

import static io.scaler4j.spi.Option.Place.AUTHENTICATION;
import static io.scaler4j.spi.Option.Place.TRIGGER;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.connect.Tls;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
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

    private static final Option<String> AUTH_MODES = Option.text("authModes")
            .alsoNamed("authMode")
            .from(TRIGGER, AUTHENTICATION)
            .says("Some of `bearer`, `basic`, `oauth`, `custom`, `tls`, `apiKey` with commas in between; at most one of"
                    + " the first three.");
    private static final Option<Boolean> UNSAFE_SSL =
            Option.flag("unsafeSsl", false).says("Checks neither certificate nor host name: for trials only.");
    private static final Option<String> CA = secret(
            "ca", "PEM certificates, trusted in addition to the authorities of the JVM, with or without `authModes`.");
    private static final Option<String> CERT =
            secret("cert", "PEM certificate chain of the client. Required by `tls`.");
    private static final Option<String> KEY =
            secret("key", "PEM key of the client (PKCS#8, RSA or EC). Required by `tls`.");
    private static final Option<String> KEY_PASSWORD =
            secret("keyPassword", "Password of an encrypted `key`.").own();
    private static final Option<String> BEARER_TOKEN =
            secret("bearerToken", "Required by `bearer`.").alsoNamed("token");
    private static final Option<String> USERNAME = secret("username", "Required by `basic`.");
    private static final Option<String> PASSWORD = secret("password", "For `basic`.");
    private static final Option<String> CUSTOM_HEADER =
            secret("customAuthHeader", "Name of a header. Required by `custom`.");
    private static final Option<String> CUSTOM_VALUE = secret(
            "customAuthValue",
            "Its value. Required by `custom`; not sent beside one of `bearer`, `basic` and `oauth`.");
    private static final Option<String> TOKEN_URI =
            secret("oauthTokenURI", "URL of the token server. Required by `oauth`.");
    private static final Option<String> CLIENT_ID = secret("clientID", "Required by `oauth`.");
    private static final Option<String> CLIENT_SECRET = secret("clientSecret", "For `oauth`.");
    private static final Option<String> SCOPES =
            secret("scopes", "Scopes of the token, with commas in between.").alsoNamed("scope");
    private static final Option<String> ENDPOINT_PARAMS =
            secret("endpointParams", "Further parameters of the request for a token, as in `audience=a&resource=b`.");
    private static final Option<String> API_KEY = ofApiKey(Option.text("apiKey"));
    private static final Option<String> METHOD =
            ofApiKey(Option.word("method", Map.of("header", "header", "query", "query"), "header"));
    private static final Option<String> KEY_PARAM_NAME = ofApiKey(Option.text("keyParamName"));

    /** All of them, in the order of the documentation. */
    static final List<Option<?>> DECLARED = List.of(
            AUTH_MODES,
            UNSAFE_SSL,
            CA,
            CERT,
            KEY,
            KEY_PASSWORD,
            BEARER_TOKEN,
            USERNAME,
            PASSWORD,
            CUSTOM_HEADER,
            CUSTOM_VALUE,
            TOKEN_URI,
            CLIENT_ID,
            CLIENT_SECRET,
            SCOPES,
            ENDPOINT_PARAMS,
            API_KEY,
            METHOD,
            KEY_PARAM_NAME);

    private static Option<String> secret(String name, String sentence) {
        return Option.text(name).from(AUTHENTICATION).says(sentence);
    }

    private static Option<String> ofApiKey(Option<String> option) {
        return option.from(TRIGGER, AUTHENTICATION)
                .says("Accepted with `apiKey` and without effect, as in KEDA; use `custom`.");
    }

    private final OptionReader given;
    private final List<String> modes;
    private final boolean unsafe;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private SecurityOptions(OptionReader given) {
        this.given = given;
        modes = modes();
        unsafe = given.get(UNSAFE_SSL);
        optional(CA);
        modes.forEach(this::read);
    }

    /** What is given, without the parts that have problems. */
    static SecurityOptions read(OptionReader given) {
        return new SecurityOptions(given);
    }

    /** The settings with the secrets of this moment. */
    static PrometheusSecurity readAgain(OptionReader given) {
        OptionReader now = given.withCurrentAuthentication();
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
        var tls = Tls.builder().unsafe(unsafe).certificateAuthorities(value("ca"));
        if (modes.contains("tls") && has("cert") && has("key")) {
            tls.clientCertificate(value("cert"), value("key"), value("keyPassword"));
        }
        var security = PrometheusSecurity.builder().tls(tls.build());
        credentials().ifPresent(security::credentials);
        return security.build();
    }

    // ---- modes

    private List<String> modes() {
        List<String> modes = given.find(AUTH_MODES)
                .map(text ->
                        Arrays.stream(text.split(",", -1)).map(String::trim).toList())
                .orElse(List.of());
        boolean known = given.problems()
                .check(
                        MODES.containsAll(modes),
                        "authModes must be some of apiKey, basic, bearer, custom, oauth, tls with commas in between");
        given.problems()
                .check(
                        modes.stream()
                                        .filter(SENDING_AUTHORIZATION::contains)
                                        .distinct()
                                        .count()
                                <= 1,
                        "authModes must have at most one of basic, bearer and oauth, which send the same header");
        checkIdentity(modes);
        return known ? modes : List.of();
    }

    private void checkIdentity(List<String> named) {
        given.spec().podIdentity().ifPresent(identity -> {
            if (given.problems()
                    .check(
                            named.isEmpty(),
                            "podIdentity \"" + identity
                                    + "\" and authModes exclude each other; leave one of them out")) {
                LOG.warn(
                        "{}: pod identity {} has no effect; requests are sent without it, so give a token with authModes"
                                + " \"bearer\"",
                        given,
                        identity);
            }
        });
    }

    private void read(String mode) {
        switch (mode) {
            case "bearer" -> required(BEARER_TOKEN);
            case "basic" -> {
                required(USERNAME);
                optional(PASSWORD);
            }
            case "tls" -> {
                required(CERT);
                required(KEY);
                optional(KEY_PASSWORD);
            }
            case "custom" -> {
                required(CUSTOM_HEADER);
                required(CUSTOM_VALUE);
            }
            case "oauth" -> {
                required(TOKEN_URI);
                required(CLIENT_ID);
                optional(CLIENT_SECRET);
                optional(SCOPES);
                optional(ENDPOINT_PARAMS);
            }
            default -> readApiKey();
        }
    }

    /** KEDA sends no such key for this type of trigger either. */
    private void readApiKey() {
        given.problems().check(given.has(API_KEY), "apiKey is missing; set it in the authentication parameters");
        optional(API_KEY);
        parameters.put(METHOD.name(), given.get(METHOD));
        optional(KEY_PARAM_NAME);
        LOG.warn(
                "{}: authModes \"apiKey\" sends nothing for this type; use \"custom\" for a header of one's own",
                given);
    }

    // ---- parameters

    private void required(Option<String> option) {
        String value = given.require(option);
        if (!value.isEmpty()) {
            parameters.put(option.name(), value);
        }
    }

    private void optional(Option<String> option) {
        given.find(option).ifPresent(value -> parameters.put(option.name(), value));
    }

    private String value(String name) {
        return parameters.getOrDefault(name, "");
    }

    private boolean has(String name) {
        return parameters.containsKey(name);
    }

    // ---- credentials

    /** A token goes before a header of one's own, as in KEDA. */
    private Optional<PrometheusCredentials> credentials() {
        if (modes.contains("bearer") && has("bearerToken")) {
            return Optional.of(PrometheusCredentials.bearer(value("bearerToken")));
        }
        if (modes.contains("basic") && has("username")) {
            return Optional.of(PrometheusCredentials.basic(value("username"), value("password")));
        }
        if (modes.contains("oauth")) {
            return oauth();
        }
        return modes.contains("custom") && has("customAuthHeader") && has("customAuthValue")
                ? Optional.of(PrometheusCredentials.header(value("customAuthHeader"), value("customAuthValue")))
                : Optional.empty();
    }

    private Optional<PrometheusCredentials> oauth() {
        if (!has("oauthTokenURI") || !has("clientID")) {
            return Optional.empty();
        }
        try {
            var credentials = OAuthCredentials.of(
                            new URI(value("oauthTokenURI")), value("clientID"), value("clientSecret"))
                    .withScopes(scopes().toArray(String[]::new));
            for (Map.Entry<String, String> parameter : endpointParameters().entrySet()) {
                credentials = credentials.withParameter(parameter.getKey(), parameter.getValue());
            }
            return Optional.of(credentials);
        } catch (URISyntaxException e) {
            given.problems().add("oauthTokenURI must be a URL, such as https://login.example.com/token");
            return Optional.empty();
        }
    }

    List<String> scopes() {
        return Arrays.stream(value("scopes").split(",", -1))
                .map(String::trim)
                .filter(scope -> !scope.isEmpty())
                .toList();
    }

    /** As in the query of a URL. */
    Map<String, String> endpointParameters() {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : value("endpointParams").split("&", -1)) {
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
            given.problems().add("endpointParams must be escaped as in a URL, as in audience=a%20b&resource=c");
            return text;
        }
    }
}
