package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadRoundTest {

    private static final ReadRequest REQUEST =
            ReadRequest.of(Instant.parse("2026-01-05T08:00:00Z"), Duration.ofSeconds(1));

    private final ReadRound round = new ReadRound(3);

    @Test
    void allAreAskedBeforeAnyAnswerIsWaitedFor() {
        var asked = new AtomicInteger();
        var all = new CompletableFuture<Reading>();
        Scaler scaler = new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                throw new IllegalStateException("a thread would wait");
            }

            @Override
            public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
                if (asked.incrementAndGet() == 5) {
                    all.complete(Reading.of(3));
                }
                return all;
            }
        };

        assertThat(round.read(Collections.nCopies(5, scaler), REQUEST)).isNotNegative();
        assertThat(asked).hasValue(5);
    }

    @Test
    void anotherValueOrNoneEndsTheMeasurement() {
        for (Reading wrong :
                List.of(Reading.of(2), Reading.of(3.001), Reading.failure(Reading.Failure.Kind.TIMEOUT, "too late"))) {
            Scaler scaler = request -> wrong;
            assertThatThrownBy(() -> round.read(List.of(scaler), REQUEST))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("expected a value of 3, was " + wrong);
        }
    }
}
