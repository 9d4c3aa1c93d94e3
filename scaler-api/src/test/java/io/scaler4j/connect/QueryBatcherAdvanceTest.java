package io.scaler4j.connect;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is fetched before it is asked for, and how long a query is remembered for that. */
class QueryBatcherAdvanceTest extends QueryBatcherFixture {

    @Test
    void whatIsAskedRegularlyRidesWithTheFirstOfItsRound() {
        round("a", "b", "c");
        now = START.plus(ofSeconds(5));
        round("a", "b", "c");
        int before = batches.size();

        now = START.plus(ofSeconds(10));
        ask("b");
        assertThat(lastSent()).containsExactly("a", "b", "c");
        batches.get(before).answerAll();
        now = now.plus(ofMillis(300));

        assertThat(ask("a")).isCompletedWithValue("a!");
        assertThat(ask("c")).isCompletedWithValue("c!");
        assertThat(batches).hasSize(before + 1);
    }

    @Test
    void whereAnswersAreNeverServedAgainNothingRides() {
        var always = new QueryBatcher<String, String>(this::send, Duration.ZERO);
        for (int turn = 0; turn < 3; turn++) {
            now = START.plus(ofSeconds(5L * turn));
            always.ask("a", request());
            batches.get(batches.size() - 1).answerAll();
            always.ask("b", request());
            batches.get(batches.size() - 1).answerAll();
        }

        assertThat(sent()).allMatch(queries -> queries.size() == 1).hasSize(6);
    }

    @Test
    void whatIsNotDueYetDoesNotRide() {
        round("a", "b");
        now = START.plus(ofSeconds(60));
        round("a", "b");

        now = START.plus(ofSeconds(100));
        ask("stray");
        assertThat(lastSent()).containsExactly("stray");

        now = START.plus(ofMillis(119_100));
        batches.get(batches.size() - 1).answerAll();
        ask("stray");
        assertThat(lastSent()).containsExactly("a", "b", "stray");
    }

    @Test
    void whatIsNotAskedForAnyMoreRidesTwiceInVain() {
        round("a", "gone");
        now = START.plus(ofSeconds(5));
        round("a", "gone");
        List<Boolean> rode = new ArrayList<>();
        for (int turn = 2; turn < 7; turn++) {
            now = START.plus(ofSeconds(5L * turn));
            ask("a");
            rode.add(lastSent().contains("gone"));
            batches.get(batches.size() - 1).answerAll();
        }

        assertThat(rode).containsExactly(true, true, false, false, false);
    }

    @Test
    void whatIsNotAskedForLongIsForgotten() {
        round("a", "gone");
        assertThat(batcher.remembered()).isEqualTo(2);

        now = START.plus(ofMinutes(15)).plusSeconds(1);
        ask("b");

        assertThat(batcher.remembered()).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        round("a", "b");
        now = START.minus(ofMinutes(60));
        round("a", "b");
        now = now.plus(ofSeconds(5));
        round("a", "b");

        now = now.plus(ofSeconds(5));
        ask("a");

        assertThat(lastSent()).containsExactly("a", "b");
    }

    /** All ask, one after the other, and are answered. */
    private void round(String... queries) {
        int from = batches.size();
        for (String query : queries) {
            ask(query);
        }
        for (int i = from; i < batches.size(); i++) {
            batches.get(i).answerAll();
        }
    }
}
