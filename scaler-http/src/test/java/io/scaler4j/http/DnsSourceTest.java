package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.simulation.VirtualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Look-ups in virtual time, on threads that are missing, late, or after the end. */
class DnsSourceTest {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final UnknownHostException TEMPORARY =
            new UnknownHostException("orders: Temporary failure in name resolution");

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final List<List<Endpoint>> told = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    /** Addresses, or what a look-up fails with. */
    private Object answer = List.of();

    private EndpointSource.Watch watch = () -> {};

    @AfterEach
    void nothingIsLeftBehind() {
        watch.close();
        watch.close();
        assertThat(time.pending()).isZero();
    }

    @Test
    void aChangeIsToldOnceAndInOneOrder() {
        answer = List.of("10.0.0.3", "10.0.0.1", "10.0.0.2");
        watch(Runnable::run);
        answer = List.of("10.0.0.2", "10.0.0.3", "10.0.0.1");
        time.advance(EVERY.multipliedBy(3));
        assertThat(told).as("servers of names shuffle their answers").hasSize(1);
        assertThat(told.get(0).stream().map(Endpoint::host)).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3");
        answer = List.of("10.0.0.2");
        time.advance(EVERY);
        assertThat(told).hasSize(2).endsWith(List.of(Endpoint.http("10.0.0.2", 8080)));
        assertThat(asked).hasSize(5).containsOnly("orders");
    }

    @Test
    void addressesOfBothVersionsAreEndpoints() {
        answer = List.of("::1", "10.0.0.1");
        watch(Runnable::run);
        assertThat(told.get(0))
                .extracting(Endpoint::toString)
                .containsExactly("http://[0:0:0:0:0:0:0:1]:8080", "http://10.0.0.1:8080");
    }

    /** Whatever goes wrong once, the next look-up comes, and what was known stays. */
    @ParameterizedTest
    @ValueSource(classes = {UnknownHostException.class, SecurityException.class, IllegalStateException.class})
    void aLookUpThatFailsIsTriedAgain(Class<? extends Exception> kind) {
        answer = List.of("10.0.0.1");
        watch(Runnable::run);
        answer = kind == UnknownHostException.class
                ? TEMPORARY
                : kind == SecurityException.class ? new SecurityException("not allowed") : new IllegalStateException();
        time.advance(EVERY.multipliedBy(2));
        assertThat(told).hasSize(1);
        assertThat(asked).hasSize(3);
        answer = List.of("10.0.0.2");
        time.advance(EVERY);
        assertThat(told).endsWith(List.of(Endpoint.http("10.0.0.2", 8080)));
    }

    @Test
    void aNameThatDoesNotExistHasNoEndpointsAndMayComeBack() {
        answer = List.of("10.0.0.1");
        watch(Runnable::run);
        answer = new UnknownHostException("orders: Name or service not known");
        time.advance(EVERY);
        answer = List.of("10.0.0.1");
        time.advance(EVERY);
        Endpoint endpoint = Endpoint.http("10.0.0.1", 8080);
        assertThat(told).containsExactly(List.of(endpoint), List.of(), List.of(endpoint));
    }

    @Test
    void aFirstLookUpThatFindsNothingTellsNothing() {
        answer = new UnknownHostException("orders: Name or service not known");
        watch(Runnable::run);
        answer = List.of();
        time.advance(EVERY);
        assertThat(told).isEmpty();
    }

    @Test
    void withoutAThreadItIsTriedAgainAtTheNextTime() {
        boolean[] full = {true};
        answer = List.of("10.0.0.1");
        watch(task -> {
            if (full[0]) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        });
        time.advance(EVERY.multipliedBy(2));
        assertThat(asked).isEmpty();
        full[0] = false;
        time.advance(EVERY);
        assertThat(told).hasSize(1);
    }

    /** The pause begins when the answer is there, so that slow look-ups do not pile up. */
    @Test
    void thereIsOneLookUpAtATime() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        answer = List.of("10.0.0.1");
        watch(waiting::add);
        time.advance(EVERY.multipliedBy(10));
        assertThat(waiting).hasSize(1);
        waiting.remove().run();
        time.advance(EVERY.minusMillis(1));
        assertThat(waiting).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(waiting).hasSize(1);
    }

    @Test
    void anAnswerAfterTheEndIsNotToldAndNotFollowedByAnother() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        answer = List.of("10.0.0.1");
        watch(waiting::add);
        watch.close();
        waiting.remove().run();
        assertThat(told).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void saysWhatItLooksUp() {
        assertThat(EndpointSource.dns("orders.shop", 8080, EVERY)).hasToString("orders.shop:8080");
    }

    private void watch(Executor executor) {
        watch = new DnsSource("orders", 8080, EVERY, this::addresses)
                .watch(told::add, new EndpointSource.Context(time, executor));
    }

    private List<InetAddress> addresses(String host) throws UnknownHostException {
        asked.add(host);
        if (answer instanceof UnknownHostException e) {
            throw e;
        }
        if (answer instanceof RuntimeException e) {
            throw e;
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (Object literal : (List<?>) answer) {
            addresses.add(InetAddress.getByName(String.valueOf(literal)));
        }
        return addresses;
    }
}
