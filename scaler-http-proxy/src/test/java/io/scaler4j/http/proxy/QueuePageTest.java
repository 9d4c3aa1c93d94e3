package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.QueueAnswer;
import io.scaler4j.http.RequestTracker;
import io.scaler4j.simulation.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueuePageTest {

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // a clock may begin anywhere
    private final RequestTracker tracker = new RequestTracker();
    private final QueuePage page = new QueuePage(tracker, time, "boot-1", nanos::get);

    @Test
    void countsAreToldAtOnce() throws IOException {
        tracker.begin("shop/web");
        AdminPage.Answer answer = ask("").join();
        assertThat(answer.answer().contentType()).isEqualTo("application/json");
        assertThat(answer.headers()).containsEntry("X-Scaler4j-Boot", "boot-1").containsEntry("X-Scaler4j-Wakes", "0");
        assertThat(QueueAnswer.parse(answer.answer().body(), Optional.empty()).counts())
                .isEqualTo(tracker.snapshot());
    }

    @Test
    void aWaitEndsWhenARouteWakes() throws IOException {
        tracker.counter("shop/web");
        CompletableFuture<AdminPage.Answer> answer = ask("wait=10s");
        time.advance(Duration.ofSeconds(9));
        assertThat(answer).isNotDone();
        tracker.begin("shop/web");
        page.wake();
        assertThat(QueueAnswer.parse(answer.join().answer().body(), Optional.empty())
                        .counts())
                .isEqualTo(tracker.snapshot());
        assertThat(answer.join().headers()).containsEntry("X-Scaler4j-Wakes", "1");
    }

    @Test
    void aWaitEndsWithItsTime() {
        CompletableFuture<AdminPage.Answer> answer = ask("wait=500ms");
        time.advance(Duration.ofMillis(499));
        assertThat(answer).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(answer.join().answer().status()).isEqualTo(200);
    }

    @Test
    void theAgeOfTheCountsIsThatOfTheLastAnswer() {
        nanos.addAndGet(3_000_000_000L);
        assertThat(page.readAge()).isEqualTo(Duration.ofSeconds(3));
        ask("wait=x");
        ask("wait=10s");
        assertThat(page.readAge()).isEqualTo(Duration.ofSeconds(3));
        page.wake();
        assertThat(page.readAge()).isZero();
        nanos.addAndGet(1_000_000_000L);
        assertThat(page.readAge()).isEqualTo(Duration.ofSeconds(1));
        ask("");
        assertThat(page.readAge()).isZero();
    }

    @Test
    void aReaderThatKnowsTheWakesMissesNone() {
        page.wake();
        assertThat(ask("wait=10s&wakes=0")).isDone();
        assertThat(ask("wait=10s&wakes=1")).isNotDone();
        assertThat(ask("wakes=1&wait=10s")).isNotDone();
        assertThat(ask("wait=10s")).isNotDone();
    }

    @Test
    void aReaderThatLeavesIsForgotten() {
        for (int i = 0; i < 10 * QueuePage.MOST_WAITING; i++) {
            ask("wait=60s").cancel(false);
        }
        assertThat(ask("wait=60s")).isNotDone();
    }

    @Test
    void manyReadersDoNotFillTheMemory() {
        List<CompletableFuture<AdminPage.Answer>> waiting = new ArrayList<>();
        for (int i = 0; i < QueuePage.MOST_WAITING; i++) {
            waiting.add(ask("wait=60s"));
        }
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(ask("wait=60s")).isDone();
        page.wake();
        assertThat(waiting).allMatch(CompletableFuture::isDone);
        assertThat(ask("wait=60s")).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait=",
                "wait=x",
                "wait=-1s",
                "wait=61s",
                "wait=99999999999999s",
                "wait=1h",
                "wait=10s&wakes=",
                "wait=10s&wakes=-1",
                "wait=10s&wakes=1234567890123456789"
            })
    void aBadWaitIsStatus400(String query) {
        assertThat(ask(query).join().answer().status()).isEqualTo(400);
    }

    @Test
    void everyAdminPortHasProbesAndCounts() {
        boolean[] ready = {false};
        var pages = AdminPages.of(() -> ready[0], page);
        assertThat(pages).containsOnlyKeys("/queue", "/livez", "/readyz");
        assertThat(status(pages.get("/readyz"))).isEqualTo(503);
        ready[0] = true;
        assertThat(status(pages.get("/readyz"))).isEqualTo(200);
        assertThat(status(pages.get("/livez"))).isEqualTo(200);
    }

    private static int status(AdminPage page) {
        return page.answer(new AdminPage.Request("/", ""))
                .toCompletableFuture()
                .join()
                .answer()
                .status();
    }

    private CompletableFuture<AdminPage.Answer> ask(String query) {
        return page.answer(new AdminPage.Request("/queue", query)).toCompletableFuture();
    }
}
