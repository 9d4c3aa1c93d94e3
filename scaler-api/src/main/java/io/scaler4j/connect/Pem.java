package io.scaler4j.connect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.scaler4j.config.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Certificates and keys as PEM text, for {@link Tls}. The text may have {@code \n} in the place of line breaks, as an
 * environment variable has, and may be in Base64 as a whole, as the data of a Kubernetes secret is. Sentences name the
 * options {@code ca}, {@code cert}, {@code key} and {@code keyPassword}, and never quote a text. Stateless.
 */
final class Pem {

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";
    private static final String RSA_KEY = "RSA PRIVATE KEY";
    private static final String EC_KEY = "EC PRIVATE KEY";
    private static final String EC_PARAMETERS = "EC PARAMETERS";
    private static final Set<String> READABLE_KEYS = Set.of(KEY, ENCRYPTED_KEY, RSA_KEY, EC_KEY);
    private static final String PBES2 = "PBES2";
    private static final String CONVERSION = "openssl pkcs8 -topk8 -in key.pem -out pkcs8.pem";
    /** A key in an older form, encrypted by itself: its block has headers, and is no block for {@link PemText}. */
    private static final Pattern ENCRYPTED_OLDER_KEY =
            Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----\\s*Proc-Type:\\s*4,\\s*ENCRYPTED");

    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448", "RSASSA-PSS", "DSA");

    private Pem() {}

    /**
     * Finds out whether there are certificates and all can be read.
     *
     * @param option its name
     * @param text PEM, with whatever stands between the certificates
     * @param problems where to say what is wrong
     * @return true if nothing is
     */
    static boolean checkCertificates(String option, String text, Problems problems) {
        List<PemText.Block> certificates = PemText.blocks(text)
                .filter(block -> block.label().equals(CERTIFICATE))
                .toList();
        return problems.check(
                        !certificates.isEmpty(),
                        option + " has no certificate; give PEM text that begins with -----BEGIN CERTIFICATE-----")
                && problems.check(
                        certificates.stream().allMatch(Pem::isCertificate),
                        option + " has a certificate that cannot be read; check that the PEM text is whole");
    }

    /**
     * Finds out whether each certificate is followed by that of its issuer.
     *
     * @param option its name
     * @param text PEM, in which all certificates can be read
     * @param problems where to say what is wrong
     */
    static void checkChain(String option, String text, Problems problems) {
        try {
            List<X509Certificate> chain = readCertificates(text);
            for (int i = 1; i < chain.size(); i++) {
                problems.check(
                        chain.get(i - 1)
                                .getIssuerX500Principal()
                                .equals(chain.get(i).getSubjectX500Principal()),
                        option + " must hold the client's certificate, then that of its issuer and so on; certificate "
                                + (i + 1) + " is not that of the issuer of the one before");
            }
        } catch (CertificateException e) {
            problems.add(option + " has certificates that cannot be read as a chain; check that the PEM text is whole");
        }
    }

