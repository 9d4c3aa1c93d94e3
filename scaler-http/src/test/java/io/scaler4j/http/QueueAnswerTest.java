package io.scaler4j.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueAnswerTest {

    @Test
    void whatIsWrittenIsRead() {
        Seeds.each(500, random -> {
            Map<String, RequestCounts> counts = new TreeMap<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                long inFlight = random.nextInt(1000);
                counts.put(
                        "n\"ä\\/" + i,
                        new RequestCounts(
                                inFlight, Math.abs(random.nextLong()) >> 24, 1, inFlight + random.nextInt(9)));
            }
            try {
                assertThat(QueueAnswer.parse(QueueAnswer.of(counts).toJson(), Optional.of("b")))
                        .isEqualTo(new QueueAnswer(counts, Optional.of("b")));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void isWhatTheAddOnReads() {
        var tracker = new RequestTracker();
        tracker.begin("shop/web");
        tracker.counter("shop/api");
        assertThat(new String(QueueAnswer.of(tracker.snapshot()).toJson(), UTF_8))
                .isEqualTo("{\"shop/api\":{\"Concurrency\":0,\"RequestCount\":0,\"Held\":0,\"Peak\":0},"
                        + "\"shop/web\":{\"Concurrency\":1,\"RequestCount\":1,\"Held\":0,\"Peak\":1}}");
    }

    @Test
    void readsWhatTheAddOnWritesAndPassesOverWhatItDoesNotKnow() throws IOException {
        assertThat(parse("{\"ns/a\":{\"Concurrency\":2,\"RequestCount\":7,\"New\":{\"x\":[1]}},\"ns/b\":"
                                + "{\"RequestCount\":0,\"Concurrency\":0}}")
                        .counts())
                .isEqualTo(Map.of("ns/a", RequestCounts.of(2, 7), "ns/b", RequestCounts.NONE));
        assertThat(parse("{}").counts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "3",
                "<html>login</html>",
                "{\"a\":3}",
                "{\"a\":{}}",
                "{\"a\":{\"Concurrency\":1}}",
                "{\"a\":{\"RequestCount\":1}}",
                "{\"a\":{\"Concurrency\":-1,\"RequestCount\":1}}",
                "{\"a\":{\"Concurrency\":1.5,\"RequestCount\":1}}",
                "{\"a\":{\"Concurrency\":\"1\",\"RequestCount\":1}}",
                "{\"a\":{\"Concurrency\":null,\"RequestCount\":1}}",
                "{\"a\":{\"Concurrency\":99999999999999999999,\"RequestCount\":1}}",
                "{\"a\":{\"Concurrency\":9007199254740993,\"RequestCount\":1}}",
                "{\"a\":{\"Concurrency\":1,\"RequestCount\":1}",
                "{\"a\":{\"Concurrency\":1,\"RequestCount\":1}}{}",
                "{\"a\":{\"Concurrency\":1,\"RequestCount\":1},\"a\":{\"Concurrency\":1,\"RequestCount\":1}}"
            })
    void garbageIsNoCount(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(IOException.class).hasMessageMatching("[a-z].*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1] | it is no JSON object",
                "{\"a | it is no valid JSON",
                "{'a':1} | it is no valid JSON",
                "{\"a\":[]} | the counts of a route are no JSON object",
                "{\"a\":{\"Concurrency\":1}} | a route has no Concurrency or no RequestCount",
                "{\"a\":{\"Concurrency\":true,\"RequestCount\":1}} | a count is no whole number of 64 bits",
                "{\"a\":{\"Concurrency\":1,\"RequestCount\":1e3}} | a count is no whole number of 64 bits",
                "{\"a\":{\"Concurrency\":1,\"RequestCount\":[1]}} | a count is no whole number of 64 bits",
                "{\"a\":{\"Concurrency\":1,\"RequestCount\":9223372036854775808}} | a count is no whole number of 64 bits",
                "{\"a\":{\"Concurrency\":1,\"RequestCount\":1099511627777}} | a count is negative or impossibly large",
                "{\"a\":{\"Concurrency\":1,\"RequestCount\":1,\"Held\":-1}} | a count is negative or impossibly large",
                "{\"a\":{\"Concurrency\":1,\"RequestCount\":1,\"Peak\":\"2\"}} | a count is no whole number of 64 bits",
                "{\"a\":{\"Concurrency\":1,\"RequestCount\":1}} x | it is no valid JSON",
                "{\"a\":{\"Concurrency\":1,\"RequestCount\":1}} 1 | there is something behind the JSON object",
                "{\"a\":{\"Concurrency\":1,\"Concurrency\":1,\"RequestCount\":1}} | it is no valid JSON",
                "{\"a\":{\"Concurrency\":NaN,\"RequestCount\":1}} | it is no valid JSON",
                "{\"a\":{\"Concurrency\":01,\"RequestCount\":1}} | it is no valid JSON",
                "{\"a\":{\"Concurrency\":+1,\"RequestCount\":1}} | it is no valid JSON",
            })
    void saysWhatIsWrong(String body, String problem) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(IOException.class).hasMessage(problem);
    }

    @Test
    void theLargestCountsAreRead() throws IOException {
        assertThat(parse("{\"a\":{\"Concurrency\":1099511627776,\"RequestCount\":1099511627776,\"Held\":-0}}")
                        .counts())
                .isEqualTo(Map.of("a", new RequestCounts(1L << 40, 1L << 40, 0, 1L << 40)));
    }

    @Test
    void aPeakIsNeverBelowWhatIsInFlight() throws IOException {
        assertThat(parse("{\"a\":{\"Peak\":2,\"Concurrency\":5,\"RequestCount\":9}}")
                        .counts()
                        .get("a")
                        .peak())
                .isEqualTo(5);
    }

    /** A reader that followed every level would be out of stack; one level more than any real answer has is enough. */
    @Test
    void nestingWithoutEndIsNoAnswer() {
        String deep = "{\"a\":{\"Concurrency\":1,\"RequestCount\":1,\"New\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> parse(deep)).isInstanceOf(IOException.class).hasMessage("it is no valid JSON");
    }

    /** The bytes of an answer decide how it is read; in each encoding garbage is a sentence. */
    @Test
    void garbageInOtherEncodingsIsNoAnswerEither() {
        for (byte[] body : List.of(
                new byte[] {0, 0, 0, '{', -1, -1, -1, -1},
                new byte[] {0, '{', -40, 0, 0, 'a'},
                new byte[] {-2, -1, 0, '{', 0},
                new byte[] {'{', 0, 0, 0, 1},
                new byte[] {-17, -69, 0},
                new byte[] {'{', '"', -61, 40, '"', ':'},
                new byte[] {'{', '"', -128, '"', ':'})) {
            assertThatThrownBy(() -> QueueAnswer.parse(body, Optional.empty()))
                    .as(java.util.Arrays.toString(body))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("(it is no valid JSON|it is no JSON object)");
        }
    }

    @Test
    void noPartOfAnAnswerThatCannotBeReadIsQuoted() {
        assertThatThrownBy(() -> parse("{\"a\":{\"Concurrency\":geheim,\"RequestCount\":1}}"))
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> parse("{\"geheim\":\"geheim\"}")).hasMessageNotContaining("geheim");
    }

    @Test
    void theCountsAreACopy() {
        Map<String, RequestCounts> counts = new TreeMap<>(Map.of("a", RequestCounts.NONE));
        QueueAnswer answer = QueueAnswer.of(counts);
        counts.put("b", RequestCounts.NONE);
        assertThat(answer.counts()).containsOnlyKeys("a");
    }

    @Test
    void randomDamageGivesCountsOrAnException() {
        byte[] body = QueueAnswer.of(Map.of("ns/a", RequestCounts.of(1, 2))).toJson();
        Seeds.each(3000, random -> {
            byte[] damaged = body.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(QueueAnswer.parse(damaged, Optional.empty())).isNotNull();
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("[a-z].*");
            }
        });
    }

    private static QueueAnswer parse(String body) throws IOException {
        return QueueAnswer.parse(body.getBytes(UTF_8), Optional.empty());
    }
}
