package io.scaler4j.kafka;

import static io.scaler4j.kafka.KafkaKinds.ofOurFlavour;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.connect.Tls;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What security options make of a connection. */
final class KafkaSecurityKinds {

    private KafkaSecurityKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("kafka.clientConfig", ofOurFlavour(KafkaSecurityKinds::clientConfig));
    }

    static KafkaSecurity read(Fields given) {
        return SecurityOptions.read(KafkaOptionKinds.reader(given));
    }

    private static Result clientConfig(Fields given) {
        KafkaSecurity security = read(given);
        return Result.of("saslEnabled", security.protocol().name.startsWith("SASL"))
                .and("tokenSource", tokenSource(security))
                .and("fullMetadata", KafkaOptionKinds.fullMetadata(given));
    }

    private static @Nullable String tokenSource(KafkaSecurity security) {
        return security.credentials()
                .map(who -> who instanceof OAuthCredentials
                        ? "clientCredentials"
                        : who instanceof MskIamCredentials ? "awsMskSigner" : null)
                .orElse(null);
    }

    /** The names are KEDA's. */
    static void add(Result.Values values, KafkaSecurity security) {
        values.and("enableTLS", security.tls().isPresent())
                .and(
                        "saslType",
                        security.credentials().map(KafkaSecurityKinds::word).orElse("none"))
                .and("ca", tls(security, 0))
                .and("cert", tls(security, 1))
                .and("key", tls(security, 2))
                .and("keyPassword", tls(security, 3))
                .and("unsafeSsl", security.tls().map(Tls::isUnsafe).orElse(false));
        var oauth = as(OAuthCredentials.class, security);
        var kerberos = as(KerberosCredentials.class, security);
        var aws = as(MskIamCredentials.class, security);
        values.and(
                        "tokenProvider",
                        aws.isPresent()
                                ? "aws_msk_iam"
                                : oauth.map(who -> "bearer").orElse(null))
                .and("scopeCount", oauth.map(who -> who.scopes().size()).orElse(null))
                .and("extensionCount", oauth.map(who -> who.extensions().size()).orElse(null))
                .and(
                        "keytabMaterial",
                        kerberos.map(who -> text(new String(who.keytab(), ISO_8859_1)))
                                .orElse(null))
                .and(
                        "kerberosConfigMaterial",
                        kerberos.map(who -> text(who.configuration())).orElse(null))
                .and(
                        "kerberosServiceName",
                        kerberos.map(who -> text(who.serviceName())).orElse(null))
                .and("awsRegion", aws.map(who -> text(who.region())).orElse(null))
                .and("awsRoleArn", aws.map(who -> text(who.roleArn())).orElse(null))
                .and("awsAccessKeyID", aws.map(who -> text(who.accessKeyId())).orElse(null))
                .and(
                        "awsSecretAccessKey",
                        aws.map(who -> text(who.secretAccessKey())).orElse(null))
                // Accepted and without effect: the JVM's Kerberos client has no such switch.
                .notCompared("kerberosDisableFAST");
    }

    private static String word(KafkaCredentials credentials) {
        return switch (credentials.mechanism()) {
            case "PLAIN" -> "plaintext";
            case "SCRAM-SHA-256" -> "scram_sha256";
            case "SCRAM-SHA-512" -> "scram_sha512";
            case "GSSAPI" -> "gssapi";
            default -> "oauthbearer";
        };
    }

    /** @param part which of the settings, in the order that {@link Tls#parts} has them in */
    private static @Nullable String tls(KafkaSecurity security, int part) {
        return security.tls()
                .map(tls -> tls.parts().get(part))
                .map(KafkaSecurityKinds::text)
                .orElse(null);
    }

    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }

    private static <T> Optional<T> as(Class<T> type, KafkaSecurity security) {
        return security.credentials().filter(type::isInstance).map(type::cast);
    }
}
