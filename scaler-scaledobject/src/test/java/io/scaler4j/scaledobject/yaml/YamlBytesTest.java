package io.scaler4j.scaledobject.yaml;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlBytesTest {

    private static final String YAML = "a: é😀\n---\nb: 1\n";

    @TempDir
    private Path folder;

    @Test
    void utf8AndUtf16WithAMarkAreTheSame() {
        YamlFile expected = YamlReader.read(YAML, "f");

        assertThat(expected.documents()).hasSize(2);
        assertThat(YamlReader.read(YAML.getBytes(UTF_8), "f")).isEqualTo(expected);
        assertThat(YamlReader.read(("\uFEFF" + YAML).getBytes(UTF_8), "f")).isEqualTo(expected);
        for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
            assertThat(YamlReader.read(("\uFEFF" + YAML).getBytes(charset), "f"))
                    .isEqualTo(expected);
        }
    }

    @Test
    void bytesThatAreNoTextAreAProblemWithAPlace() {
        byte[] latin1 = "a: 1\nb: caf\u00e9 x\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(YamlReader.read(latin1, "f").problems())
                .singleElement()
                .asString()
                .isEqualTo("f:2:7: the bytes here are no UTF-8 text; save the file as UTF-8");
        assertThat(YamlReader.read(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0, 'b'}, "f")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("f:1:2: the bytes here are no UTF-16LE text");
        assertThat(YamlReader.read(new byte[] {'a', 0, ':', 0}, "f").problems()).isNotEmpty();
    }

    @Test
    void aFileIsReadWithItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "a: [\n");

        assertThat(YamlReader.read(file).problems().get(0).position().file()).isEqualTo(file.toString());
        assertThatThrownBy(() -> YamlReader.read(folder.resolve("none.yaml"))).isInstanceOf(NoSuchFileException.class);
    }
}
