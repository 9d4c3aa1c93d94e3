package io.scaler4j.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The contract notices scalers that break it. */
class ScalerContractTest {

    @Test
    void oneThatReadsSomethingElseEachTime() {
        var calls = new AtomicInteger();
        notices(contract(request -> Reading.of(calls.incrementAndGet()))::readsTheSameAsLongAsTheSourceStandsStill);
    }

    @Test
    void oneThatSamplesOtherReplicasEachTime() {
        var calls = new AtomicInteger();
        notices(contract(request -> Reading.samples(
                Resource.CPU,
                List.of(ReplicaSample.builder("replica " + calls.incrementAndGet())
                        .build())))::readsTheSameAsLongAsTheSourceStandsStill);
    }

    @Test
    void oneThatNeverMeasures() {
        var contract = contract(request -> Reading.failure(Reading.Failure.Kind.EMPTY, "nothing"));
        notices(contract::readsTheSameAsLongAsTheSourceStandsStill);
        notices(contract::mayBeClosedTwiceReadOrNot);
    }

    @Test
    void oneThatAnswersDifferentlyWithoutWaiting() {
        notices(contract(new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                return Reading.of(1);
            }

            @Override
            public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
                return CompletableFuture.completedFuture(Reading.of(2));
            }
        })::readsTheSameWithoutWaiting);
    }

    @Test
    void oneThatTakesAFailureForZero() {
        var contract = contract(request -> Reading.of(0));
        notices(contract::failsInTimeAndSaysWhatCannotBeReached);
        notices(contract::failsInTimeWithoutWaitingToo);
    }

    @Test
    void oneThatThrowsInPlaceOfAFailureIsToldWhatToDo() {
        var contract = contract(request -> {
            throw new ConnectException("Connection refused");
        });
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(contract::failsInTimeAndSaysWhatCannotBeReached)
                .withMessageStartingWith("the read threw java.net.ConnectException: Connection refused; return"
                        + " Reading.failure(UNAVAILABLE, ..) with a message that names ");
    }

    @Test
    void oneThatDoesNotSayWhatItCouldNotReachOrTellsASecret() {
        notices(
                contract(request -> Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "it failed"))
                        ::failsInTimeAndSaysWhatCannotBeReached);
        notices(
                contract(request -> Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source refuses s3cret"))
                        ::failsInTimeAndSaysWhatCannotBeReached);
        notices(
                contract(request -> Reading.failure(
                        Reading.Failure.Kind.UNAVAILABLE,
                        "the source failed",
                        new IllegalStateException(new IllegalArgumentException("s3cret"))))
                        ::failsInTimeAndSaysWhatCannotBeReached);
    }

    @Test
    void oneThatSwallowsAnInterrupt() {
        notices(contract(request -> {
            Thread.interrupted();
            return Reading.of(1);
        })::anInterruptEndsTheRead);
    }

    private static void notices(ThrowingCallable check) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(check);
    }

    private static ScalerContract contract(Scaler scaler) {
        return new ScalerContract() {
            @Override
            protected Scaler working() {
                return scaler;
            }

            @Override
            protected Optional<Scaler> unreachable() {
                return Optional.of(scaler);
            }

            @Override
            protected String source() {
                return "the source";
            }

            @Override
            protected Set<String> secrets() {
                return Set.of("s3cret");
            }
        };
    }
}
