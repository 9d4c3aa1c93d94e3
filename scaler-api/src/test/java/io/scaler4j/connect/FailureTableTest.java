package io.scaler4j.connect;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.scaler4j.metric.Reading;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FailureTableTest {

    private static final FailureTable TABLE = FailureTable.builder()
            .sentence(IllegalStateException.class)
            .cause(IOException.class, Pattern.compile("NOAUTH|WRONGPASS"), DENIED, "%1$s refused (%2$s)")
            .rule(FileNotFoundException.class, MISCONFIGURED, "%1$s has no such file (%2$s)")
            .rule(IOException.class, UNAVAILABLE, "%1$s is down (%2$s)")
            .cause(TimeoutException.class, TIMEOUT, "%1$s is slow (%2$s)")
            .otherwise(UNAVAILABLE, "%1$s failed (%2$s)");

    private static String sentence(Throwable thrown) {
        Reading.Failure failure = TABLE.failure(thrown, "it", TABLE.describe(thrown));
        assertThat(failure.cause()).isSameAs(thrown);
        assertThat(failure.kind()).isEqualTo(TABLE.kind(thrown));
        return failure.kind() + ": " + failure.message();
    }

    @Test
    void theFirstRuleThatFitsCounts() {
        assertThat(sentence(new FileNotFoundException("a")))
                .isEqualTo("MISCONFIGURED: it has no such file (FileNotFoundException: a)");
        assertThat(sentence(new IOException("b"))).isEqualTo("UNAVAILABLE: it is down (IOException: b)");
        assertThat(sentence(new RuntimeException())).isEqualTo("UNAVAILABLE: it failed (RuntimeException)");
    }

    @Test
    void aRuleMayLookAtMessagesAndCauses() {
        assertThat(sentence(new IOException("WRONGPASS for user"))).startsWith("DENIED");
        assertThat(sentence(new IOException("it says WRONGPASS"))).startsWith("UNAVAILABLE");
        assertThat(sentence(new RuntimeException(new TimeoutException("5 s")))).startsWith("TIMEOUT: it is slow");
        assertThat(sentence(new RuntimeException("x", new FileNotFoundException("a"))))
                .as("a rule for the exception itself")
                .startsWith("UNAVAILABLE: it failed");
    }

    @Test
    void theInnermostCauseIsSaidToo() {
        var thrown = new RuntimeException("top", new IOException("middle", new TimeoutException("bottom")));
        assertThat(TABLE.describe(thrown)).isEqualTo("RuntimeException: top; TimeoutException: bottom");
        assertThat(TABLE.say(thrown)).isEqualTo("RuntimeException: top");
    }

    @Test
    void aSentenceNeedsNoName() {
        assertThat(TABLE.say(new IllegalStateException("the scaler is closed"))).isEqualTo("the scaler is closed");
    }

    @Test
    void aMaskedExceptionCountsAsWhatItStandsFor() {
        Throwable masked = Secrets.of(List.of("hunter2")).mask(new IOException("WRONGPASS hunter2"));
        assertThat(masked).isNotInstanceOf(IOException.class);
        assertThat(sentence(masked)).isEqualTo("DENIED: it refused (IOException: WRONGPASS ***)");
    }

    @Test
    void whatFuturesPutAroundIsTakenAway() {
        var cause = new IOException("x");
        assertThat(FailureTable.unwrap(new CompletionException(new ExecutionException(cause))))
                .isSameAs(cause);
        assertThat(FailureTable.unwrap(cause)).isSameAs(cause);
        var bare = new CompletionException("alone", null);
        assertThat(FailureTable.unwrap(bare)).isSameAs(bare);
    }

    @Test
    void aStandInOfAStandInCountsAsTheOriginalToo() {
        Throwable once = Secrets.of(List.of("hunter2")).mask(new FileNotFoundException("hunter2 and swordfish"));
        Throwable twice = Secrets.of(List.of("swordfish")).mask(once);
        assertThat(sentence(twice))
                .isEqualTo("MISCONFIGURED: it has no such file (FileNotFoundException: *** and ***)");
    }

    @Test
    @Timeout(value = 60, threadMode = SEPARATE_THREAD)
    void causesThatGoInACircleAreFollowedOnce() {
        var one = new RuntimeException("one");
        var other = new IOException("other", one);
        one.initCause(other);
        assertThat(TABLE.describe(one)).isEqualTo("RuntimeException: one; IOException: other");
        assertThat(TABLE.kind(one)).isEqualTo(UNAVAILABLE);
    }

    @Test
    @Timeout(value = 60, threadMode = SEPARATE_THREAD)
    void wrappersThatGoInACircleAreTakenAwayOnce() {
        var one = new CompletionException("one") {};
        one.initCause(new CompletionException("other", one));
        assertThat(FailureTable.unwrap(one)).isInstanceOf(CompletionException.class);
    }
}