    private static boolean isCertificate(PemText.Block block) {
        try {
            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.bytes()));
            return true;
        } catch (CertificateException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Finds out whether there is one key, PKCS#8 or an RSA or EC key in its older form, which the password opens if it
     * is encrypted.
     *
     * @param text PEM
     * @param password empty for none; without effect on a key that is not encrypted
     * @param problems where to say what is wrong
     */
    static void checkKey(String text, String password, Problems problems) {
        if (!problems.check(
                !ENCRYPTED_OLDER_KEY.matcher(PemText.decoded(text)).find(),
                "key is encrypted in a form of old (Proc-Type: 4,ENCRYPTED), which cannot be read; convert it with: "
                        + CONVERSION + ", and give that with its keyPassword")) {
            return;
        }
        List<String> labels = PemText.blocks(text)
                .map(PemText.Block::label)
                .filter(label -> label.endsWith(KEY))
                .toList();
        if (!problems.check(
                labels.size() == 1,
                "key must hold one private key as PEM text that begins with -----BEGIN PRIVATE KEY-----, it holds "
                        + labels.size())) {
            return;
        }
        String label = labels.get(0);
        if (problems.check(
                READABLE_KEYS.contains(label),
                "key must be a PKCS#8, RSA or EC key, was of type \"" + label + "\"; convert it with: "
                        + (label.startsWith("OPENSSH") ? "ssh-keygen -p -m PKCS8 -f key.pem" : CONVERSION))) {
            checkReading(label.equals(ENCRYPTED_KEY), text, password, problems);
        }
    }

    private static void checkReading(boolean encrypted, String text, String password, Problems problems) {
        if (problems.check(!encrypted || !password.isEmpty(), "key is encrypted and keyPassword is missing; set it")) {
            problems.include(() -> readKey(text, password));
        }
    }

    /**
     * The key as PKCS#8 without encryption. Clients' own readers do not know on every JVM how openssl encrypts keys.
     *
     * @param key PEM
     * @param password without effect on a key that is not encrypted
     * @return PEM, empty if there is no key
     * @throws IllegalArgumentException if it cannot be decrypted, or is no key of the kind that it says
     */
    static String decryptedKey(String key, String password) {
        List<PemText.Block> blocks = PemText.blocks(key).toList();
        return blocks.stream()
                .filter(block -> block.label().endsWith(KEY))
                .map(block -> PemText.of(KEY, pkcs8(block, password, blocks)))
                .findFirst()
                .orElse("");
    }

    private static byte[] pkcs8(PemText.Block block, String password, List<PemText.Block> blocks) {
        return switch (block.label()) {
            case ENCRYPTED_KEY -> decrypt(block.bytes(), password);
            case RSA_KEY -> OlderKeys.rsa(block.bytes());
            case EC_KEY ->
                OlderKeys.ec(
                        block.bytes(),
                        blocks.stream()
                                .filter(other -> other.label().equals(EC_PARAMETERS))
                                .map(PemText.Block::bytes)
                                .findFirst());
            default -> block.bytes();
        };
    }

    private static byte[] decrypt(byte[] encoded, String password) {
        try {
            var encrypted = new EncryptedPrivateKeyInfo(encoded);
            String algorithm = encrypted.getAlgName();
            if (algorithm.equals(PBES2)) { // before JDK 19 the name is that of the family
                algorithm = encrypted.getAlgParameters().toString();
            }
            var secret = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray()));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, secret, encrypted.getAlgParameters());
            return encrypted.getKeySpec(cipher).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "key cannot be decrypted with keyPassword; check the two, and encrypt with: openssl pkcs8 -topk8");
        }
    }

    /**
     * The key.
     *
     * @param key PEM of one key
     * @param password without effect on a key that is not encrypted
     * @return the key, of whatever kind it says it is
     * @throws IllegalArgumentException if it cannot be decrypted, or is of no known kind
     */
    static PrivateKey readKey(String key, String password) {
        byte[] bytes = PemText.blocks(decryptedKey(key, password))
                .findFirst()
                .map(PemText.Block::bytes)
                .orElse(new byte[0]);
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (InvalidKeySpecException | NoSuchAlgorithmException another) {
                // the key says itself what it is, and a factory of another kind does not take it
            }
        }
        throw new IllegalArgumentException(
                "key cannot be read; check that the PEM text is whole, and that of an RSA, Ed25519 or EC key, the latter"
                        + " of a curve that this JVM knows, such as P-256, P-384 or P-521");
    }

    /**
     * The certificates.
     *
     * @param text PEM, with whatever stands between the certificates
     * @return each of them
     * @throws CertificateException if one cannot be read
     */
    static List<X509Certificate> readCertificates(String text) throws CertificateException {
        byte[] bytes = certificates(text).getBytes(US_ASCII);
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /**
     * The certificates alone, each on lines of its own, as clients take for granted.
     *
     * @param text PEM, with whatever stands between the certificates
     * @return PEM, empty if there is no certificate
     */
    static String certificates(String text) {
        return PemText.blocks(text)
                .filter(block -> block.label().equals(CERTIFICATE))
                .map(block -> PemText.of(CERTIFICATE, block.bytes()))
                .collect(Collectors.joining());
    }

    /**
     * The certificate authorities that the JVM trusts by default, which a trust store of one's own would replace.
     *
     * @return PEM
     * @throws IllegalStateException if the JVM has none that can be read
     */
    static String ofTrustedByDefault() {
        return Arrays.stream(trustedByDefault()).map(Pem::of).collect(Collectors.joining());
    }

    private static X509Certificate[] trustedByDefault() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                    .toArray(X509Certificate[]::new);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "cannot read the certificate authorities of this JVM; check javax.net.ssl.trustStore", e);
        }
    }

    private static String of(X509Certificate certificate) {
        try {
            return PemText.of(CERTIFICATE, certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate authority of this JVM has no encoding", e);
        }
    }
}
