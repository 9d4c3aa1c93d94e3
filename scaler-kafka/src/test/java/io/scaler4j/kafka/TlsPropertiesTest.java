package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.scaler4j.config.Problems;
import io.scaler4j.connect.Tls;
import io.scaler4j.testservers.ServerRequirement;
import io.scaler4j.testservers.TestCertificates;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What TLS settings make of the client's properties, and what they refuse. No broker takes part. */
class TlsPropertiesTest {

    /** What PKCS#8 has before the older form: lengths, version and algorithm. */
    private static final int PKCS8_HEAD_OF_RSA = 26;

    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() {
        certificates = ServerRequirement.start(TestCertificates::ofThisBuild);
    }

    @Test
    void certificateAuthoritiesAreAddedToThoseOfTheJvm() {
        var properties = tlsProperties(tls -> tls.certificateAuthorities(certificates.authority()));
        String trusted = ((Password) properties.get("ssl.truststore.certificates")).value();

        assertThat(trusted).contains(certificates.authority());
        assertThat(trusted.split("BEGIN CERTIFICATE")).hasSizeGreaterThan(20);
        assertThat(tlsProperties(tls -> {})).doesNotContainKey("ssl.truststore.certificates");
    }

    @Test
    void tlsIsAtLeastOfVersion12() {
        assertThat(tlsProperties(tls -> {})).containsEntry("ssl.enabled.protocols", List.of("TLSv1.3", "TLSv1.2"));
    }

    @Test
    void pemTextMayBeOnOneLineAndHaveOtherText() {
        String chain = "a client\n" + certificates.client().chain().replaceAll("\\R", " ");
        var properties = tlsProperties(
                tls -> tls.clientCertificate(chain, certificates.client().key()));

        assertThat(((Password) properties.get("ssl.keystore.certificate.chain"))
                        .value()
                        .lines())
                .filteredOn("-----BEGIN CERTIFICATE-----"::equals)
                .hasSize(2);
    }

    @Test
    void anEncryptedKeyIsGivenToKafkaDecrypted() {
        var client = certificates.client();
        var properties = tlsProperties(
                tls -> tls.clientCertificate(client.chain(), client.encryptedKey(), TestCertificates.KEY_PASSWORD));

        assertThat(((Password) properties.get("ssl.keystore.key")).value().replaceAll("\\s", ""))
                .isEqualTo(client.key().replaceAll("\\s", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.builder()
                        .clientCertificate(client.chain(), client.encryptedKey(), "wrong")
                        .build()
                        .keyPem())
                .withMessageContaining("cannot be decrypted with keyPassword")
                .withNoCause();
    }

    @Test
    void anRsaKeyInItsOlderFormIsGivenToKafkaAsPkcs8() throws Exception {
        byte[] pkcs8 = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        byte[] older = Arrays.copyOfRange(pkcs8, PKCS8_HEAD_OF_RSA, pkcs8.length);

        var properties = tlsProperties(
                tls -> tls.clientCertificate(certificates.client().chain(), pem("RSA PRIVATE KEY", older)));

        assertThat(((Password) properties.get("ssl.keystore.key")).value())
                .isEqualToIgnoringWhitespace(pem("PRIVATE KEY", pkcs8));
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }

    @Test
    void theAuthoritiesOfTheJvmMayBeLeftOut() {
        var properties = tlsProperties(tls -> tls.onlyCertificateAuthorities(certificates.authority()));

        assertThat(((Password) properties.get("ssl.truststore.certificates")).value())
                .containsOnlyOnce("BEGIN CERTIFICATE");
    }

    static Stream<Arguments> mistakes() {
        var client = ServerRequirement.start(TestCertificates::ofThisBuild).client();
        String dsa = "-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----\n";
        String rsa = "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n";
        return Stream.of(
                arguments(tls(tls -> tls.certificateAuthorities("caaa")), "ca has no certificate"),
                arguments(
                        tls(tls -> tls.certificateAuthorities(
                                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")),
                        "ca has a certificate that cannot be read"),
                arguments(tls(tls -> tls.clientCertificate(client.chain(), "")), "key is missing"),
                arguments(tls(tls -> tls.clientCertificate("", client.key())), "cert is missing"),
                arguments(tls(tls -> tls.clientCertificate("cert", client.key())), "cert has no certificate"),
                arguments(tls(tls -> tls.clientCertificate(client.chain(), "key")), "one private key"),
                arguments(tls(tls -> tls.clientCertificate(client.chain(), dsa)), "openssl pkcs8 -topk8"),
                arguments(tls(tls -> tls.clientCertificate(client.chain(), rsa)), "key cannot be read"),
                arguments(
                        tls(tls -> tls.clientCertificate(client.chain() + client.chain(), client.key())),
                        "is not that of the issuer of the one before"),
                arguments(tls(tls -> tls.onlyCertificateAuthorities(" ")), "ca has no certificate"),
                arguments(
                        tls(tls -> tls.clientCertificate(client.chain(), client.encryptedKey())),
                        "keyPassword is missing"),
                arguments(
                        tls(tls -> tls.clientCertificate(client.chain(), client.encryptedKey(), "wrong")),
                        "cannot be decrypted with keyPassword"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void saysWhatIsWrongAndQuotesNoKey(Tls tls, String sentence) {
        var problems = Problems.of("TLS");
        tls.check(problems);

        String lineOfTheKey =
                certificates.client().key().lines().skip(1).findFirst().orElseThrow();
        assertThat(problems.sentences())
                .anySatisfy(each -> assertThat(each).contains(sentence))
                .noneSatisfy(each -> assertThat(each).contains(lineOfTheKey));
        assertThat(tls.toString()).doesNotContain(lineOfTheKey);
    }

    private static Tls tls(Consumer<Tls.Builder> settings) {
        var tls = Tls.builder();
        settings.accept(tls);
        return tls.build();
    }

    private static Map<String, Object> tlsProperties(Consumer<Tls.Builder> settings) {
        return TlsProperties.of(tls(settings));
    }
}
