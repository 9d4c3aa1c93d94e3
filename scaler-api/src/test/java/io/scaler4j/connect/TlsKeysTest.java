package io.scaler4j.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.config.Problems;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which private keys are given, and what is said of those that cannot be read. */
class TlsKeysTest {

    private static final String P256 = "06082a8648ce3d030107";

    @ParameterizedTest
    @CsvSource({"secp256r1, 06082a8648ce3d030107, 32", "secp384r1, 06052b81040022, 48", "secp521r1, 06052b81040023, 66"
    })
    void anEcKeyOfSec1IsReadWhereverItsCurveIsNamed(String curve, String oid, int length) throws Exception {
        ECPrivateKey key = generate(curve);
        String parameters = pem("EC PARAMETERS", HexFormat.of().parseHex(oid));

        for (String text : List.of(
                pem("EC PRIVATE KEY", sec1(key, length, oid)),
                parameters + pem("EC PRIVATE KEY", sec1(key, length, oid)),
                parameters + pem("EC PRIVATE KEY", sec1(key, length, "")))) {
            assertThat(problems(text)).isEmpty();
            assertSame(read(text), key);
        }
    }

    @Test
    void anEcKeyWithoutACurveSaysWhatIsMissing() throws Exception {
        String key = pem("EC PRIVATE KEY", sec1(generate("secp256r1"), 32, ""));
        String described = pem("EC PARAMETERS", HexFormat.of().parseHex("3000"));

        assertThat(problems(key))
                .containsExactly("key is an EC key that does not say on which curve; give the block EC PARAMETERS in"
                        + " front of it, too");
        assertThat(problems(described + key)).singleElement().asString().contains("-param_enc named_curve");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "30", "3005", "3080", "30840000", "0500", "3003020101", "30060201010402", "308201000201"})
    void aDamagedEcKeyIsRefusedAsSuch(String hex) {
        assertThat(problems(pem("EC PRIVATE KEY", HexFormat.of().parseHex(hex + "00".repeat(hex.isEmpty() ? 1 : 0)))))
                .singleElement()
                .asString()
                .contains("check that the PEM text is whole");
    }

    @Test
    void aCurveThatTheJvmDoesNotKnowIsNamedAsTheReason() throws Exception {
        String unknown = "06032a0304";

        assertThat(problems(pem("EC PRIVATE KEY", sec1(generate("secp256r1"), 32, unknown))))
                .singleElement()
                .asString()
                .contains("of a curve that this JVM knows, such as P-256, P-384 or P-521");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "DSA"})
    void aKeyThatIsEncryptedInTheOlderFormSaysTheWayOut(String algorithm) {
        String key = """
                -----BEGIN %s PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,0123456789ABCDEF0123456789ABCDEF

                c2VjcmV0LXNlY3JldA==
                -----END %s PRIVATE KEY-----
                """.formatted(algorithm, algorithm);

        for (String text : List.of(key, key.replace("\n", "\\n"), base64(key))) {
            assertThat(problems(text))
                    .containsExactly("key is encrypted in an old form (Proc-Type: 4,ENCRYPTED), which cannot be read;"
                            + " convert it with: openssl pkcs8 -topk8 -in key.pem -out pkcs8.pem, and give that with its"
                            + " keyPassword");
        }
    }

    @ParameterizedTest
    @CsvSource({"DSA PRIVATE KEY, openssl pkcs8 -topk8", "OPENSSH PRIVATE KEY, ssh-keygen -p -m PKCS8"})
    void otherFormsSayHowToConvertThem(String label, String command) {
        assertThat(problems(pem(label, new byte[] {1, 2, 3})))
                .singleElement()
                .asString()
                .contains("was of type \"" + label + "\"; convert it with: " + command);
    }

    @Test
    void lineBreaksMayBeWrittenAndTheWholeMayBeInBase64() throws Exception {
        ECPrivateKey key = generate("secp256r1");
        for (String label : List.of("PRIVATE KEY", "EC PRIVATE KEY")) {
            String pem = pem(label, label.startsWith("EC") ? sec1(key, 32, P256) : key.getEncoded());
            for (String text : List.of(
                    pem.replace("\n", "\\n"),
                    pem.replace("\n", "\\r\\n"),
                    pem.replace("\n", "\\\\n"),
                    '"' + pem.replace("\n", "\\n") + '"',
                    pem.replace("\n", "\r\n"),
                    base64(pem),
                    base64(pem.replace("\n", "\\n")),
                    base64(base64(pem)),
                    base64(pem).replaceAll("(.{60})", "$1\n"))) {
                assertThat(problems(text)).isEmpty();
                assertSame(read(text), key);
            }
        }
    }

    @Test
    void whatIsReadIsASecretToo() throws Exception {
        String pem = pem("PRIVATE KEY", generate("secp256r1").getEncoded());
        String line = pem.lines().skip(1).findFirst().orElseThrow();
        var tls = Tls.builder().clientCertificate("", base64(pem)).build();

        assertThat(Secrets.of(tls.secrets()).mask("near " + line + " and " + base64(pem)))
                .isEqualTo("near *** and ***");
    }

    @Test
    void textThatIsNoPemIsNoKeyHoweverItIsEncoded() {
        for (String text : List.of("hunter2", base64("hunter2"), "\\n", "====", base64(base64(base64("x"))))) {
            assertThat(problems(text))
                    .containsExactly("key must hold one private key as PEM text that begins with -----BEGIN PRIVATE"
                            + " KEY-----, it holds 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Pem.readKey(text, ""))
                    .withMessageNotContaining("hunter2");
        }
    }

    private static List<String> problems(String key) {
        var problems = Problems.of("key");
        Pem.checkKey(key, "", problems);
        return problems.sentences();
    }

    /** The JDK compares keys by their encodings, which may repeat the curve or not. */
    private static void assertSame(ECPrivateKey read, ECPrivateKey key) {
        assertThat(read.getS()).isEqualTo(key.getS());
        assertThat(read.getParams().toString()).isEqualTo(key.getParams().toString());
    }

    /** By way of the PEM that clients are given. */
    private static ECPrivateKey read(String key) throws GeneralSecurityException {
        String pkcs8 = Tls.builder().clientCertificate("", key).build().keyPem();
        byte[] encoded = Base64.getMimeDecoder().decode(pkcs8.replaceAll("-----[A-Z ]+-----", ""));
        return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static ECPrivateKey generate(String curve) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return (ECPrivateKey) generator.generateKeyPair().getPrivate();
    }

    /** Version, number, and the curve if there is one. */
    private static byte[] sec1(ECPrivateKey key, int length, String oid) {
        byte[] curve = HexFormat.of().parseHex(oid);
        byte[] version = {2, 1, 1};
        byte[] number = element(4, padded(key.getS(), length));
        return element(0x30, version, number, curve.length == 0 ? curve : element(0xa0, curve));
    }

    private static byte[] padded(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[length];
        int sign = Math.max(0, bytes.length - length);
        System.arraycopy(bytes, sign, padded, length - bytes.length + sign, bytes.length - sign);
        return padded;
    }

    private static byte[] element(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(content::writeBytes);
        var encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        if (content.size() >= 128) {
            encoded.write(0x81);
        }
        encoded.write(content.size());
        encoded.writeBytes(content.toByteArray());
        return encoded.toByteArray();
    }

    private static String pem(String label, byte[] content) {
        return PemText.of(label, content);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
