package io.scaler4j.connect;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What becomes of failures and of old answers where batches are sent before anybody asks. */
class QueryBatcherAheadFailureTest extends QueryBatcherAheadFixture {

    @Test
    void whatFailedWaitsForItsCaller() {
        settle("good", "bad");
        untilTheNextRound();
        failing = "bad";
        assertThat(ask("good")).isCompleted();
        ask("bad");
        untilTheNextRound();
        assertThat(ask("bad")).as("failed ahead, so it is asked again").isNotDone();
        answerOpen();
        ask("good");

        int before = batches.size();
        pass(INTERVAL);
        assertThat(batches).hasSize(before + 1);
        failing = "";
        var bad = ask("bad");
        answerOpen();
        assertThat(bad).isCompletedWithValue("bad!");
    }

    @Test
    void aFailureOfABatchThatWasSentAheadIsNotServedToThoseWhoComeLater() {
        settle("a");
        failing = "a";
        untilTheNextRound();
        int before = batches.size();
        failing = "";
        var a = ask("a");
        assertThat(batches).hasSize(before + 1);
        answerOpen();
        assertThat(a).isCompletedWithValue("a!");
    }

    @Test
    void aSourceThatFailsIsAskedByCallersOnlyAndAheadAgainOnceItAnswers() {
        settle("a");
        failing = "a";
        untilTheNextRound();
        for (int turn = 0; turn < 3; turn++) {
            int before = batches.size();
            ask("a");
            answerOpen();
            assertThat(batches).as("one, for the caller").hasSize(before + 1);
            pass(INTERVAL);
        }
        failing = "";
        ask("a");
        answerOpen();
        pass(INTERVAL);
        ask("a");
        answerOpen();
        untilTheNextRound();
        assertThat(ask("a")).isCompletedWithValue("a!");
    }

    @Test
    void anAnswerThatIsOldByTheClockOfTheJvmIsNotServedThoughTheCallersClockStoodStill() {
        settle("a");
        Instant before = now;
        pass(INTERVAL); // the timer goes on
        int sent = batches.size();
        pass(ofSeconds(1));
        now = before.plus(INTERVAL); // and a test moves its own clock by hand
        assertThat(ask("a")).isNotDone();
        assertThat(batches).hasSize(sent + 1);
    }
}
