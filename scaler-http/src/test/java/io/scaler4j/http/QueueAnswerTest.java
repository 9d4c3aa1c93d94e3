package io.scaler4j.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
