package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys from text. Sentences never quote a text. */
final class PemText {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

    private PemText() {}

    /**
     * The certificates.
     *
     * @param option what the text was given as, for the sentence
     * @throws IllegalArgumentException with a sentence if there is none, or one that cannot be read
     */
    static List<X509Certificate> certificates(String option, String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            if (block.group(1).equals("CERTIFICATE")) {
                certificates.add(certificate(option, bytes(block)));
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(
                    option + " has no certificate; give PEM text that begins with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    private static X509Certificate certificate(String option, byte[] encoded) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    option + " has a certificate that cannot be read; check that the PEM text is whole");
        }
    }

    /**
     * The private key.
     *
     * @throws IllegalArgumentException with a sentence if there is not exactly one, or none that can be read
     */
    static PrivateKey key(String text) {
        List<String> labels = new ArrayList<>();
        byte[] encoded = {};
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            if (block.group(1).endsWith("PRIVATE KEY")) {
                labels.add(block.group(1));
                encoded = bytes(block);
            }
        }
        if (labels.size() != 1) {
            throw new IllegalArgumentException(
                    "key must hold one private key as PEM text that begins with -----BEGIN PRIVATE KEY-----, it holds "
                            + labels.size());
        }
        if (!labels.get(0).equals("PRIVATE KEY")) {
            throw new IllegalArgumentException("key must be a PKCS#8 key without encryption, was of type \""
                    + labels.get(0) + "\"; convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem");
        }
        return key(encoded);
    }

    private static PrivateKey key(byte[] encoded) {
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException anotherKind) {
                // the next one may fit
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has keys of kind " + kind, e);
            }
        }
        throw new IllegalArgumentException("key cannot be read; check that it is a whole PKCS#8 key of kind RSA or EC");
    }

    private static byte[] bytes(Matcher block) {
        return Base64.getMimeDecoder().decode(block.group(2).getBytes(US_ASCII));
    }
}
