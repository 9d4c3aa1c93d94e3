package io.scaler4j.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.scaler4j.connect.Renewable;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a client gets new secrets. No broker takes part: what it would have refused is said by the test. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // what waits for a lock hears no interrupt
class KafkaClientTest {

    private static final SaslAuthenticationException REFUSED = new SaslAuthenticationException("refused");

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void noClientIsLeft() {
        assertThat(Clients.open()).isZero();
    }

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("sealed"),
                new NoClassDefFoundError("Vault"),
                new AssertionError("impossible"),
                new StackOverflowError(),
                new OutOfMemoryError("pretended"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whateverTheSupplierThrowsTheReadGoesOnWithTheClientThereIs(Throwable thrown) {
        try (var client = client(() -> {
            if (asked.incrementAndGet() == 2) {
                KafkaClientTest.<RuntimeException>sneak(thrown);
            }
            return password("now " + asked);
        })) {
            client.noted(REFUSED, NOW);
            var first = new CompletableFuture<?>[1];
            catchThrowable(() -> first[0] = client.ready(Runnable::run).toCompletableFuture());
            assertThat(first[0] == null || first[0].isDone()).as("first read").isTrue();

            assertThat(client.ready(Runnable::run).toCompletableFuture())
                    .as("second read")
                    .isCompleted();
            assertThat(asked).as("when built, in vain, and again").hasValue(3);
        }
    }

    @Test
    void anExecutorThatIsShutDownHoldsUpOnlyThoseWhoBroughtIt() {
        Deque<Runnable> lost = new ArrayDeque<>();
        try (var client = client(this::nextPassword)) {
            client.noted(REFUSED, NOW);
            var first = client.ready(lost::add).toCompletableFuture();
            assertThat(first).isNotDone();
            assertThat(client.ready(KafkaClientTest::reject).toCompletableFuture())
                    .isCompletedExceptionally();

            assertThat(client.ready(Runnable::run).toCompletableFuture()).isCompleted();
            assertThat(first).as("the read whose executor was shut down").isCompleted();
            lost.forEach(Runnable::run);
            assertThat(asked).as("when built, and once for all who waited").hasValue(2);
        }
    }

    @Test
    void aBuilderThatIsUsedAgainDoesNotChangeWhomAnOpenClientAsks() {
        var builder = new ClientSettings();
        builder.addServers(List.of(Clients.nowhere()));
        builder.security(Renewable.from(this::nextPassword));
        try (var first = KafkaClient.open(builder)) {
            builder.security(Renewable.from(() -> {
                throw new AssertionError("asked the supplier of another client");
            }));
            first.noted(REFUSED, NOW);

            assertThat(first.ready(Runnable::run).toCompletableFuture()).isCompleted();
            assertThat(asked).hasValue(2);
        }
    }

    /** Closing a client waits for its thread, which runs what users do with an answer. */
    @Test
    void aClientThatIsReplacedMayBeClosedByItsOwnThread() throws Exception {
        var goOn = new CountDownLatch(1);
        var renewing = Executors.newSingleThreadExecutor();
        try (var client = client(this::nextPassword)) {
            var closing = client.admin()
                    .listTopics(new ListTopicsOptions().timeoutMs(500))
                    .names()
                    .toCompletionStage()
                    .handle((names, thrown) -> {
                        awaitUninterruptibly(goOn);
                        client.close();
                        return true;
                    })
                    .toCompletableFuture();
            client.noted(REFUSED, NOW);
            var renewed = client.ready(renewing);
            await().until(() -> Clients.open() == 2 && isJoining());
            goOn.countDown();

            assertThat(closing.get(20, SECONDS)).isTrue();
            assertThat(renewed.toCompletableFuture().get(20, SECONDS)).isNull();
        } finally {
            renewing.shutdownNow();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether some thread waits in a client's close. */
    private static boolean isJoining() {
        return Thread.getAllStackTraces().values().stream()
                .anyMatch(stack -> Stream.of(stack)
                                .anyMatch(frame -> frame.getClassName().endsWith(".KafkaAdminClient")
                                        && frame.getMethodName().equals("close"))
                        && stack[0].getMethodName().equals("wait"));
    }

    private static void reject(Runnable task) {
        throw new RejectedExecutionException("shut down");
    }

    private KafkaSecurity nextPassword() {
        return password("number " + asked.incrementAndGet());
    }

    private static KafkaSecurity password(String password) {
        return KafkaSecurity.builder()
                .credentials(KafkaCredentials.plain("alice", password))
                .build();
    }

    private static KafkaClient client(Supplier<KafkaSecurity> security) {
        var settings = new ClientSettings();
        settings.addServers(List.of(Clients.nowhere()));
        settings.security(Renewable.from(security));
        return KafkaClient.open(settings);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
