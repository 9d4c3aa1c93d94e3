package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.StackTraces;
import java.time.Duration;

/** Reads with a generous deadline, each later than any answer stays fresh. Thread-safe. */
final class Reads {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Polls polls = new Polls();

    Reading of(Scaler scaler) {
        return of(scaler, TIMEOUT);
    }

    Reading of(Scaler scaler, Duration timeout) {
        try {
            return scaler.read(polls.next(timeout));
        } catch (Exception e) {
            throw new AssertionError("a read threw", e);
        }
    }

    /** The value, which has to be one. */
    Reading.Value value(Scaler scaler) {
        return asValue(of(scaler));
    }

    /** The failure, which has to be one. */
    Reading.Failure failure(Scaler scaler) {
        Reading reading = of(scaler);
        assertThat(reading).isInstanceOf(Reading.Failure.class);
        return (Reading.Failure) reading;
    }

    static Reading.Value asValue(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Value.class);
        return (Reading.Value) reading;
    }

    /** All that a log could show of it: the sentence, and the stack trace of its cause. */
    static String printed(Reading.Failure failure) {
        return failure + "\n" + StackTraces.of(failure.cause());
    }
}
