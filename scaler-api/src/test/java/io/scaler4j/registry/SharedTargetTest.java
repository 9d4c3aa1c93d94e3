package io.scaler4j.registry;

import static io.scaler4j.registry.StatesFixture.await;
import static io.scaler4j.registry.World.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.ScaleTarget;
import io.scaler4j.VirtualTime;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.registry.World.LoadPlan;
import io.scaler4j.registry.World.Target;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two autoscalers that write to one target would undo what the other does. */
class SharedTargetTest {

    private final VirtualTime time = new VirtualTime(World.START.toString());
    private final AtomicInteger open = new AtomicInteger();
    private final LoadPlan fifty = new LoadPlan("lag", now -> 50, open);
    private final Target target = new Target(1);
    private final AutoscalerRegistry registry = AutoscalerRegistry.builder()
            .writeSpread(Duration.ZERO)
            .time(time)
            .scheduler(time)
            .executor(Runnable::run)
            .blockingExecutor(Runnable::run)
            .build();

    @AfterEach
    void closeAndLeaveNothingOpen() {
        registry.close();
        assertThat(open).hasValue(0);
    }

    @Test
    void aSecondWriterOfATargetIsRefused() throws Exception {
        await(registry.apply(spec("orders", fifty).build(), target));
        assertThatThrownBy(() -> registry.apply(spec("copy", fifty).build(), target))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(
                        "autoscaler \"copy\": autoscaler \"orders\" scales the same target, and each would undo what"
                                + " the other does; remove one of them, or let one run dry");
        assertThat(registry.names()).containsExactly("orders");
    }

    @Test
    void aThreadPoolIsOneTargetHoweverOftenItIsWrapped() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        ExecutorService other = Executors.newFixedThreadPool(1);
        try {
            ScaleTarget threads = ScaleTarget.of((ThreadPoolExecutor) pool);
            assertThat(ScaleTarget.of((ThreadPoolExecutor) pool))
                    .isEqualTo(threads)
                    .hasSameHashCodeAs(threads)
                    .isNotEqualTo(ScaleTarget.of((ThreadPoolExecutor) other));
            await(registry.apply(spec("orders", fifty).build(), threads));
            assertThatThrownBy(() ->
                            registry.apply(spec("copy", fifty).build(), ScaleTarget.of((ThreadPoolExecutor) pool)))
                    .hasMessageContaining("autoscaler \"orders\" scales the same target");
            await(registry.remove("orders"));
        } finally {
            pool.shutdownNow();
            other.shutdownNow();
        }
    }

    @Test
    void theSameNameMayBeAppliedAgain() throws Exception {
        await(registry.apply(spec("orders", fifty).build(), target));
        await(registry.apply(
                spec("orders", fifty).interval(Duration.ofSeconds(30)).build(), target));
        assertThat(registry.names()).containsExactly("orders");
    }

    @Test
    void anAutoscalerThatRunsDryMayLookAtTheTargetOfAnother() throws Exception {
        await(registry.apply(spec("shadow", fifty).dryRun().build(), target));
        await(registry.apply(spec("orders", fifty).build(), target));
        await(registry.apply(spec("another", fifty).dryRun().build(), target));
        assertThat(registry.names()).containsExactly("another", "orders", "shadow");
        assertThatThrownBy(() -> registry.apply(spec("shadow", fifty).build(), target))
                .as("it begins to write")
                .isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void aTargetIsFreeOnceItsAutoscalerIsRemovedOrScalesAnother() throws Exception {
        await(registry.apply(spec("a", fifty).build(), target));
        await(registry.remove("a"));
        await(registry.apply(spec("b", fifty).build(), target));
        await(registry.apply(spec("b", fifty).build(), new Target(1)));
        await(registry.apply(spec("c", fifty).build(), target));
        await(registry.apply(spec("c", fifty).dryRun().build(), target));
        await(registry.apply(spec("d", fifty).build(), target));
        assertThat(registry.names()).containsExactly("b", "c", "d");
    }

    @Test
    void aTriggerThatCannotBeOpenedLeavesTheTargetFree() throws Exception {
        assertThatThrownBy(() -> registry.apply(
                        spec("broken", new World.BrokenPlan("lag")).build(), target))
                .isInstanceOf(InvalidConfigurationException.class);
        await(registry.apply(spec("orders", fifty).build(), target));
        assertThat(registry.names()).containsExactly("orders");
    }
}
