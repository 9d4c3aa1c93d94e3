package io.scaler4j.kafka;

import static io.scaler4j.spi.TriggerSpec.Place.AUTHENTICATION;
import static io.scaler4j.spi.TriggerSpec.Place.ENVIRONMENT;
import static io.scaler4j.spi.TriggerSpec.Place.TRIGGER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.scaler4j.connect.Tls;
import io.scaler4j.spi.TriggerSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the security options of a trigger, with KEDA's names and places. What is missing or contradicts itself becomes
 * a problem of the trigger; whether certificates can be read and the like is for {@link KafkaSecurity} to say.
 */
final class SecurityOptions {

    private static final Map<String, Boolean> TLS = Map.of("enable", true, "disable", false);
    private static final Map<String, Optional<Mechanism>> MECHANISMS = Map.of(
            "none", Optional.empty(),
            "plaintext", Optional.of(Mechanism.PLAIN),
            "scram_sha256", Optional.of(Mechanism.SCRAM_SHA_256),
            "scram_sha512", Optional.of(Mechanism.SCRAM_SHA_512),
            "oauthbearer", Optional.of(Mechanism.OAUTHBEARER),
            "gssapi", Optional.of(Mechanism.GSSAPI));
    private static final Map<String, Boolean> TOKENS_OF_AWS = Map.of("bearer", false, "aws_msk_iam", true);
    private static final Map<String, Boolean> OWN_IDENTITY = Map.of("pod", false, "operator", true);

    private enum Mechanism {
        PLAIN,
        SCRAM_SHA_256,
        SCRAM_SHA_512,
        OAUTHBEARER,
        GSSAPI
    }

    private final TriggerSpec spec;

    private SecurityOptions(TriggerSpec spec) {
        this.spec = spec;
    }

    /** The settings, without the parts that have problems. */
    static KafkaSecurity read(TriggerSpec spec) {
        return new SecurityOptions(spec).read();
    }

    /** The settings with the secrets of this moment. */
    static KafkaSecurity readAgain(TriggerSpec spec) {
        TriggerSpec now = spec.withCurrentAuthentication();
        KafkaSecurity security = read(now);
        security.check(now.problems());
        now.problems().throwIfAny();
        return security;
    }

    private KafkaSecurity read() {
        boolean tls = spec.choice("tls", TLS, false, TRIGGER, AUTHENTICATION);
        boolean unsafe = spec.flag("unsafeSsl", false);
        var security = KafkaSecurity.builder();
        if (tls) {
            security.tls(tls(unsafe));
        }
        Optional<Mechanism> sasl = spec.choice("sasl", MECHANISMS, Optional.empty(), TRIGGER, AUTHENTICATION);
        boolean tokensOfAws = spec.choice("saslTokenProvider", TOKENS_OF_AWS, false, TRIGGER, AUTHENTICATION);
        spec.flag(
                "kerberosDisableFAST",
                false,
                AUTHENTICATION); // accepted: this JVM's Kerberos client has no such switch
        Aws aws = Aws.read(spec);
        sasl.flatMap(mechanism -> credentials(mechanism, tokensOfAws, aws, tls)).ifPresent(security::credentials);
        return security.build();
    }

    private Tls tls(boolean unsafe) {
        String cert = secret("cert");
        String key = secret("key");
        var tls = Tls.builder().certificateAuthorities(secret("ca")).unsafe(unsafe);
        if (spec.problems()
                .check(
                        cert.isEmpty() == key.isEmpty(),
                        "cert and key belong together; " + (key.isEmpty() ? "key" : "cert")
                                + " is missing, set it in the authentication parameters")) {
            tls.clientCertificate(cert, key, secret("keyPassword"));
        }
        return tls.build();
    }

    private Optional<KafkaCredentials> credentials(Mechanism mechanism, boolean tokensOfAws, Aws aws, boolean tls) {
        return switch (mechanism) {
            case PLAIN -> password().map(who -> KafkaCredentials.plain(who.get(0), who.get(1)));
            case SCRAM_SHA_256 -> password().map(who -> KafkaCredentials.scramSha256(who.get(0), who.get(1)));
            case SCRAM_SHA_512 -> password().map(who -> KafkaCredentials.scramSha512(who.get(0), who.get(1)));
            case OAUTHBEARER -> tokensOfAws ? aws.credentials(spec, tls) : oauth();
            case GSSAPI -> kerberos();
        };
    }

    private Optional<List<String>> password() {
        return required("username", "password");
    }

