package io.scaler4j.connect;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which batches are kept, and found by their numbers. */
class RecentBatchesTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration FRESHNESS = ofSeconds(1);
    private static final Duration TIMEOUT = ofSeconds(5);

    private final RecentBatches<String, String> recent = new RecentBatches<>();
    private final List<PendingQuery<String, String>> sent = new ArrayList<>();

    /** A batch of one query that has no answer yet. */
    private QueryBatch<String, String> begun(Duration after) {
        var batch = new QueryBatch<String, String>(
                ReadRequest.of(START.plus(after), TIMEOUT), Micros.of(FRESHNESS), () -> {});
        batch.add("a", new CompletableFuture<>());
        batch.begin((pendingQueries, request) -> sent.addAll(pendingQueries));
        return batch;
    }

    private void answer(int index) {
        sent.get(index).answer("an answer");
    }

    private void forgetUselessAt(Duration after) {
        recent.forgetUseless(Micros.of(START.plus(after)));
    }

    @Test
    void numbersCountFromOneAndNothingIsFoundByZero() {
        assertThat(recent.lastNumber()).isZero();
        assertThat(recent.find(0)).isNull();

        var first = begun(ofSeconds(0));
        var second = begun(ofSeconds(0));
        assertThat(recent.add(first)).isEqualTo(1);
        assertThat(recent.add(second)).isEqualTo(2);
        assertThat(recent.find(0)).isNull();
        assertThat(recent.find(1)).isSameAs(first);
        assertThat(recent.find(2)).isSameAs(second);
    }

    @Test
    void whatIsOverAndOldIsForgottenAndNumbersGoOn() {
        long first = recent.add(begun(ofSeconds(0)));
        long second = recent.add(begun(ofMillis(500)));
        answer(0);
        answer(1);

        forgetUselessAt(ofMillis(999));
        assertThat(recent.find(first)).as("still fresh").isNotNull();

        forgetUselessAt(ofSeconds(1));
        assertThat(recent.find(first)).as("old").isNull();
        assertThat(recent.find(second)).as("younger").isNotNull();

        forgetUselessAt(ofSeconds(2));
        assertThat(recent.find(second)).isNull();
        var third = begun(ofSeconds(2));
        assertThat(recent.add(third)).isEqualTo(3);
        assertThat(recent.find(3)).isSameAs(third);
    }

    @Test
    void aBatchThatIsUnderWayIsKeptAndThoseBehindIt() {
        long hanging = recent.add(begun(ofSeconds(0)));
        long over = recent.add(begun(ofSeconds(0)));
        answer(1);

        forgetUselessAt(ofSeconds(4));
        assertThat(recent.find(hanging)).isNotNull();
        assertThat(recent.find(over)).as("behind it").isNotNull();

        answer(0);
        forgetUselessAt(ofSeconds(4));
        assertThat(recent.find(hanging)).isNull();
        assertThat(recent.find(over)).isNull();
        assertThat(recent.lastNumber()).isEqualTo(2);
    }

    @Test
    void aBatchThatItsSourceForgotIsForgottenLongAfterItsDeadline() {
        long lost = recent.add(begun(ofSeconds(0)));

        forgetUselessAt(TIMEOUT.plus(FRESHNESS).minusMillis(1));
        assertThat(recent.find(lost)).isNotNull();

        forgetUselessAt(TIMEOUT.plus(FRESHNESS));
        assertThat(recent.find(lost)).isNull();
    }
}
