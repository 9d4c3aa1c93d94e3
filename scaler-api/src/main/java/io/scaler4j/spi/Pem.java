package io.scaler4j.spi;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Certificates and keys as PEM text, for {@link Tls}. Sentences name the options {@code ca}, {@code cert}, {@code key}
 * and {@code keyPassword}, and never quote a text. Stateless.
 */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";
    private static final String RSA_KEY = "RSA PRIVATE KEY";
    private static final String PBES2 = "PBES2";
    /** Version and algorithm, as they stand before an RSA key in PKCS#8. */
    private static final byte[] OF_RSA = {
        2, 1, 0, 0x30, 0x0d, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 4;

    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448", "RSASSA-PSS", "DSA");

    private record Block(String label, String body) {
        byte[] bytes() {
            return Base64.getMimeDecoder().decode(body.getBytes(US_ASCII));
        }
    }

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
        List<Block> certificates =
                blocks(text).filter(block -> block.label().equals(CERTIFICATE)).toList();
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

    private static boolean isCertificate(Block block) {
        try {
            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.bytes()));
            return true;
        } catch (CertificateException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Finds out whether there is one key, PKCS#8 or an RSA key in its older form, which the password opens if it is
     * encrypted.
     *
     * @param text PEM
     * @param password empty for none; without effect on a key that is not encrypted
     * @param problems where to say what is wrong
     */
    static void checkKey(String text, String password, Problems problems) {
        List<String> labels = blocks(text)
                .map(Block::label)
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
                label.equals(KEY) || label.equals(ENCRYPTED_KEY) || label.equals(RSA_KEY),
                "key must be a PKCS#8 or RSA key, was of type \"" + label
                        + "\"; convert it with: openssl pkcs8 -topk8 -in key.pem -out pkcs8.pem")) {
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
     * @throws IllegalArgumentException if it cannot be decrypted
     */
    static String decryptedKey(String key, String password) {
        return blocks(key)
                .filter(block -> block.label().endsWith(KEY))
                .map(block -> of(KEY, pkcs8(block, password)))
                .findFirst()
                .orElse("");
    }

    private static byte[] pkcs8(Block block, String password) {
        return switch (block.label()) {
            case ENCRYPTED_KEY -> decrypt(block.bytes(), password);
            case RSA_KEY -> element(SEQUENCE, concatenated(OF_RSA, element(OCTETS, block.bytes())));
            default -> block.bytes();
        };
    }

    private static byte[] element(int tag, byte[] content) {
        byte[] head = {(byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        return concatenated(head, content);
    }

    private static byte[] concatenated(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
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
        byte[] bytes = blocks(decryptedKey(key, password))
                .findFirst()
                .map(Block::bytes)
                .orElse(new byte[0]);
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (InvalidKeySpecException | NoSuchAlgorithmException another) {
                // the key says itself what it is, and a factory of another kind does not take it
            }
        }
        throw new IllegalArgumentException(
                "key cannot be read; check that the PEM text is whole, and that of an RSA, EC or Ed25519 key");
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
        return blocks(text)
                .filter(block -> block.label().equals(CERTIFICATE))
                .map(block -> of(CERTIFICATE, block.bytes()))
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
            return of(CERTIFICATE, certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate authority of this JVM has no encoding", e);
        }
    }

    private static String of(String label, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static Stream<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            blocks.add(new Block(block.group(1), block.group(2)));
        }
        return blocks.stream();
    }
}
