package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** A write gets at most the time after which another process may have the lease. */
class FencedTargetTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final List<ScaleRequest> written = new ArrayList<>();
    private final ScaleTarget inner = new ScaleTarget() {
        @Override
        public Replicas replicas() {
            return Replicas.of(4);
        }

        @Override
        public void scaleTo(int replicas, Decision why) {
            throw new AssertionError("without a deadline");
        }

        @Override
        public CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
            written.add(request);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public String toString() {
            return "Deployment shop/orders";
        }
    };
    private final FencedTarget target = new FencedTarget(inner, LIMIT);

    private ScaleRequest write(Duration timeout) {
        target.scaleToAsync(new ScaleRequest(7, null, NOW, NOW.plus(timeout)), Runnable::run);
        return written.get(written.size() - 1);
    }

    @Test
    void aLongDeadlineIsCutAndAShortOneStays() {
        assertThat(write(Duration.ofMinutes(1)).deadline()).isEqualTo(NOW.plus(LIMIT));
        assertThat(write(Duration.ofSeconds(2)).deadline()).isEqualTo(NOW.plusSeconds(2));
        assertThat(written).allSatisfy(request -> {
            assertThat(request.replicas()).isEqualTo(7);
            assertThat(request.now()).isEqualTo(NOW);
        });
    }

    @Test
    void readsAndEqualityAreThoseOfTheTarget() throws Exception {
        assertThat(target.replicas()).isEqualTo(Replicas.of(4));
        assertThat(target.replicasAsync(ReadRequest.of(NOW, LIMIT), Runnable::run)
                        .toCompletableFuture())
                .isCompletedWithValue(Replicas.of(4));
        assertThat(target).isEqualTo(new FencedTarget(inner, LIMIT)).hasToString("Deployment shop/orders");
    }

    @Test
    void aWriteWithoutADeadlineIsRefused() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> target.scaleTo(1, null))
                .withMessageContaining("deadline");
        assertThat(written).isEmpty();
    }
}
