package io.scaler4j.connect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;

/** A certificate with its key, of an issuer that may be itself, for the years 2000 to 2049. */
record TestCertificate(String subject, KeyPair keys, byte[] encoded) {

    /** SHA-256 with ECDSA. */
    private static final byte[] ALGORITHM = HexFormat.of().parseHex("300a06082a8648ce3d040302");

    private static final byte[] VERSION_3 = HexFormat.of().parseHex("a003020102");
    /** The attribute commonName. */
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

    static TestCertificate selfSigned(String subject) {
        KeyPair keys = newKeys();
        return new TestCertificate(subject, keys, encode(subject, keys, subject, keys));
    }

    TestCertificate issue(String other) {
        KeyPair keysOfOther = newKeys();
        return new TestCertificate(other, keysOfOther, encode(other, keysOfOther, subject, keys));
    }

    String pem() {
        return PemText.of("CERTIFICATE", encoded);
    }

    String keyPem() {
        return PemText.of("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encode(String subject, KeyPair keys, String issuer, KeyPair keysOfIssuer) {
        byte[] validity = element(
                0x30,
                element(0x17, "000101000000Z".getBytes(US_ASCII)),
                element(0x17, "491231235959Z".getBytes(US_ASCII)));
        byte[] content = element(
                0x30,
                VERSION_3,
                element(2, new byte[] {1}),
                ALGORITHM,
                name(issuer),
                validity,
                name(subject),
                keys.getPublic().getEncoded());
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keysOfIssuer.getPrivate());
            signature.update(content);
            return element(0x30, content, ALGORITHM, element(3, new byte[] {0}, signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] name(String common) {
        return element(0x30, element(0x31, element(0x30, COMMON_NAME, element(0x0c, common.getBytes(US_ASCII)))));
    }

    private static byte[] element(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        if (content.size() >= 0x100) {
            encoded.write(0x82);
            encoded.write(content.size() >> 8);
        } else if (content.size() >= 0x80) {
            encoded.write(0x81);
        }
        encoded.write(content.size());
        encoded.writeBytes(content.toByteArray());
        return encoded.toByteArray();
    }
}
