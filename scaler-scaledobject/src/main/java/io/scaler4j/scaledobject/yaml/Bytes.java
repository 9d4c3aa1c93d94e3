package io.scaler4j.scaledobject.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes text of bytes. */
final class Bytes {

    private Bytes() {}

    static YamlFile read(byte[] bytes, String file) {
        if (bytes.length > YamlReader.MOST_BYTES) {
            return FileReader.tooLarge(file);
        }
        boolean little = bytes.length > 1 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE;
        boolean big = bytes.length > 1 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF;
        Charset charset = little ? StandardCharsets.UTF_16LE : big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
        int mark = little || big ? 2 : 0;
        var from = ByteBuffer.wrap(bytes, mark, bytes.length - mark);
        var to = CharBuffer.allocate(little || big ? bytes.length / 2 : bytes.length);
        CoderResult result = charset.newDecoder().decode(from, to, true);
        String text = to.flip().toString();
        if (!result.isError()) {
            return new FileReader(file).read(text);
        }
        return new YamlFile(
                List.of(),
                List.of(new YamlProblem(
                        new Chunk(file, text, 0, 0).at(text.length()),
                        "the bytes here are no " + charset + " text; save the file as UTF-8")));
    }
}
