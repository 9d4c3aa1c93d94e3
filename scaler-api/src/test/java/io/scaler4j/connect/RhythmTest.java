package io.scaler4j.connect;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long before its callers a batch is sent, and what time it is then. */
class RhythmTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final long NANOS = Long.MAX_VALUE - 500_000; // may overflow

    private final Rhythm rhythm = new Rhythm(1_000_000);

    @ParameterizedTest(name = "batches of {0} ms are sent {1} ms before")
    @CsvSource({"0, 20", "5, 20", "6, 22", "100, 210", "245, 500", "10000, 500"})
    void theLeadIsTwiceWhatABatchTakesWithinBounds(long millis, long lead) {
        rhythm.took(ofMillis(millis).toNanos());
        assertThat(rhythm.lead()).isEqualTo(lead * 1_000);
    }

    @Test
    void oneSlowBatchMovesTheLeadByAQuarterOnly() {
        rhythm.took(ofMillis(50).toNanos());
        rhythm.took(ofMillis(130).toNanos());
        assertThat(rhythm.lead()).isEqualTo(150_000);
    }

    @Test
    void aFirstBatchWithoutAnythingKnownIsSentWithTheShortestLead() {
        assertThat(rhythm.lead()).isEqualTo(20_000);
    }

    @Test
    void theAlarmIsSetByTheTimeOfCallersAndWhatPassedSince() {
        rhythm.heard(ReadRequest.of(START, ofSeconds(5)), NANOS);
        long inFifteen = Micros.of(START.plusSeconds(15));
        assertThat(rhythm.untilBatchFor(inFifteen, NANOS))
                .isEqualTo(ofMillis(14_980).toNanos());
        assertThat(rhythm.untilBatchFor(inFifteen, NANOS + ofSeconds(2).toNanos()))
                .isEqualTo(ofMillis(12_980).toNanos());
    }

    @ParameterizedTest(name = "{0} s from now")
    @ValueSource(longs = {-5, 0, 601, 100_000_000})
    void noAlarmIsSetForThePastOrTheFarFuture(long seconds) {
        rhythm.heard(ReadRequest.of(START, ofSeconds(5)), NANOS);
        assertThat(rhythm.untilBatchFor(Micros.of(START.plusSeconds(seconds)), NANOS))
                .isNegative();
    }

    @Test
    void theFirstCallerThatIsServedAfterABatchTellsTheTimeAndLaterOnesDoNotLookAtTheClock() {
        rhythm.heard(ReadRequest.of(START, ofSeconds(5)), NANOS);
        rhythm.sent();
        long later = NANOS + ofSeconds(2).toNanos();
        rhythm.heardAfterBatch(ReadRequest.of(START.plusSeconds(3), ofSeconds(5)), () -> later);
        rhythm.heardAfterBatch(ReadRequest.of(START.plusSeconds(60), ofSeconds(5)), () -> {
            throw new AssertionError("looked at the clock");
        });
        assertThat(rhythm.untilBatchFor(Micros.of(START.plusSeconds(15)), later))
                .isEqualTo(ofMillis(11_980).toNanos());
    }

    @Test
    void aRequestWithoutACallerHasTheTimeOfNowAndTheTimeThatTheLastCallerGave() {
        rhythm.heard(ReadRequest.of(START, ofSeconds(9)), NANOS - 1);
        rhythm.heard(ReadRequest.of(START.plusSeconds(1), ofSeconds(5)), NANOS);
        assertThat(rhythm.request(NANOS + ofMillis(250).toNanos()))
                .isEqualTo(ReadRequest.of(START.plusMillis(1_250), ofSeconds(5)));
    }

    @Test
    void nothingIsKnownBeforeAnybodyAsks() {
        assertThat(rhythm.request(NANOS)).isNull();
        assertThat(rhythm.untilBatchFor(Micros.of(START), NANOS)).isNegative();
    }
}
