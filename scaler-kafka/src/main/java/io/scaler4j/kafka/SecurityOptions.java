package io.scaler4j.kafka;

import static io.scaler4j.spi.Option.Place.AUTHENTICATION;
import static io.scaler4j.spi.Option.Place.TRIGGER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.scaler4j.connect.Tls;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the security options of a trigger, with KEDA's names and places. What is missing or contradicts itself becomes
 * a problem of the trigger; whether certificates can be read and the like is for {@link KafkaSecurity} to say.
 */
final class SecurityOptions {

    private enum Mechanism {
        NONE,
        PLAIN,
        SCRAM_SHA_256,
        SCRAM_SHA_512,
        OAUTHBEARER,
        GSSAPI
    }

    private static final Option<Boolean> TLS = Option.word("tls", Map.of("enable", true, "disable", false), false)
            .from(TRIGGER, AUTHENTICATION)
            .says("`enable` encrypts connections.");
    private static final Option<Boolean> UNSAFE_SSL =
            Option.flag("unsafeSsl", false).says("Checks neither certificate nor host name: for trials only.");
    private static final Option<String> CA =
            secret("ca", "PEM certificates, trusted in addition to the authorities of the JVM.");
    private static final Option<String> CERT = secret("cert", "PEM certificate chain of the client. Needs `key`.");
    private static final Option<String> KEY = secret("key", "PEM key of the client (PKCS#8, RSA or EC). Needs `cert`.");
    private static final Option<String> KEY_PASSWORD = secret("keyPassword", "Password of an encrypted `key`.");
    private static final Option<Mechanism> SASL = Option.word(
                    "sasl",
                    Map.of(
                            "none", Mechanism.NONE,
                            "plaintext", Mechanism.PLAIN,
                            "scram_sha256", Mechanism.SCRAM_SHA_256,
                            "scram_sha512", Mechanism.SCRAM_SHA_512,
                            "oauthbearer", Mechanism.OAUTHBEARER,
                            "gssapi", Mechanism.GSSAPI),
                    Mechanism.NONE)
            .from(TRIGGER, AUTHENTICATION)
            .says("How the client logs in.");
    private static final Option<String> USERNAME =
            secret("username", "User, client id of OAuth, or principal of Kerberos. Required with `sasl`.");
    private static final Option<String> PASSWORD =
            secret("password", "Password, or client secret of OAuth. Required with `sasl`, except for a keytab.");
    private static final Option<Boolean> TOKEN_PROVIDER = Option.word(
                    "saslTokenProvider", Map.of("bearer", false, "aws_msk_iam", true), false)
            .from(TRIGGER, AUTHENTICATION)
            .says("With `oauthbearer`: `aws_msk_iam` uses an identity of AWS in place of a token server.");
    private static final Option<String> TOKEN_ENDPOINT = secret(
            "oauthTokenEndpointUri", "URL of the token server. Required with `oauthbearer`; the JVM must allow it.");
    private static final Option<String> SCOPES = secret("scopes", "Scopes of the token, with commas in between.");
    private static final Option<List<String>> EXTENSIONS = Option.list("oauthExtensions")
            .from(AUTHENTICATION)
            .says("Pairs `name=value` with commas in between, sent with the token.");
    private static final Option<String> REALM = secret("realm", "Realm of Kerberos. Required with `gssapi`.");
    private static final Option<String> KERBEROS_CONFIG =
            secret("kerberosConfig", "The content of a `krb5.conf`. Required with `gssapi`.");
    private static final Option<String> KEYTAB =
            secret("keytab", "The content of a keytab, also in Base64, in place of the password.");
    private static final Option<String> SERVICE_NAME = secret(
                    "kerberosServiceName", "Service name of the brokers' principal.")
            .defaultIs("kafka");
    private static final Option<Boolean> DISABLE_FAST = Option.flag("kerberosDisableFAST", false)
            .from(AUTHENTICATION)
            .says("Accepted and without effect: the JVM's Kerberos client has no such switch.");

    /** All of them, in the order of the documentation. */
    static final List<Option<?>> DECLARED = List.of(
            TLS,
            UNSAFE_SSL,
            CA,
            CERT,
            KEY,
            KEY_PASSWORD,
            SASL,
            USERNAME,
            PASSWORD,
            TOKEN_PROVIDER,
            TOKEN_ENDPOINT,
            SCOPES,
            EXTENSIONS,
            REALM,
            KERBEROS_CONFIG,
            KEYTAB,
            SERVICE_NAME,
            DISABLE_FAST);

    private static Option<String> secret(String name, String sentence) {
        return Option.text(name).from(AUTHENTICATION).says(sentence);
    }

    private final OptionReader given;

    private SecurityOptions(OptionReader given) {
        this.given = given;
    }

    /** The settings, without the parts that have problems. */
    static KafkaSecurity read(OptionReader given) {
        return new SecurityOptions(given).read();
    }

