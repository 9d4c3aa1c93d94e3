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
 * Reads certificates and keys as PEM text, for {@link Tls}. The text may have {@code \n} in place of line breaks, as in
 * an environment variable, and may be encoded in Base64 as a whole, as in a Kubernetes secret. Sentences name the
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
    /** An encrypted key in an older form: its block has headers, and is no block for {@link PemText}. */
    private static final Pattern ENCRYPTED_OLDER_KEY =
            Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----\\s*Proc-Type:\\s*4,\\s*ENCRYPTED");

    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448", "RSASSA-PSS", "DSA");

    private Pem() {}

    /**
     * Checks that the text has certificates and that all of them can be read.
     *
     * @param option the option's name
     * @param text PEM, with any text between the certificates
     * @param problems takes what is wrong
     * @return true if nothing is wrong
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
     * Checks that each certificate is followed by that of its issuer.
     *
     * @param option the option's name
     * @param text PEM, in which all certificates can be read
     * @param problems takes what is wrong
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
     * Checks that there is one key: PKCS#8, or an RSA or EC key in its older form. If the key is encrypted, the
     * password must open it.
     *
     * @param text PEM
     * @param password empty without a password; no effect on a key that is not encrypted
     * @param problems takes what is wrong
     */
    static void checkKey(String text, String password, Problems problems) {
        if (!problems.check(
                !ENCRYPTED_OLDER_KEY.matcher(PemText.decoded(text)).find(),
                "key is encrypted in an old form (Proc-Type: 4,ENCRYPTED), which cannot be read; convert it with: "
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
     * Returns the key as PKCS#8 without encryption. The readers of clients do not know on every JVM how openssl
     * encrypts keys.
     *
     * @param key PEM
     * @param password no effect on a key that is not encrypted
     * @return PEM; empty if there is no key
     * @throws IllegalArgumentException if it cannot be decrypted, or is not of the kind that it names
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
     * Returns the key.
     *
     * @param key PEM of one key
     * @param password no effect on a key that is not encrypted
     * @return the key, of the kind that it names
     * @throws IllegalArgumentException if it cannot be decrypted, or has an unknown kind
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
                // the key names its kind, and a factory of another kind refuses it
            }
        }
        throw new IllegalArgumentException(
                "key cannot be read; check that the PEM text is whole, and that of an RSA, Ed25519 or EC key, the latter"
                        + " of a curve that this JVM knows, such as P-256, P-384 or P-521");
    }

    /**
     * Returns the certificates.
     *
     * @param text PEM, with any text between the certificates
     * @return each of the certificates
     * @throws CertificateException if a certificate cannot be read
     */
    static List<X509Certificate> readCertificates(String text) throws CertificateException {
        byte[] bytes = certificates(text).getBytes(US_ASCII);
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /**
     * Returns the certificates alone, each on separate lines, as clients expect.
     *
     * @param text PEM, with any text between the certificates
     * @return PEM; empty if there is no certificate
     */
    static String certificates(String text) {
        return PemText.blocks(text)
                .filter(block -> block.label().equals(CERTIFICATE))
                .map(block -> PemText.of(CERTIFICATE, block.bytes()))
                .collect(Collectors.joining());
    }

    /**
     * Returns the certificate authorities that the JVM trusts by default. Another trust store would replace them.
     *
     * @return PEM
     * @throws IllegalStateException if the authorities of the JVM cannot be read
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
