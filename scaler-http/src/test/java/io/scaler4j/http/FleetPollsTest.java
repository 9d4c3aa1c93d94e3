package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Polls of names that come and go, of answers that overtake each other, and of threads that are missing. */
class FleetPollsTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final String WEB = "shop/web";

    private final RequestTracker tracker = new RequestTracker();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Zone zone = new Zone();

    /** Looks up what the test says. */
    private static final class Zone implements InterceptorAddress.Names {

        private volatile List<String> addresses = List.of();
        private volatile boolean fails;

        @Override
        public List<InetAddress> addresses(String host) throws UnknownHostException {
            if (fails) {
                throw new UnknownHostException(host + ": Temporary failure in name resolution");
            }
            List<InetAddress> found = new ArrayList<>();
            for (String address : addresses) {
                found.add(InetAddress.getByName(address));
            }
            return found;
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    /** The service of names fails for a while: what is known of the interceptors behind the name is not lost. */
    @Test
    void whileANameCannotBeResolvedItsInterceptorsOfBeforeAreAsked() throws Exception {
        tracker.counter(WEB);
        QueueServer server = opened(QueueServer.of(tracker));
        zone.addresses = List.of("127.0.0.1");
        Scaler scaler = named(server).build().concurrency(WEB);
        assertThat(value(scaler, 0).isLowerBound()).isFalse();
        zone.fails = true;
        Tracked request = tracker.begin(WEB);
        Reading.Value reading = value(scaler, 15);
        assertThat(reading.milli()).isEqualTo(1000);
        assertThat(reading.isLowerBound())
                .as("there may be interceptors that nobody knows")
                .isTrue();
        assertThat(reading.details()).containsEntry("instances", 2.0).containsEntry("answered", 1.0);
        request.close();
        value(scaler, 30);
        tracker.begin(WEB).close();
        zone.fails = false;
        reading = value(scaler, 45);
        assertThat(reading.isLowerBound()).isFalse();
        assertThat(reading.activationValue())
                .as("a request of the time without names still activates")
                .isEqualTo(1);
    }

    @Test
    void anInterceptorThatIsSilentWhileItsNameCannotBeResolvedKeepsItsLastCounts() throws Exception {
        QueueServer named = opened(QueueServer.open(1, 0)).answers(200, counts(4, 10));
        QueueServer fixed = opened(QueueServer.open(2, 0)).answers(200, counts(1, 1));
        zone.addresses = List.of("127.0.0.1");
        Scaler scaler = named(named)
                .address("127.0.0.2:" + fixed.port())
                .names(host -> host.equals("127.0.0.2") ? List.of(InetAddress.getByName(host)) : zone.addresses(host))
                .build()
                .concurrency(WEB);
        assertThat(value(scaler, 0).milli()).isEqualTo(5000);
        named.answers(500, "");
        zone.fails = true;
        assertThat(value(scaler, 10).milli()).isEqualTo(5000);
        named.answers(200, counts(6, 12));
        assertThat(value(scaler, 20).milli()).isEqualTo(7000);
    }

    @Test
    void aNameThatWasNeverResolvedHasNothingToFallBackOn() throws Exception {
        zone.fails = true;
        QueueServer server = opened(QueueServer.of(tracker));
        var failure = (Reading.Failure) read(named(server).build().concurrency(WEB), 0);
        assertThat(failure.message()).endsWith("its name cannot be resolved");
        assertThat(server.requests()).isZero();
    }

    /** It is not there any more, which is something else than not to be found. */
    @Test
    void anInterceptorThatLeavesItsNameIsForgotten() throws Exception {
        QueueServer one = opened(QueueServer.open(1, 0)).answers(200, counts(4, 10));
        QueueServer two = opened(QueueServer.open(2, one.port())).answers(200, counts(2, 10));
        zone.addresses = List.of("127.0.0.1", "127.0.0.2");
        Scaler scaler = named(one).build().concurrency(WEB);
        assertThat(value(scaler, 0).milli()).isEqualTo(6000);
        zone.addresses = List.of("127.0.0.2");
        assertThat(value(scaler, 15).milli()).isEqualTo(2000);
        zone.fails = true;
        assertThat(value(scaler, 30).milli()).isEqualTo(2000);
        assertThat(one.requests()).isEqualTo(1);
        assertThat(two.requests()).isEqualTo(3);
    }

    @Test
    void countsMayBeKeptForEver() throws Exception {
        QueueServer one = opened(QueueServer.open()).answers(200, counts(4, 10));
        QueueServer two = opened(QueueServer.open()).answers(200, counts(3, 10));
        Scaler scaler = InterceptorFleet.builder()
                .address(one.address())
                .address(two.address())
                .timeout(Duration.ofSeconds(5))
                .maxAge(ChronoUnit.FOREVER.getDuration())
                .build()
                .concurrency(WEB);
        value(scaler, 0);
        two.answers(503, "");
        assertThat(value(scaler, 86_400).milli()).isEqualTo(7000);
    }

    /** A poll that is overtaken must not look like a restart of the interceptor. */
    @Test
    void anAnswerThatWasOvertakenChangesNothing() throws Exception {
        var slow = new CountDownLatch(1);
        open.add(slow::countDown);
        var asked = new AtomicInteger();
        QueueServer server = opened(QueueServer.open()).answers(exchange -> {
            int number = asked.incrementAndGet();
            if (number == 2) {
                awaitUnchecked(slow);
            }
            QueueServer.answer(exchange, 200, counts(0, number == 2 ? 10 : number == 1 ? 10 : 40));
        });
        var polls = polls(server, Runnable::run);
        polls.poll(request(0)).get();
        CompletableFuture<FleetPolls.Poll> overtaken = polls.poll(request(1));
        FleetPolls.Poll later = polls.poll(request(2)).get();
        assertThat(arrived(later)).isEqualTo(30);
        slow.countDown();
        assertThat(arrived(overtaken.get())).isEqualTo(30);
        assertThat(arrived(polls.poll(request(3)).get())).isEqualTo(30);
    }

    @Test
    void withoutAThreadForTheNamesAReadFailsWithASentence() throws Exception {
        QueueServer server = opened(QueueServer.of(tracker));
        Scaler scaler = named(server)
                .executor(task -> {
                    throw new RejectedExecutionException("the pool is shut down");
                })
                .build()
                .concurrency(WEB);
        var failure = (Reading.Failure) read(scaler, 0);
        assertThat(failure.kind()).isEqualTo(Reading.Failure.Kind.UNAVAILABLE);
        assertThat(failure.message()).contains("interceptors:" + server.port()).contains("could not be asked");
    }

    @Test
    void aReadDoesNotWaitLongerThanItMayForAThread() throws Exception {
        QueueServer server = opened(QueueServer.of(tracker));
        Deque<Runnable> never = new ArrayDeque<>();
        Scaler scaler = named(server).executor(never::add).build().concurrency(WEB);
        var failure = (Reading.Failure) scaler.read(ReadRequest.of(START, Duration.ofMillis(50)));
        assertThat(failure.kind()).isEqualTo(Reading.Failure.Kind.TIMEOUT);
        assertThat(failure.message()).endsWith("gave no counts within PT0.05S");
        assertThat(never).hasSize(1);
    }

    /** Two addresses of one interceptor are one interceptor. */
    @Test
    void whatIsNamedTwiceIsCountedOnce() throws Exception {
        QueueServer server = opened(QueueServer.open()).answers(200, counts(4, 10));
        Scaler scaler = InterceptorFleet.builder()
                .address(server.address())
                .address("http://" + server.address() + "/queue")
                .address(server.address() + "/")
                .timeout(Duration.ofSeconds(5))
                .build()
                .concurrency(WEB);
        assertThat(value(scaler, 0).milli()).isEqualTo(4000);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void thePathIsThatOfTheAddress() throws Exception {
        List<String> paths = new java.util.concurrent.CopyOnWriteArrayList<>();
        QueueServer server = opened(QueueServer.open()).answers(exchange -> {
            paths.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("User-Agent"));
            QueueServer.answer(exchange, 200, counts(1, 1));
        });
        value(fleet(server.address()).concurrency(WEB), 0);
        value(fleet("http://" + server.address() + "/internal/counts").concurrency(WEB), 0);
        assertThat(paths).containsExactly("/queue scaler4j", "/internal/counts scaler4j");
    }

    /** It would be somebody else's answer. */
    @Test
    void aRedirectIsNotFollowed() throws Exception {
        QueueServer other = opened(QueueServer.open()).answers(200, counts(1, 1));
        QueueServer server = opened(QueueServer.open()).answers(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://" + other.address() + "/queue");
            QueueServer.answer(exchange, 302, "");
        });
        var failure = (Reading.Failure) read(fleet(server.address()).concurrency(WEB), 0);
        assertThat(failure.message()).contains("it answered with status 302");
        assertThat(other.requests()).isZero();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long arrived(FleetPolls.Poll poll) {
        return poll.totals().of(WEB).arrived();
    }

    private static FleetPolls polls(QueueServer server, Executor executor) {
        var address = new InterceptorAddress("http", "127.0.0.1", server.port(), "/queue");
        return new FleetPolls(
                List.of(address),
                InterceptorAddress.Names.ofJvm(),
                executor,
                Duration.ofSeconds(20),
                new FleetCounts(Duration.ofMinutes(1)));
    }

    private static String counts(long inFlight, long arrived) {
        return new String(
                QueueAnswer.of(Map.of(WEB, RequestCounts.of(inFlight, arrived))).toJson(),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private InterceptorFleet.Builder named(QueueServer server) {
        return InterceptorFleet.builder()
                .address("interceptors:" + server.port())
                .timeout(Duration.ofSeconds(5))
                .names(zone);
    }

    private static InterceptorFleet fleet(String address) {
        return InterceptorFleet.builder()
                .address(address)
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    private static ReadRequest request(int second) {
        return ReadRequest.of(START.plusSeconds(second), Duration.ofSeconds(30));
    }

    private static Reading read(Scaler scaler, int second) throws Exception {
        return scaler.read(request(second));
    }

    private static Reading.Value value(Scaler scaler, int second) throws Exception {
        Reading reading = read(scaler, second);
        assertThat(reading).isInstanceOf(Reading.Value.class);
        return (Reading.Value) reading;
    }
}
