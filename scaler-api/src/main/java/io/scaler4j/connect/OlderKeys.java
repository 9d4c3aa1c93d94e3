package io.scaler4j.connect;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Converts private keys of older forms to PKCS#8: RSA keys of PKCS#1 and EC keys of SEC 1. The keys are wrapped, not
 * changed. Stateless.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5915">RFC 5915: EC private keys</a>
 */
final class OlderKeys {

    private static final int INTEGER = 2;
    private static final int OCTETS = 4;
    private static final int OBJECT_IDENTIFIER = 6;
    private static final int SEQUENCE = 0x30;
    private static final int PARAMETERS = 0xa0;

    private static final byte[] VERSION = {INTEGER, 1, 0};
    /** The algorithm rsaEncryption, without parameters. */
    private static final byte[] RSA = {
        SEQUENCE, 13, OBJECT_IDENTIFIER, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };
    /** The algorithm id-ecPublicKey; the name of the curve follows it. */
    private static final byte[] EC = {OBJECT_IDENTIFIER, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private OlderKeys() {}

    /** One value of DER: its tag, its content, and where the next value begins. */
    private static final class Element {

        private final int tag;
        private final byte[] content;
        private final int end;

        Element(int tag, byte[] content, int end) {
            this.tag = tag;
            this.content = content;
            this.end = end;
        }
    }

    static byte[] rsa(byte[] pkcs1) {
        return element(SEQUENCE, VERSION, RSA, element(OCTETS, pkcs1));
    }

    /**
     * Returns an EC key as PKCS#8.
     *
     * @param parameters the block EC PARAMETERS before the key, which names its curve; empty if there is no such block
     * @throws IllegalArgumentException with a sentence, if this is no EC key, or if its curve has no name
     */
    static byte[] ec(byte[] sec1, Optional<byte[]> parameters) {
        byte[] curve = curveIn(sec1)
                .or(() -> parameters)
                .orElseThrow(() -> new IllegalArgumentException(
                        "key is an EC key that does not say on which curve; give the block EC PARAMETERS in front of it,"
                                + " too"));
        if (read(curve, 0).tag != OBJECT_IDENTIFIER) {
            throw new IllegalArgumentException(
                    "key is an EC key that describes its curve in place of naming it; convert"
                            + " it with: openssl ec -in key.pem -param_enc named_curve -out named.pem");
        }
        return element(SEQUENCE, VERSION, element(SEQUENCE, EC, curve), element(OCTETS, sec1));
    }

    /** Returns the curve, which follows version and secret. */
    private static Optional<byte[]> curveIn(byte[] sec1) {
        byte[] key = expect(SEQUENCE, read(sec1, 0)).content;
        Element version = expect(INTEGER, read(key, 0));
        Element secret = expect(OCTETS, read(key, version.end));
        for (int at = secret.end; at < key.length; ) {
            Element part = read(key, at);
            if (part.tag == PARAMETERS) {
                return Optional.of(part.content);
            }
            at = part.end;
        }
        return Optional.empty();
    }

    private static Element expect(int tag, Element element) {
        if (element.tag != tag) {
            throw damaged();
        }
        return element;
    }

    private static Element read(byte[] der, int at) {
        if (at + 2 > der.length) {
            throw damaged();
        }
        int length = der[at + 1] & 0xff;
        int begin = at + 2;
        if (length >= 0x80) {
            int lengthBytes = length - 0x80;
            if (lengthBytes == 0 || lengthBytes > 2 || begin + lengthBytes > der.length) {
                throw damaged();
            }
            length = 0;
            for (int i = 0; i < lengthBytes; i++) {
                length = (length << 8) + (der[begin++] & 0xff);
            }
        }
        if (begin + length > der.length) {
            throw damaged();
        }
        return new Element(der[at] & 0xff, Arrays.copyOfRange(der, begin, begin + length), begin + length);
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException(
                "key is no EC key in the form that it says; check that the PEM text is whole");
    }

    private static byte[] element(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        int length = content.size();
        if (length >= 0x100) {
            encoded.write(0x82);
            encoded.write(length >> 8);
        } else if (length >= 0x80) {
            encoded.write(0x81);
        }
        encoded.write(length);
        encoded.writeBytes(content.toByteArray());
        return encoded.toByteArray();
    }
}
