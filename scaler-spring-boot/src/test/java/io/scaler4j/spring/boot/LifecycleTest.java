package io.scaler4j.spring.boot;

import static io.scaler4j.spring.boot.Contexts.registry;
import static io.scaler4j.spring.boot.Contexts.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.registry.FolderStateStore;
import io.scaler4j.registry.StateStore;
import io.scaler4j.testservers.OpenResources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Autoscalers run while the application context runs. */
class LifecycleTest {

    @Test
    void autoscalersBeginAfterEverythingElseAndEndBeforeIt() {
        List<String> events = new CopyOnWriteArrayList<>();
        var registry = new AtomicReference<AutoscalerRegistry>();
        Contexts.orders()
                .withBean("listener", Listener.class, () -> new Listener(events, registry))
                .withBean("observer", AutoscalerObserver.class, () -> new AutoscalerObserver() {
                    @Override
                    public void turnEnded(Turn turn) {
                        if (!events.contains("turn")) {
                            events.add("turn");
                        }
                    }
                })
                .run(context -> {
                    registry.set(registry(context));
                    soon().until(() -> events.contains("turn"));
                });
        assertThat(events)
                .containsExactly(
                        "listener starts", "turn", "listener stops; the registry is closed; build another one");
    }

    /** What Kafka's listeners and web servers are to the context; in their phase. */
    private static final class Listener implements SmartLifecycle {

        private final List<String> events;
        private final AtomicReference<AutoscalerRegistry> registry;
        private volatile boolean on;

        Listener(List<String> events, AtomicReference<AutoscalerRegistry> registry) {
            this.events = events;
            this.registry = registry;
        }

        @Override
        public void start() {
            events.add("listener starts");
            on = true;
        }

        @Override
        public void stop() {
            events.add("listener stops; " + registryRefusing());
            on = false;
        }

        private String registryRefusing() {
            try {
                registry.get().apply(registry.get().spec("orders").orElseThrow(), new Fleet(1));
                return "the registry is open";
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        }

        @Override
        public boolean isRunning() {
            return on;
        }

        @Override
        public int getPhase() {
            return DEFAULT_PHASE - 100;
        }
    }

    @Test
    void statesSurviveARestart(@TempDir Path folder) throws Exception {
        String states = "scaler4j.state-folder=" + folder;
        Contexts.orders().withPropertyValues(states).run(context -> {
            assertThat(context.getBean(StateStore.class)).isInstanceOf(FolderStateStore.class);
            soon().untilAsserted(() ->
                    assertThat(context.getBean(Fleet.class).asked()).containsExactly(5));
        });
        try (var store = FolderStateStore.open(folder)) {
            assertThat(store.load("orders").toCompletableFuture().get()).isPresent();
        }
        // The rate limit of 4 in 15 s is used up, and the state says so.
        List<Turn> turns = new CopyOnWriteArrayList<>();
        Contexts.runner()
                .withPropertyValues(Contexts.ORDERS)
                .withPropertyValues(states)
                .withBean("backlog", Backlog.class, () -> new Backlog(70))
                .withBean("orders", Fleet.class, () -> new Fleet(5))
                .withBean("observer", AutoscalerObserver.class, () -> observer(turns))
                .run(context -> soon().until(() -> !turns.isEmpty()));
        assertThat(turns.get(0).decision().orElseThrow().explanation().toLine()).contains("RATE_LIMIT 7 -> 5");
    }

    private static AutoscalerObserver observer(List<Turn> turns) {
        return new AutoscalerObserver() {
            @Override
            public void turnEnded(Turn turn) {
                turns.add(turn);
            }
        };
    }

    @Test
    void aFolderThatAnotherProcessHasStopsTheStart(@TempDir Path folder) {
        try (var store = FolderStateStore.open(folder)) {
            Contexts.orders()
                    .withPropertyValues("scaler4j.state-folder=" + folder)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .hasStackTraceContaining("states cannot be kept in " + folder));
        }
    }