    /** The settings with the secrets of this moment. */
    static KafkaSecurity readAgain(OptionReader given) {
        OptionReader now = given.withCurrentAuthentication();
        KafkaSecurity security = read(now);
        security.check(now.problems());
        now.problems().throwIfAny();
        return security;
    }

    private KafkaSecurity read() {
        boolean tls = given.get(TLS);
        boolean unsafe = given.get(UNSAFE_SSL);
        var security = KafkaSecurity.builder();
        if (tls) {
            security.tls(tls(unsafe));
        }
        Mechanism sasl = given.get(SASL);
        boolean tokensOfAws = given.get(TOKEN_PROVIDER);
        given.get(DISABLE_FAST);
        AwsOptions aws = AwsOptions.read(given);
        credentials(sasl, tokensOfAws, aws, tls).ifPresent(security::credentials);
        return security.build();
    }

    private Tls tls(boolean unsafe) {
        String cert = given.get(CERT);
        String key = given.get(KEY);
        var tls = Tls.builder().certificateAuthorities(given.get(CA)).unsafe(unsafe);
        if (given.problems()
                .check(
                        cert.isEmpty() == key.isEmpty(),
                        "cert and key belong together; " + (key.isEmpty() ? "key" : "cert")
                                + " is missing, set it in the authentication parameters")) {
            tls.clientCertificate(cert, key, given.get(KEY_PASSWORD));
        }
        return tls.build();
    }

    private Optional<KafkaCredentials> credentials(
            Mechanism mechanism, boolean tokensOfAws, AwsOptions aws, boolean tls) {
        return switch (mechanism) {
            case NONE -> Optional.empty();
            case PLAIN -> password().map(who -> KafkaCredentials.plain(who.get(0), who.get(1)));
            case SCRAM_SHA_256 -> password().map(who -> KafkaCredentials.scramSha256(who.get(0), who.get(1)));
            case SCRAM_SHA_512 -> password().map(who -> KafkaCredentials.scramSha512(who.get(0), who.get(1)));
            case OAUTHBEARER -> tokensOfAws ? aws.credentials(given, tls) : oauth();
            case GSSAPI -> kerberos();
        };
    }

    private Optional<List<String>> password() {
        return required(List.of(USERNAME, PASSWORD));
    }

    private Optional<KafkaCredentials> oauth() {
        Optional<List<String>> values = required(List.of(USERNAME, PASSWORD, TOKEN_ENDPOINT));
        List<String> extensions = given.get(EXTENSIONS);
        boolean wellFormed = given.problems()
                .check(
                        extensions.stream()
                                .allMatch(each -> each.chars()
                                                .filter(character -> character == '=')
                                                .count()
                                        == 1),
                        "oauthExtensions must be pairs of the form name=value with commas in between");
        Optional<URI> endpoint = values.flatMap(all -> uri(all.get(2)));
        if (endpoint.isEmpty() || !wellFormed) {
            return Optional.empty();
        }
        var credentials = OAuthCredentials.of(
                        endpoint.get(), values.get().get(0), values.get().get(1))
                .withScopes(given.get(SCOPES).split(",", -1));
        for (String extension : extensions) {
            String[] pair = extension.split("=", -1);
            credentials = credentials.withExtension(pair[0].trim().replaceFirst("^extension_", ""), pair[1].trim());
        }
        return Optional.of(credentials);
    }

    private Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            given.problems().add("oauthTokenEndpointUri must be a URL, such as https://login.example.com/token");
            return Optional.empty();
        }
    }

    private Optional<KafkaCredentials> kerberos() {
        Optional<List<String>> values = required(List.of(USERNAME, REALM, KERBEROS_CONFIG));
        String password = given.get(PASSWORD);
        String keytab = given.get(KEYTAB);
        if (!given.problems()
                        .check(
                                password.isEmpty() != keytab.isEmpty(),
                                "SASL GSSAPI needs password or keytab, and not both; the authentication parameters have "
                                        + (password.isEmpty() ? "neither" : "both"))
                || values.isEmpty()) {
            return Optional.empty();
        }
        List<String> who = values.get();
        KerberosCredentials credentials = keytab.isEmpty()
                ? KerberosCredentials.password(who.get(0), who.get(1), who.get(2), password)
                : KerberosCredentials.keytab(who.get(0), who.get(1), who.get(2), keytabBytes(keytab));
        return Optional.of(credentials.withServiceName(given.get(SERVICE_NAME)));
    }

    /** In Base64, which begins as a keytab's first byte makes it, or one character for each byte. */
    private static byte[] keytabBytes(String text) {
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(text);
            if (decoded.length > 1 && decoded[0] == 5) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // not Base64
        }
        return text.getBytes(ISO_8859_1);
    }

    /** All of them, or empty and a problem for each that is missing. */
    private Optional<List<String>> required(List<Option<String>> options) {
        List<String> values = options.stream().map(given::require).toList();
        return values.contains("") ? Optional.empty() : Optional.of(values);
    }
}
