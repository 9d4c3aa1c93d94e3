package io.scaler4j.connect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PEM as text: its blocks, whatever stands between them, and the forms in which settings bring it. Stateless. */
final class PemText {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final Pattern WRITTEN_LINE_BREAK = Pattern.compile("(?:\\\\+r)?\\\\+n");
    private static final String BEGIN = "-----BEGIN ";
    /** A text in Base64 may itself be encoded in Base64. */
    private static final int MOST_ENCODINGS = 3;

    private PemText() {}

    /** The content between two lines of the same label. */
    record Block(String label, String body) {
        byte[] bytes() {
            return Base64.getMimeDecoder().decode(body.getBytes(US_ASCII));
        }
    }

    static Stream<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(decoded(text)); block.find(); ) {
            blocks.add(new Block(block.group(1), block.group(2)));
        }
        return blocks.stream();
    }

    /** Returns one block, on separate lines. */
    static String of(String label, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return BEGIN + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /**
     * Returns PEM with real line breaks in place of {@code \n}, which an environment variable may have, and without
     * Base64 around it, which the data of a Kubernetes secret has.
     *
     * @param text any text
     * @return the decoded text; the same text if there is no PEM in it
     */
    static String decoded(String text) {
        String decoded = text;
        for (int i = 0; i < MOST_ENCODINGS && !decoded.contains(BEGIN); i++) {
            try {
                decoded = new String(Base64.getDecoder().decode(decoded.replaceAll("\\s", "")), ISO_8859_1);
            } catch (IllegalArgumentException noBase64) {
                return text;
            }
        }
        return decoded.contains(BEGIN) ? WRITTEN_LINE_BREAK.matcher(decoded).replaceAll("\n") : text;
    }
}
