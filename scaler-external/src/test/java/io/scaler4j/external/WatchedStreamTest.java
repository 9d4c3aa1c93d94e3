package io.scaler4j.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.scaler4j.Scheduler;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a stream is opened again, on a timer that moves when told and without any network. */
class WatchedStreamTest {

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final List<Instant> openings = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<String> arrived = new ArrayList<>();
    private int ends;
    private @Nullable RuntimeException refusal;

    /** A call that only notes that it was cancelled. */
    private static final class Call extends ClientCallStreamObserver<String> {

        private final StreamObserver<String> observer;
        private boolean cancelled;

        Call(StreamObserver<String> observer) {
            this.observer = observer;
        }

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {
            cancelled = true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setOnReadyHandler(Runnable onReadyHandler) {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void onNext(String value) {}

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onCompleted() {}
    }

    @SuppressWarnings("unchecked")
    private void call(StreamObserver<String> observer) {
        openings.add(time.instant());
        if (refusal != null) {
            throw refusal;
        }
        var call = new Call(observer);
        ((ClientResponseObserver<String, String>) observer).beforeStart(call);
        calls.add(call);
    }

    private WatchedStream<String, String> stream(boolean optional, Scheduler scheduler) {
        return new WatchedStream<>(
                new WatchedStream.Kind<String>("stream", optional, this::call, arrived::add, () -> ends++), scheduler);
    }

    private Call last() {
        return calls.get(calls.size() - 1);
    }

    private void end(Status status) {
        if (status.isOk()) {
            last().observer.onCompleted();
        } else {
            last().observer.onError(status.asRuntimeException());
        }
    }

    /**
     * Any sequence of messages and ends. The model is the sentence: 2 s, doubling to 60 s, and 2 s again after a clean
     * end or a stream that told something.
     */
    @Test
    void anySequenceOfEndsOpensTheStreamWhenTheRuleSays() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new RandomTexts(seed);
            openings.clear();
            List<Instant> expected = new ArrayList<>(List.of(time.instant()));
            int expectedMessages = arrived.size();
            long wait = 2;
            try (var stream = stream(false, time)) {
                stream.open();
                for (int round = 0; round < 30; round++) {
                    time.advance(Duration.ofSeconds(random.below(100)));
                    int messages = random.oneIn(4) ? 1 + random.below(3) : 0;
                    for (int i = 0; i < messages; i++) {
                        last().observer.onNext("told");
                    }
                    expectedMessages += messages;
                    Status status = random.oneIn(5) ? Status.OK : Status.fromCodeValue(1 + random.below(16));
                    end(status);
                    wait = status.isOk() || messages > 0 ? 2 : wait;
                    expected.add(time.instant().plusSeconds(wait));
                    time.advance(Duration.ofSeconds(wait));
                    wait = Math.min(60, 2 * wait);
                }
            }
            assertThat(openings).as("seed %d", seed).isEqualTo(expected);
            assertThat(arrived).hasSize(expectedMessages);
        }
        assertThat(time.pending()).isZero();
        assertThat(ends).isEqualTo(200 * 30);
    }

    @ParameterizedTest
    @EnumSource(Status.Code.class)
    void onlyAnOptionalCallThatIsMissingIsNotOpenedAgain(Status.Code code) {
        for (boolean optional : List.of(true, false)) {
            try (var stream = stream(optional, time)) {
                stream.open();
                end(code.toStatus());

                boolean stops = optional && code == Status.Code.UNIMPLEMENTED;
                assertThat(time.pending()).isEqualTo(stops ? 0 : 1);
            }
        }
    }

    @Test
    void aStreamThatCannotEvenBeOpenedIsTriedAgain() {
        refusal = new IllegalStateException("the channel is closed");
        try (var stream = stream(false, time)) {
            stream.open();
            time.advance(Duration.ofSeconds(6));
            assertThat(openings).hasSize(3);

            refusal = null;
            time.advance(Duration.ofSeconds(8));
            assertThat(calls).hasSize(1);
        }
        assertThat(last().cancelled).isTrue();
    }

    @ParameterizedTest(name = "closed after {0} of its 3 steps")
    @ValueSource(ints = {0, 1, 2})
    void nothingHappensAfterTheClose(int steps) {
        var stream = stream(false, time);
        List<Runnable> life =
                List.of(stream::open, () -> end(Status.INTERNAL), () -> time.advance(Duration.ofSeconds(2)));
        life.stream().limit(steps).forEach(Runnable::run);
        int openedBefore = openings.size();

        stream.close();
        stream.close();
        stream.open();
        Stream.of(Status.OK, Status.INTERNAL).filter(status -> !calls.isEmpty()).forEach(this::end);
        time.advance(Duration.ofMinutes(10));

        assertThat(openings).hasSize(openedBefore);
        assertThat(time.pending()).isZero();
    }

    @Test
    void aMessageThatComesAfterTheCloseIsNotTold() {
        var stream = stream(false, time);
        stream.open();
        last().observer.onNext("before");
        stream.close();
        last().observer.onNext("after");

        assertThat(arrived).containsExactly("before");
        assertThat(last().cancelled).isTrue();
    }

    @Test
    void theSecondEndOfAStreamIsNoEndOfTheNext() {
        try (var stream = stream(false, time)) {
            stream.open();
            Call first = last();
            end(Status.INTERNAL);
            time.advance(Duration.ofSeconds(2));

            first.observer.onError(Status.INTERNAL.asRuntimeException());
            first.observer.onCompleted();

            assertThat(time.pending()).isZero();
            assertThat(ends).isEqualTo(1);
        }
    }

    @Test
    void aTimerThatIsClosedEndsItQuietly() {
        Scheduler closed = (task, delay) -> {
            throw new RejectedExecutionException("closed");
        };
        try (var stream = stream(false, closed)) {
            stream.open();
            end(Status.INTERNAL);
            assertThat(ends).isEqualTo(1);
        }
    }
}