    private Optional<KafkaCredentials> oauth() {
        Optional<List<String>> given = required("username", "password", "oauthTokenEndpointUri");
        List<String> extensions = spec.list("oauthExtensions", AUTHENTICATION);
        boolean wellFormed = spec.problems()
                .check(
                        extensions.stream()
                                .allMatch(each -> each.chars()
                                                .filter(character -> character == '=')
                                                .count()
                                        == 1),
                        "oauthExtensions must be pairs of the form name=value with commas in between");
        Optional<URI> endpoint = given.flatMap(values -> uri(values.get(2)));
        if (endpoint.isEmpty() || !wellFormed) {
            return Optional.empty();
        }
        var credentials = OAuthCredentials.of(
                        endpoint.get(), given.get().get(0), given.get().get(1))
                .withScopes(secret("scopes").split(",", -1));
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
            spec.problems().add("oauthTokenEndpointUri must be a URL, such as https://login.example.com/token");
            return Optional.empty();
        }
    }

    private Optional<KafkaCredentials> kerberos() {
        Optional<List<String>> given = required("username", "realm", "kerberosConfig");
        String password = secret("password");
        String keytab = secret("keytab");
        if (!spec.problems()
                        .check(
                                password.isEmpty() != keytab.isEmpty(),
                                "SASL GSSAPI needs password or keytab, and not both; the authentication parameters have "
                                        + (password.isEmpty() ? "neither" : "both"))
                || given.isEmpty()) {
            return Optional.empty();
        }
        List<String> who = given.get();
        KerberosCredentials credentials = keytab.isEmpty()
                ? KerberosCredentials.password(who.get(0), who.get(1), who.get(2), password)
                : KerberosCredentials.keytab(who.get(0), who.get(1), who.get(2), keytabBytes(keytab));
        return Optional.of(credentials.withServiceName(secret("kerberosServiceName")));
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
    private Optional<List<String>> required(String... options) {
        List<String> values = Arrays.stream(options)
                .map(option -> spec.requiredText(option, AUTHENTICATION))
                .toList();
        return values.contains("") ? Optional.empty() : Optional.of(values);
    }

    private String secret(String option) {
        return spec.text(option, AUTHENTICATION).orElse("");
    }

    /** Whom AWS takes the client for: KEDA's options for that are those of all its AWS sources. */
    private record Aws(
            String region, boolean ownIdentity, String roleArn, String accessKeyId, String secretKey, String token) {

        static Aws read(TriggerSpec spec) {
            Optional<String> plainKeyId = spec.text("awsAccessKeyID", TRIGGER, ENVIRONMENT);
            return new Aws(
                    spec.text("awsRegion", TRIGGER, AUTHENTICATION).orElse(""),
                    spec.choice("identityOwner", OWN_IDENTITY, false),
                    spec.text("awsRoleArn", AUTHENTICATION).orElse(""),
                    spec.text("awsAccessKeyID", AUTHENTICATION)
                            .or(() -> spec.text("awsAccessKeyId", AUTHENTICATION))
                            .or(() -> plainKeyId)
                            .orElse(""),
                    spec.text("awsSecretAccessKey", AUTHENTICATION, TRIGGER, ENVIRONMENT)
                            .orElse(""),
                    spec.text("awsSessionToken", AUTHENTICATION).orElse(""));
        }

        Optional<KafkaCredentials> credentials(TriggerSpec spec, boolean tls) {
            boolean encrypted =
                    spec.problems().check(tls, "saslTokenProvider aws_msk_iam needs TLS; set tls to \"enable\"");
            boolean located =
                    spec.problems().check(!region.isEmpty(), "awsRegion is missing; set it in the trigger's metadata");
            boolean keys = !accessKeyId.isEmpty() && !secretKey.isEmpty();
            boolean identified = spec.problems()
                    .check(
                            ownIdentity || !roleArn.isEmpty() || keys,
                            "saslTokenProvider aws_msk_iam needs an identity: give awsRoleArn, or awsAccessKeyID and"
                                    + " awsSecretAccessKey, or set identityOwner to \"operator\" for that of this process");
            if (!encrypted || !located || !identified) {
                return Optional.empty();
            }
            var credentials = MskIamCredentials.ofRegion(region);
            if (ownIdentity) {
                return Optional.of(credentials);
            }
            credentials = credentials.withRole(roleArn);
            return Optional.of(keys ? credentials.withAccessKey(accessKeyId, secretKey, token) : credentials);
        }
    }
}
