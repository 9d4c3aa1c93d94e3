package io.scaler4j.kubernetes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text of files that people write, in UTF-8, or in UTF-16 with the mark that says so, as Windows' shell saves it. */
final class TextFile {

    private static final char MARK = '\ufeff';

    private TextFile() {}

    /**
     * The text without the mark.
     *
     * @throws IOException if it cannot be read; what it says about bytes quotes none of them
     */
    static String read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = decoded(bytes, charset(bytes), file);
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        return bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.UTF_8;
    }

    private static String decoded(byte[] bytes, Charset charset, Path file) throws IOException {
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            long line = 1 + out.chars().filter(c -> c == '\n').count();
            throw new NotText(file + " is not " + charset + " text: a byte in line " + line
                    + " is part of no character; save it as UTF-8");
        }
        return out.toString();
    }

    /** Its message is a sentence for people. */
    static final class NotText extends CharacterCodingException {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        NotText(String sentence) {
            this.sentence = sentence;
        }

        @Override
        public String getMessage() {
            return sentence;
        }
    }
}
