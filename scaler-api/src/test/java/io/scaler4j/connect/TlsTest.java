package io.scaler4j.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.scaler4j.config.Problems;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlsTest {

    private static final TestCertificate ROOT = TestCertificate.selfSigned("root");
    private static final TestCertificate MIDDLE = ROOT.issue("middle");
    private static final TestCertificate CLIENT = MIDDLE.issue("client");
    private static final String CHAIN = CLIENT.pem() + MIDDLE.pem();

    private static Tls.Builder client() {
        return Tls.builder().certificateAuthorities(ROOT.pem()).clientCertificate(CHAIN, CLIENT.keyPem());
    }

    private static List<String> problems(Tls.Builder builder) {
        var problems = Problems.of("TLS");
        builder.build().check(problems);
        return problems.sentences();
    }

    // ---- what is set

    @Test
    void unlessToldOtherwiseTheJvmsAuthoritiesAreTrustedAndNothingIsShown() throws GeneralSecurityException {
        Tls tls = Tls.builder().build();
        assertThat(problems(Tls.builder())).isEmpty();
        assertThat(tls.isUnsafe()).isFalse();
        assertThat(tls.showsCertificate()).isFalse();
        assertThat(tls.trustStore()).isEmpty();
        assertThat(tls.trustedPem()).isEmpty();
        assertThat(tls.keyStore(new char[0])).isEmpty();
        assertThat(tls.certificatePem()).isEmpty();
        assertThat(tls.keyPem()).isEmpty();
        assertThat(tls.context().getProtocol()).isEqualTo("TLS");
        assertThat(tls).hasToString("TLS");
    }

    @Test
    void furtherAuthoritiesComeOnTopOfTheJvmsAndOnlyTheseInTheirPlace() throws GeneralSecurityException {
        KeyStore more = client().build().trustStore().orElseThrow();
        KeyStore only = client().onlyCertificateAuthorities(ROOT.pem())
                .build()
                .trustStore()
                .orElseThrow();
        assertThat(only.size()).isEqualTo(1);
        assertThat(((X509Certificate) only.getCertificate(only.aliases().nextElement())).getSubjectX500Principal())
                .hasToString("CN=root");
        assertThat(more.size()).as("the JVM has some").isGreaterThan(1);
        assertThat(Collections.list(more.aliases()))
                .anyMatch(alias -> encoded(more, alias).equals(encoded(only, "authority-0")));
    }

    private static List<Byte> encoded(KeyStore store, String alias) {
        try {
            List<Byte> bytes = new ArrayList<>();
            for (byte each : store.getCertificate(alias).getEncoded()) {
                bytes.add(each);
            }
            return bytes;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theLaterChoiceOfAuthoritiesCounts() {
        var both = Tls.builder().onlyCertificateAuthorities(ROOT.pem()).certificateAuthorities(MIDDLE.pem());
        assertThat(both.build())
                .isEqualTo(Tls.builder().certificateAuthorities(MIDDLE.pem()).build());
        assertThat(both.onlyCertificateAuthorities(ROOT.pem()).build().trustedPem())
                .isEqualTo(ROOT.pem());
    }

    @Test
    void theStoreOfTheKeyHasTheWholeChainUnderThePassword() throws GeneralSecurityException {
        KeyStore store = client().build().keyStore("changeit".toCharArray()).orElseThrow();
        String alias = store.aliases().nextElement();
        assertThat(store.getCertificateChain(alias))
                .extracting(each ->
                        ((X509Certificate) each).getSubjectX500Principal().getName())
                .containsExactly("CN=client", "CN=middle");
        assertThat(store.getKey(alias, "changeit".toCharArray()))
                .isEqualTo(CLIENT.keys().getPrivate());
    }

    @Test
    void clientsThatTakePemGetThePlainTexts() {
        Tls tls = Tls.builder()
                .onlyCertificateAuthorities("the root:\n" + ROOT.pem() + "and nothing more")
                .clientCertificate(
                        Base64.getEncoder().encodeToString(CHAIN.getBytes(UTF_8)),
                        CLIENT.keyPem().replace("\n", "\\n"))
                .build();
        assertThat(tls.trustedPem()).isEqualTo(ROOT.pem());
        assertThat(tls.certificatePem()).isEqualTo(CHAIN);
        assertThat(tls.keyPem()).isEqualTo(CLIENT.keyPem());
        assertThat(tls.showsCertificate()).isTrue();
        assertThat(tls).hasToString("TLS with a client certificate");
    }

    @Test
    void aKeyAmongCertificatesIsNoneOfThem() {
        Tls tls = Tls.builder()
                .onlyCertificateAuthorities(ROOT.keyPem() + ROOT.pem())
                .build();
        var problems = Problems.of("TLS");
        tls.check(problems);
        assertThat(problems.sentences()).isEmpty();
        assertThat(tls.trustedPem()).isEqualTo(ROOT.pem());
    }

    @Test
    void aContextIsMadeOfEverythingThatIsRight() {
        assertThat(problems(client())).isEmpty();
        assertThat(client().build().context()).isNotNull();
        assertThat(client().unsafe(true).build().context()).isNotNull();
        assertThat(client().unsafe(true).build()).hasToString("TLS without any check with a client certificate");
        assertThat(client().unsafe(true).build().isUnsafe()).isTrue();
        assertThat(client().unsafe(true).unsafe(false).build().isUnsafe()).isFalse();
    }

    // ---- what is wrong

    @Test
    void everyTextThatIsWrongIsToldAtOnceAndNoneIsQuoted() {
        var wrong = Tls.builder().certificateAuthorities("hunter2").clientCertificate("hunter3", "hunter4");
        assertThat(problems(wrong))
                .containsExactly(
                        "ca has no certificate; give PEM text that begins with -----BEGIN CERTIFICATE-----",
                        "cert has no certificate; give PEM text that begins with -----BEGIN CERTIFICATE-----",
                        "key must hold one private key as PEM text that begins with -----BEGIN PRIVATE KEY-----, it"
                                + " holds 0");
    }

    @Test
    void aCertificateThatIsCutIsToldByItsOption() {
        String cut = PemText.of("CERTIFICATE", new byte[] {0x30, 3, 1});
        assertThat(problems(Tls.builder().certificateAuthorities(ROOT.pem() + cut)))
                .containsExactly("ca has a certificate that cannot be read; check that the PEM text is whole");
        assertThat(problems(Tls.builder().clientCertificate(cut, CLIENT.keyPem())))
                .containsExactly("cert has a certificate that cannot be read; check that the PEM text is whole");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Tls.builder().certificateAuthorities(cut).build().trustStore())
                .withMessageStartingWith("TLS cannot be set up with ca, cert and key (");
    }

    @Test
    void aCertificateNeedsItsKeyAndAKeyItsCertificate() {
        assertThat(problems(Tls.builder().clientCertificate(CHAIN, " ")))
                .containsExactly("a client certificate needs both cert and key, or neither; key is missing");
        assertThat(problems(Tls.builder().clientCertificate("", CLIENT.keyPem())))
                .containsExactly("a client certificate needs both cert and key, or neither; cert is missing");
    }

    @Test
    void aChainInTheWrongOrderNamesTheCertificate() {
        assertThat(problems(Tls.builder().clientCertificate(CHAIN + ROOT.pem(), CLIENT.keyPem())))
                .isEmpty();
        assertThat(problems(Tls.builder().clientCertificate(CLIENT.pem() + ROOT.pem() + MIDDLE.pem(), CLIENT.keyPem())))
                .containsExactly(
                        "cert must hold the client's certificate, then that of its issuer and so on; certificate 2 is"
                                + " not that of the issuer of the one before",
                        "cert must hold the client's certificate, then that of its issuer and so on; certificate 3 is"
                                + " not that of the issuer of the one before");
    }

    @Test
    void severalKeysAreRefusedSinceNobodyKnowsWhichIsMeant() {
        assertThat(problems(Tls.builder().clientCertificate(CHAIN, CLIENT.keyPem() + ROOT.keyPem())))
                .singleElement()
                .asString()
                .endsWith("it holds 2");
    }

    @Test
    void aKeyOfAnotherKindThanItNamesCannotBeRead() {
        String damaged = PemText.of("PRIVATE KEY", new byte[] {0x30, 1, 1});
        assertThat(problems(Tls.builder().clientCertificate(CHAIN, damaged)))
                .singleElement()
                .asString()
                .startsWith("key cannot be read; check that the PEM text is whole");
    }

    @Test
    void anEncryptedKeyNeedsAPasswordThatOpensIt() {
        String encrypted = PemText.of("ENCRYPTED PRIVATE KEY", new byte[] {0x30, 3, 2, 1, 1});
        assertThat(problems(Tls.builder().clientCertificate(CHAIN, encrypted)))
                .containsExactly("key is encrypted and keyPassword is missing; set it");
        assertThat(problems(Tls.builder().clientCertificate(CHAIN, encrypted, "hunter2")))
                .containsExactly(
                        "key cannot be decrypted with keyPassword; check the two, and encrypt with: openssl pkcs8"
                                + " -topk8");
    }

    @Test
    void aPasswordHasNoEffectOnAKeyThatIsNotEncrypted() {
        Tls tls = Tls.builder()
                .clientCertificate(CHAIN, CLIENT.keyPem(), "hunter2")
                .build();
        assertThat(problems(Tls.builder().clientCertificate(CHAIN, CLIENT.keyPem(), "hunter2")))
                .isEmpty();
        assertThat(tls.keyPem()).isEqualTo(CLIENT.keyPem());
    }

    // ---- values

    static Stream<UnaryOperator<Tls.Builder>> changes() {
        return Stream.of(
                tls -> tls.certificateAuthorities(MIDDLE.pem()),
                tls -> tls.onlyCertificateAuthorities(ROOT.pem()),
                tls -> tls.clientCertificate(CLIENT.pem(), CLIENT.keyPem()),
                tls -> tls.clientCertificate(CHAIN, ROOT.keyPem()),
                tls -> tls.clientCertificate(CHAIN, CLIENT.keyPem(), "hunter2"),
                tls -> tls.unsafe(true));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void settingsOfWhichAnythingDiffersAreNotEqualAndHaveOtherDigests(UnaryOperator<Tls.Builder> change) {
        Tls changed = change.apply(client()).build();
        assertThat(changed)
                .isNotEqualTo(client().build())
                .isEqualTo(change.apply(client()).build())
                .hasSameHashCodeAs(change.apply(client()).build());
        assertThat(Secrets.fingerprint(changed.parts()))
                .isNotEqualTo(Secrets.fingerprint(client().build().parts()));
    }

    @Test
    void builtSettingsStayAsTheyAreWhateverBecomesOfTheirBuilder() {
        var builder = client();
        Tls tls = builder.build();
        changes().forEach(change -> change.apply(builder));
        assertThat(tls).isEqualTo(client().build());
    }

    @Test
    void noTextShowsTheKeyOrItsPassword() {
        Tls tls = client().clientCertificate(CHAIN, CLIENT.keyPem(), "hunter2").build();
        String line = CLIENT.keyPem().lines().skip(1).findFirst().orElseThrow();
        assertThat(tls.toString()).doesNotContain("hunter2", line);
        assertThat(Secrets.of(tls.secrets()).mask("near " + line + ", opened with hunter2"))
                .isEqualTo("near ***, opened with ***");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void nullIsRefusedWithTheNameOfWhatIsMissing() {
        var builder = Tls.builder();
        assertThatNullPointerException()
                .isThrownBy(() -> builder.certificateAuthorities(null))
                .withMessageStartingWith("pem must");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.onlyCertificateAuthorities(null))
                .withMessageStartingWith("pem must");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.clientCertificate(null, "key"))
                .withMessageStartingWith("chain must");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.clientCertificate("chain", null))
                .withMessageStartingWith("key must");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.clientCertificate("chain", "key", null))
                .withMessageStartingWith("keyPassword must");
        assertThat(builder.build()).isEqualTo(Tls.builder().build());
    }
}
