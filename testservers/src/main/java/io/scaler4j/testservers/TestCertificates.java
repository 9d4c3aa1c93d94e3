package io.scaler4j.testservers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates for servers and clients on the loopback address, as PEM text: an authority, a server and a client with
 * certificates of this authority, and a stranger with a certificate of an authority that nobody trusts.
 *
 * <p>Made by the JDK's {@code keytool} and kept in the build folder of the module whose tests run, so that a build
 * makes them once. Immutable.
 */
public final class TestCertificates {
    /** What {@link Identity#encryptedKey()} is encrypted with. */
    public static final String KEY_PASSWORD = "test-key-password";

    private static final char[] STORE_PASSWORD = "changeit".toCharArray();
    private static final String ENCRYPTION = "PBEWithHmacSHA256AndAES_256";
    /** Version, and the tag and length of the number of a key on P-256. */
    private static final byte[] SEC1_HEAD = {2, 1, 1, 4, 32};
    /** The curve P-256 by its name. */
    private static final byte[] SEC1_CURVE = HexFormat.of().parseHex("a00a06082a8648ce3d030107");

    private static final byte[] PBES2 = HexFormat.of().parseHex("06092a864886f70d01050d");
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int LENGTH_IN_TWO_BYTES = 0x82;
    private static final long KEYTOOL_SECONDS = 60;
    private static final Duration SPARE = Duration.ofDays(1);

    private final KeyStore store;

    /**
     * A certificate and its key.
     *
     * @param chain the certificate and that of the authority
     * @param key in PKCS#8
     * @param encryptedKey the same key, encrypted with {@link #KEY_PASSWORD}
     */
    public record Identity(String chain, String key, String encryptedKey) {
        private static final String END = "-----END CERTIFICATE-----";

        /** {@return the same key in the form of SEC 1, as {@code openssl ecparam -genkey} writes it} */
        public String sec1Key() {
            return pem("EC PRIVATE KEY", sec1(key));
        }

        /** {@return the certificate alone} */
        public String certificate() {
            return chain.substring(0, chain.indexOf(END) + END.length());
        }
    }

    private TestCertificates(KeyStore store) {
        this.store = store;
    }

    /** {@return the certificates of this build} The first call of a build makes them, which takes some seconds. */
    public static synchronized TestCertificates ofThisBuild() {
        try {
            Path file = folder().resolve("test-certificates.p12");
            if (!isUsable(file)) {
                make(file);
            }
            return new TestCertificates(load(file));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make certificates for tests: " + e.getMessage(), e);
        }
    }

    /** {@return the certificate of the authority} */
    public String authority() {
        return certificate("authority");
    }

    /** {@return a server at localhost and 127.0.0.1} */
    public Identity server() {
        return identity("server");
    }

    /** {@return a client that the authority vouches for} */
    public Identity client() {
        return identity("client");
    }

    /** {@return the certificate of an authority that vouches for the stranger only} */
    public String strangersAuthority() {
        return certificate("strangers-authority");
    }

    /** {@return a client that no server knows} */
    public Identity stranger() {
        return identity("stranger");
    }

    /** {@return TLS of the client, which trusts the authority} */
    public SSLContext clientContext() {
        return context("client");
    }

    /** {@return TLS of the server, which asks clients for nothing} */
    public SSLContext serverContext() {
        return context("server");
    }