    @Test
    void aContextThatIsStoppedWritesNothingUntilItStartsAgain() {
        Contexts.orders().run(context -> {
            var fleet = context.getBean(Fleet.class);
            soon().untilAsserted(() -> assertThat(fleet.asked()).containsExactly(5));
            ConfigurableApplicationContext whole = context.getSourceApplicationContext();
            whole.stop();
            assertThat(context.getBean(AutoscalerLifecycle.class).isRunning()).isFalse();

            Autoscaler orders = registry(context).autoscaler("orders").orElseThrow();
            orders.pauseAt(9);
            soon().untilAsserted(() -> assertThat(
                            registry(context).turns().get("orders").outcome().toString())
                    .contains("FENCED"));
            assertThat(fleet.asked()).containsExactly(5);

            whole.start();
            orders.poke();
            soon().untilAsserted(() -> assertThat(fleet.asked()).containsExactly(5, 9));
        });
    }

    @Test
    void aStoppedContextWritesNothingWhateverALeaseSays() {
        Contexts.orders()
                .withBean(AutoscalerRegistryCustomizer.class, () -> registry -> registry.writesWhile(() -> true))
                .run(context -> {
                    var fleet = context.getBean(Fleet.class);
                    soon().untilAsserted(() -> assertThat(fleet.asked()).containsExactly(5));
                    context.getSourceApplicationContext().stop();
                    registry(context).autoscaler("orders").orElseThrow().pauseAt(9);
                    soon().untilAsserted(() -> assertThat(registry(context)
                                    .turns()
                                    .get("orders")
                                    .outcome()
                                    .toString())
                            .contains("FENCED"));
                    assertThat(fleet.asked()).containsExactly(5);
                });
    }

    @Test
    void whatWasAppliedAtRunTimeStaysWhenAContextStartsAgain() {
        Contexts.orders().run(context -> {
            AutoscalerRegistry registry = registry(context);
            AutoscalerSpec slower = registry.spec("orders").orElseThrow().every(Duration.ofMinutes(1));
            registry.apply(slower, context.getBean(Fleet.class));
            ConfigurableApplicationContext whole = context.getSourceApplicationContext();
            whole.stop();
            whole.start();
            assertThat(registry.spec("orders")).contains(slower);
        });
    }

    @Test
    void aChildContextThatClosesEndsNothing() {
        Contexts.orders().run(context -> {
            var child = new GenericApplicationContext(context.getSourceApplicationContext());
            child.refresh();
            child.close();
            assertThat(registry(context).autoscaler("orders")).isPresent();
            assertThat(context.getBean(AutoscalerLifecycle.class).isRunning()).isTrue();
            context.getBean(Backlog.class).is(10);
            registry(context)
                    .apply(
                            registry(context).spec("orders").orElseThrow(),
                            context.getBean(Fleet.class)); // throws if closed
        });
    }

    @Test
    void whatIsABeanIsClosedByTheContextAlone() {
        var backlog = new AtomicReference<Backlog>();
        var registry = new AtomicReference<AutoscalerRegistry>();
        var executor = new AtomicReference<ThreadPoolTaskExecutor>();
        Contexts.orders()
                .withBean("pool", ThreadPoolTaskExecutor.class, ThreadPoolTaskExecutor::new)
                .withPropertyValues(
                        "scaler4j.autoscalers.pool.triggers[0].scaler=backlog",
                        "scaler4j.autoscalers.pool.triggers[0].value=1")
                .run(context -> {
                    backlog.set(context.getBean(Backlog.class));
                    registry.set(registry(context));
                    executor.set(context.getBean(ThreadPoolTaskExecutor.class));
                    registry(context).remove("pool").toCompletableFuture().join();
                    assertThat(backlog.get().timesClosed()).isZero();
                    assertThat(executor.get().getThreadPoolExecutor().isShutdown())
                            .isFalse();
                });
        assertThat(backlog.get().timesClosed()).isEqualTo(1);
        soon().untilAsserted(
                        () -> assertThat(OpenResources.threads("scaler4j-")).isZero());
    }

    @Test
    void aRegistryOfYoursIsUsedAndTakesTheAutoscalers() {
        Contexts.orders()
                .withBean(
                        "mine",
                        AutoscalerRegistry.class,
                        () -> AutoscalerRegistry.builder().build())
                .run(context -> {
                    assertThat(context).hasSingleBean(AutoscalerRegistry.class).hasBean("mine");
                    assertThat(registry(context).names()).containsExactly("orders");
                });
    }
}
