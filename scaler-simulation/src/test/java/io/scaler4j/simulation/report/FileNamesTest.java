package io.scaler4j.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.OrdersTest.keepsUp-1-monday", "OrdersTest$Nested.keepsUp", "größe_2"})
    void namesThatEverySystemTakesStayAsTheyAre(String name) {
        assertThat(FileNames.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../../etc/passwd",
                "/root",
                "a/b",
                "a\\b",
                "C:",
                "a:b",
                "a*b",
                "a\"b",
                "a\u0000b",
                "-rf",
                "end.",
                "a b",
                "\uD800"
            })
    void whatASystemMightNotTakeIsReplaced(String name) {
        assertThat(FileNames.of(name)).matches("[\\p{L}\\p{N}$_][\\p{L}\\p{N}$_.-]*[0-9a-f]");
    }

    @Test
    void otherTextsHaveOtherNamesOfALengthThatEverySystemTakes() {
        var random = new SplittableRandom(3);
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(6), 0, 8)
                            .mapToObj(c -> "/ab.:\\_\uD83D\uDE00".substring(c, c + 1))
                            .reduce("", String::concat)
                    + "x".repeat(random.nextInt(10) == 0 ? random.nextInt(400) : 0);
            String name = FileNames.of(text);
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(240);
            assertThat(texts.putIfAbsent(name, text)).isIn(null, text);
        }
    }

    @Test
    void longNamesOfLettersOutsideOfAsciiFit() {
        assertThat(FileNames.of("\uD835\uDD38".repeat(100)).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(240);
    }
}