    private SSLContext context(String alias) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, STORE_PASSWORD);
            own.setKeyEntry(
                    alias, store.getKey(alias, STORE_PASSWORD), STORE_PASSWORD, store.getCertificateChain(alias));
            own.setCertificateEntry("authority", store.getCertificate("authority"));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, STORE_PASSWORD);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(own);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot prepare TLS for " + alias + ".", e);
        }
    }

    private static Path folder() throws IOException {
        return Files.createDirectories(Path.of("target"));
    }

    private static boolean isUsable(Path file) throws GeneralSecurityException {
        try {
            var authority = (X509Certificate) load(file).getCertificate("authority");
            return authority.getNotAfter().toInstant().isAfter(Instant.now().plus(SPARE));
        } catch (IOException missing) {
            return false;
        }
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        try (var input = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(input, STORE_PASSWORD);
            return store;
        }
    }

    private static void make(Path file) throws IOException {
        Path draft = Files.createTempDirectory(folder(), "certificates").resolve("draft.p12");
        keytool(draft, "-alias", "authority", "-dname", "CN=test authority", "-ext", "bc:c");
        keytool(draft, "-alias", "strangers-authority", "-dname", "CN=unknown authority", "-ext", "bc:c");
        String san = "san=dns:localhost,ip:127.0.0.1";
        keytool(draft, "-alias", "server", "-dname", "CN=server", "-signer", "authority", "-ext", san);
        keytool(draft, "-alias", "client", "-dname", "CN=client", "-signer", "authority");
        keytool(draft, "-alias", "stranger", "-dname", "CN=stranger", "-signer", "strangers-authority");
        publish(draft, file);
        Files.delete(draft.getParent());
    }

    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void keytool(Path store, String... what) throws IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        if (!Files.isExecutable(program)) {
            throw new ServerUnavailableException(
                    "Certificates for tests need " + program + ", which is not there; run on a full JDK.");
        }
        List<String> command = new ArrayList<>(List.of(program.toString(), "-genkeypair", "-validity", "30"));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", new String(STORE_PASSWORD)));
        command.addAll(List.of(what));
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private String certificate(String alias) {
        try {
            return pem("CERTIFICATE", store.getCertificate(alias).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot read the certificate " + alias + ".", e);
        }
    }

    private Identity identity(String alias) {
        try {
            Key key = store.getKey(alias, STORE_PASSWORD);
            String chain = Stream.of(store.getCertificateChain(alias))
                    .map(TestCertificates::pem)
                    .collect(Collectors.joining());
            return new Identity(
                    chain, pem("PRIVATE KEY", key.getEncoded()), pem("ENCRYPTED PRIVATE KEY", encrypted(key)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot read the key of " + alias + ".", e);
        }
    }

    private static byte[] sec1(String pkcs8) {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pkcs8.replaceAll("-----[A-Z ]+-----", ""));
            var key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            byte[] number = key.getS().toByteArray();
            var content = new ByteArrayOutputStream();
            content.writeBytes(SEC1_HEAD);
            for (int i = number.length; i < SEC1_HEAD[SEC1_HEAD.length - 1]; i++) {
                content.write(0);
            }
            int sign = Math.max(0, number.length - SEC1_HEAD[SEC1_HEAD.length - 1]);
            content.write(number, sign, number.length - sign);
            content.writeBytes(SEC1_CURVE);
            var sequence = new ByteArrayOutputStream();
            sequence.write(SEQUENCE);
            sequence.write(content.size());
            sequence.writeBytes(content.toByteArray());
            return sequence.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key of the tests is no EC key.", e);
        }
    }

    /** As openssl would: the JDK encrypts this way, and cannot write down that it did. */
    private static byte[] encrypted(Key key) throws IOException, GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ENCRYPTION);
        var password = new PBEKeySpec(KEY_PASSWORD.toCharArray());
        cipher.init(
                Cipher.ENCRYPT_MODE, SecretKeyFactory.getInstance(ENCRYPTION).generateSecret(password));
        byte[] content = cipher.doFinal(key.getEncoded());
        byte[] algorithm = der(SEQUENCE, PBES2, cipher.getParameters().getEncoded());
        return der(SEQUENCE, algorithm, der(OCTET_STRING, content));
    }

    private static byte[] der(int tag, byte[]... parts) throws IOException {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.write(part);
        }
        var encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        encoded.write(LENGTH_IN_TWO_BYTES);
        encoded.write(content.size() >> 8);
        encoded.write(content.size());
        content.writeTo(encoded);
        return encoded.toByteArray();
    }

    private static String pem(Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate has no encoding.", e);
        }
    }

    private static String pem(String label, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, body, label);
    }
}
