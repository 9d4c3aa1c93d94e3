package io.scaler4j.cpu;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is encrypted with, as PEM: authorities to trust (empty for those of the JVM), a client certificate
 * and its key (empty for none). Sentences never quote any of it.
 */
record TlsMaterial(String authorities, boolean unchecked, String certificate, String key) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:RSA )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final byte[] RSA = {
        2, 1, 0, 0x30, 0x0d, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 4;

    /** @throws IOException if it cannot be read, with a sentence */
    HttpGetter open() throws IOException {
        HostnameVerifier names = unchecked ? NoopHostnameVerifier.INSTANCE : new DefaultHostnameVerifier();
        return new HttpGetter(context(), names);
    }

    SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "certificates or key cannot be read as PEM (" + e.getClass().getSimpleName() + ")");
        }
    }

    private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException, IOException {
        if (unchecked) {
            return new TrustManager[] {new TrustAnything()};
        }
        if (authorities.isEmpty()) {
            return null; // those of the JVM
        }
        KeyStore store = emptyStore();
        for (Certificate each : certificates(authorities)) {
            store.setCertificateEntry("authority " + store.size(), each);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException, IOException {
        if (certificate.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client", privateKey(), new char[0], certificates(certificate).toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        return store;
    }

    private static List<Certificate> certificates(String pem) throws GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        return List.copyOf(
                factory.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))));
    }

    private PrivateKey privateKey() throws GeneralSecurityException, IOException {
        Matcher block = KEY.matcher(key);
        if (!block.find()) {
            throw new IOException("the client key is no PEM text of type PRIVATE KEY or RSA PRIVATE KEY;"
                    + " convert it with: openssl pkcs8 -topk8 -nocrypt");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(block.group(2));
        var form = new PKCS8EncodedKeySpec(block.group(1).startsWith("RSA") ? asPkcs8(encoded) : encoded);
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(form);
        } catch (InvalidKeySpecException e) {
            return KeyFactory.getInstance("EC").generatePrivate(form);
        }
    }

    /** The older form of RSA keys is a part of the newer one. */
    private static byte[] asPkcs8(byte[] rsa) {
        return element(SEQUENCE, concatenated(RSA, element(OCTETS, rsa)));
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

    /** Without any part of it. */
    @Override
    public String toString() {
        return unchecked ? "TLS without any check" : "TLS";
    }

    /** For clusters whose administrator asked for no check at all. */
    private static final class TrustAnything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
