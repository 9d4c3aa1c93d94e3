package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** Which topics are asked for together. The client is closed to all other calls, and gives no answers. */
class TopicMetadataTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final int TIMEOUT = 1_000;

    private final List<Set<String>> asked = new ArrayList<>();
    private final TopicMetadata topics = new TopicMetadata((Admin) Proxy.newProxyInstance(
            Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, call, with) -> {
                var names = new TreeSet<String>();
                ((Collection<?>) with[0]).forEach(name -> names.add((String) name));
                asked.add(names);
                throw new NoAnswerException();
            }));

    private static final class NoAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void describe(String... names) {
        try {
            topics.describe(List.of(names), NOW, TIMEOUT);
        } catch (NoAnswerException e) {
            assertThat(asked).isNotEmpty();
        }
    }

    @Test
    void whatIsExpectedIsAskedForWithTheFirstThatIsNotKnownAndOnce() {
        topics.expect(List.of("orders", "parcels"));
        topics.expect(List.of("returns"));
        assertThat(asked).isEmpty();

        describe("orders");
        describe("bills");

        assertThat(asked).containsExactly(Set.of("orders", "parcels", "returns"), Set.of("bills"));
    }

    @Test
    void nothingIsAskedForWithoutAQuestion() {
        topics.expect(List.of("orders"));
        assertThat(topics.describe(List.of(), NOW.plus(Duration.ofDays(1)), TIMEOUT))
                .isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aRequestDoesNotGrowWithoutBounds() {
        topics.expect(IntStream.range(0, 5_000).mapToObj(i -> "topic-" + i).toList());
        describe("orders");
        assertThat(asked.get(0)).hasSize(1_000).contains("orders");
    }
}
