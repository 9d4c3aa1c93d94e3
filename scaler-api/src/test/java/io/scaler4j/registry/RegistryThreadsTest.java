package io.scaler4j.registry;

import static io.scaler4j.registry.StatesFixture.await;
import static io.scaler4j.registry.World.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Turn;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.registry.World.LoadPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A registry on its own threads, with a real clock. */
class RegistryThreadsTest {

    private final AtomicInteger replicas = new AtomicInteger(1);
    private final AtomicInteger open = new AtomicInteger();

    @Test
    void itsThreadsAreNamedAndGoneAfterClosing() throws Exception {
        var scaled = new CompletableFuture<Turn>();
        var observer = new AutoscalerObserver() {
            @Override
            public void turnEnded(Turn turn) {
                if (turn.outcome() instanceof Turn.Scaled) {
                    scaled.complete(turn);
                }
            }
        };
        try (AutoscalerRegistry registry =
                AutoscalerRegistry.builder().observer(observer).build()) {
            registry.apply(
                    spec("orders", new LoadPlan("lag", now -> 50, open)).build(),
                    ScaleTarget.of(replicas::get, replicas::set));
            await(scaled);
            assertThat(replicas).hasValue(5);
            assertThat(threads()).extracting(Thread::getName).contains("scaler4j-registry-timer-1");
        }
        for (Thread thread : threads()) {
            thread.join(60_000); // it may be on its last steps
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(open).hasValue(0);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("scaler4j-registry"))
                .toList();
    }

    @Test
    void everyWrongSettingIsReported() {
        var builder =
                AutoscalerRegistry.builder().writeSpread(Duration.ofSeconds(-1)).stateStore(null);
        assertThatThrownBy(builder::build)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(
                        "writeSpread must be 0 or more, was PT-1S",
                        "stateStore must not be null; leave it out for the default");
    }

    @Test
    void theMomentsOfManyNamesAreSpreadEvenly() {
        int[] tenths = new int[10];
        for (int i = 0; i < 10_000; i++) {
            tenths[(int) (GuardedTarget.momentOf("autoscaler-" + i) * 10)]++;
        }
        assertThat(IntStream.of(tenths).boxed())
                .as("names of 10,000 in each tenth of the spread")
                .allMatch(count -> count > 800 && count < 1_200);
    }
}
