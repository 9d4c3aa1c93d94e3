package io.scaler4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * What every scaler promises to the loop, as tests: extend it once for each scaler of yours, in JUnit 5.
 *
 * <pre>{@code
 * class QueueScalerContractTest extends ScalerContract {
 *     @Override
 *     protected Scaler working() {
 *         return new QueueScaler(broker.address(), "orders");
 *     }
 *
 *     @Override
 *     protected Optional<Scaler> unreachable() {
 *         return Optional.of(new QueueScaler("127.0.0.1:1", "orders"));
 *     }
 *
 *     @Override
 *     protected String source() {
 *         return "127.0.0.1:1";
 *     }
 * }
 * }</pre>
 *
 * <p>Each test makes its own scalers and closes them. The source stands still meanwhile.
 */
public abstract class ScalerContract {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);
    /** How much later than its deadline an answer may come on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    /** For subclasses. */
    protected ScalerContract() {}

    /**
     * A scaler whose source answers.
     *
     * @return a new one
     * @throws Exception fails the test
     */
    protected abstract Scaler working() throws Exception;

    /**
     * A scaler whose source cannot be reached.
     *
     * @return a new one, or empty where there is no source that could fail
     * @throws Exception fails the test
     */
    protected abstract Optional<Scaler> unreachable() throws Exception;

    /**
     * What the failure of {@link #unreachable()} has to name, so that people find the cause.
     *
     * @return a host, a path, a process
     */
    protected abstract String source();

    /**
     * What must never be printed.
     *
     * @return passwords and tokens that the scalers were given; none unless overridden
     */
    protected Set<String> secrets() {
        return Set.of();
    }

    /**
     * The time of the first read; later reads are a minute apart, so that no answer is taken from a cache.
     *
     * @return now, unless overridden
     */
    protected Instant begin() {
        return Instant.now();
    }

    /** A read has no effect on the next one. */
    @Test
    void readsTheSameAsLongAsTheSourceStandsStill() throws Exception {
        try (Scaler scaler = working()) {
            Reading first = scaler.read(request(0, PATIENCE));
            Reading second = scaler.read(request(1, PATIENCE));
            assertMeasures(first);
            assertAlike(first, second);
        }
    }

    /** A scaler that overrides {@code readAsync} answers the same there. */
    @Test
    void readsTheSameWithoutWaiting() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Scaler scaler = working()) {
            Reading waited = scaler.read(request(0, PATIENCE));
            Reading later = later(scaler, request(1, PATIENCE), executor);
            assertAlike(waited, later);
        } finally {
            executor.shutdownNow();
        }
    }

    /** A source that is not there is a failure, in time, and never a number. */
    @Test
    void failsInTimeAndSaysWhatCannotBeReached() throws Exception {
        try (Scaler scaler = unreachable().orElseGet(ScalerContract::nothingToReach)) {
            long begin = System.nanoTime();
            Reading reading = readWithoutException(scaler, request(0, SHORT));
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("the time that a read took whose limit is %s", SHORT)
                    .isLessThan(SHORT.plus(SLACK));
            assertFails(reading);
        }
    }

    /** The loop makes a failure of an exception, but its message seldom says where the problem is. */
    private Reading readWithoutException(Scaler scaler, ReadRequest request) {
        try {
            return scaler.read(request);
        } catch (Exception e) {
            throw new AssertionError(
                    "the read threw " + e + "; return Reading.failure(UNAVAILABLE, ..) with a message that names "
                            + source(),
                    e);
        }
    }

    /** As above, for {@code readAsync}. */
    @Test
    void failsInTimeWithoutWaitingToo() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Scaler scaler = unreachable().orElseGet(ScalerContract::nothingToReach)) {
            assertFails(later(scaler, request(0, SHORT), executor));
        } finally {
            executor.shutdownNow();
        }
    }

    /** An interrupt ends a read, as an exception or as a reading with the thread's flag kept. */
    @Test
    void anInterruptEndsTheRead() throws Exception {
        try (Scaler scaler = unreachable().orElseGet(ScalerContract::nothingToReach)) {
            Thread.currentThread().interrupt();
            long begin = System.nanoTime();
            try {
                scaler.read(request(0, PATIENCE));
                assertThat(Thread.currentThread().isInterrupted())
                        .as("the thread's flag, since the read threw no InterruptedException")
                        .isTrue();
            } catch (InterruptedException expected) {
                // just as good
            } finally {
                Thread.interrupted();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE.minus(SLACK));
        }
    }

    /** Closing again does nothing, whether it was read or not. */
    @Test
    void mayBeClosedTwiceReadOrNot() throws Exception {
        Scaler unread = working();
        unread.close();
        unread.close();
        Scaler read = working();
        assertMeasures(read.read(request(0, PATIENCE)));
        read.close();
        read.close();
    }

    /** Threads that a scaler starts end with it. */
    @Test
    void leavesNoThreadBehind() throws Exception {
        Set<Thread> before = threads();
        try (Scaler scaler = working()) {
            assertMeasures(scaler.read(request(0, PATIENCE)));
        }
        Set<Thread> more = threads();
        more.removeAll(before);
        for (Thread thread : more) {
            if (isTheJdks(thread)) {
                continue;
            }
            thread.join(PATIENCE.toMillis());
            assertThat(thread.isAlive())
                    .as("whether the thread \"%s\" still runs after close", thread.getName())
                    .isFalse();
        }
    }

    private ReadRequest request(int minute, Duration timeout) {
        return ReadRequest.of(begin().plus(Duration.ofMinutes(minute)), timeout);
    }

    private static Reading later(Scaler scaler, ReadRequest request, ExecutorService executor)
            throws InterruptedException, ExecutionException {
        try {
            return scaler.readAsync(request, executor)
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return fail("readAsync gave no answer within " + PATIENCE + " to a request of " + request.timeout(), e);
        }
    }

    private static Scaler nothingToReach() {
        return abort("this scaler has no source that could fail");
    }

    private static void assertMeasures(Reading reading) {
        assertThat(reading).as("the reading of a scaler whose source answers").isNotInstanceOf(Reading.Failure.class);
    }

    /** The time of the measurement may differ, and what is used by replicas does. */
    private static void assertAlike(Reading one, Reading other) {
        assertThat(other).hasSameClassAs(one);
        if (one instanceof Reading.Value value && other instanceof Reading.Value again) {
            assertThat(List.of(again.milli(), again.activationValue(), again.isLowerBound(), again.limits()))
                    .isEqualTo(List.of(value.milli(), value.activationValue(), value.isLowerBound(), value.limits()));
        }
        if (one instanceof Reading.Samples samples && other instanceof Reading.Samples again) {
            assertThat(again.resource()).isEqualTo(samples.resource());
            assertThat(again.replicas())
                    .extracting(ReplicaSample::name)
                    .containsExactlyInAnyOrderElementsOf(
                            samples.replicas().stream().map(ReplicaSample::name).toList());
        }
    }

    private void assertFails(Reading reading) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.message()).contains(source());
            for (String secret : secrets()) {
                assertThat(failure.toString()).doesNotContain(secret);
                for (Throwable cause = failure.cause(); cause != null; cause = cause.getCause()) {
                    assertThat(cause.toString()).doesNotContain(secret);
                }
            }
        });
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** Those of the JDK's shared pools and timers outlive everybody. */
    private static boolean isTheJdks(Thread thread) {
        return thread.isDaemon()
                && thread.getName()
                        .matches("ForkJoinPool\\.commonPool-.*|CompletableFutureDelayScheduler|Common-Cleaner|"
                                + "Attach Listener|process reaper.*|Keep-Alive-Timer|HttpClient-.*");
    }
}
