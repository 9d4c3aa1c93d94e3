package io.scaler4j.spring.boot;

import static io.scaler4j.spring.boot.Contexts.registry;
import static io.scaler4j.spring.boot.Contexts.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ScaleTarget;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** What is scaled is found by its name. */
class TargetsTest {

    private final ApplicationContextRunner runner = Contexts.runner()
            .withPropertyValues(Contexts.ORDERS)
            .withBean("backlog", Backlog.class, () -> new Backlog(70));

    @Test
    void theThreadsOfATaskExecutorAreScaled() {
        runner.withBean("orders", ThreadPoolTaskExecutor.class, () -> executor(1, 1))
                .run(context -> {
                    var executor = context.getBean(ThreadPoolTaskExecutor.class);
                    soon().untilAsserted(() -> assertThat(
                                    executor.getThreadPoolExecutor().getCorePoolSize())
                            .isEqualTo(5));
                    assertThat(executor.getThreadPoolExecutor().getMaximumPoolSize())
                            .isEqualTo(5);
                    soon().untilAsserted(
                                    () -> assertThat(executor.getCorePoolSize()).isEqualTo(5));
                    assertThat(executor.getMaxPoolSize()).isEqualTo(5);
                });
    }

    @Test
    void aTaskExecutorWithALargerMaximumKeepsIt() {
        runner.withBean("orders", ThreadPoolTaskExecutor.class, () -> executor(2, 32))
                .run(context -> {
                    var executor = context.getBean(ThreadPoolTaskExecutor.class);
                    soon().untilAsserted(
                                    () -> assertThat(executor.getCorePoolSize()).isEqualTo(6));
                    assertThat(executor.getMaxPoolSize()).isEqualTo(32);
                });
    }

    private static ThreadPoolTaskExecutor executor(int core, int max) {
        var executor = new ThreadPoolTaskExecutor();
        executor.setCorePoolSize(core);
        executor.setMaxPoolSize(max);
        return executor;
    }

    @Test
    void theExecutorOfTheApplicationIsScaledByItsName() {
        runner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
                .withPropertyValues(
                        "scaler4j.autoscalers.orders.target=applicationTaskExecutor",
                        "spring.task.execution.pool.core-size=2")
                .run(context -> soon().untilAsserted(() -> assertThat(
                                context.getBean(ThreadPoolTaskExecutor.class).getCorePoolSize())
                        .isEqualTo(6)));
    }

    @Test
    void aThreadPoolOfTheJdkIsScaled() {
        runner.withBean("orders", ThreadPoolExecutor.class, () -> (ThreadPoolExecutor) Executors.newFixedThreadPool(1))
                .run(context -> soon().untilAsserted(() -> assertThat(
                                context.getBean(ThreadPoolExecutor.class).getCorePoolSize())
                        .isEqualTo(5)));
    }

    @Test
    void theOnlyScaleTargetNeedsNoName() {
        runner.withBean("workers", Fleet.class, () -> new Fleet(1)).run(context -> {
            assertThat(context).hasNotFailed();
            soon().untilAsserted(() ->
                    assertThat(context.getBean(Fleet.class).count()).isEqualTo(5));
        });
    }

    @Test
    void oneOfSeveralScaleTargetsNeedsItsName() {
        ApplicationContextRunner two = runner.withBean("workers", Fleet.class, () -> new Fleet(1))
                .withBean("clerks", Fleet.class, () -> new Fleet(1));
        two.run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("there are ScaleTarget workers, ScaleTarget clerks"));
        two.withPropertyValues("scaler4j.autoscalers.orders.target=clerks").run(context -> {
            soon().untilAsserted(() ->
                    assertThat(context.getBean("clerks", Fleet.class).count()).isEqualTo(5));
            assertThat(context.getBean("workers", Fleet.class).count()).isEqualTo(1);
        });
    }

    @Test
    void anExecutorHasOneAutoscaler() {
        runner.withBean("orders", ThreadPoolTaskExecutor.class, () -> executor(1, 1))
                .withPropertyValues(
                        "scaler4j.autoscalers.copy.target=orders",
                        "scaler4j.autoscalers.copy.triggers[0].scaler=backlog",
                        "scaler4j.autoscalers.copy.triggers[0].value=1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("autoscaler \"copy\": autoscaler \"orders\" scales the same target"));
    }

    @Test
    void aSourceOfYoursFindsWhatIsNoBean() {
        var fleet = new Fleet(1);
        runner.withBean(TargetSource.class, () -> new OneFleet(fleet))
                .run(context ->
                        soon().untilAsserted(() -> assertThat(fleet.count()).isEqualTo(5)));
        runner.withBean(TargetSource.class, () -> new OneFleet(fleet))
                .withPropertyValues("scaler4j.autoscalers.orders.target=others")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("@KafkaListener, fleet of a cloud); there are fleet of a cloud orders;"));
    }

    @Test
    void aBeanWinsOverASourceOfYours() {
        var other = new Fleet(1);
        runner.withBean("orders", Fleet.class, () -> new Fleet(1))
                .withBean(TargetSource.class, () -> new OneFleet(other))
                .run(context -> {
                    soon().untilAsserted(() ->
                            assertThat(context.getBean(Fleet.class).count()).isEqualTo(5));
                    assertThat(other.asked()).isEmpty();
                });
    }

    private record OneFleet(Fleet fleet) implements TargetSource {

        @Override
        public String kind() {
            return "fleet of a cloud";
        }

        @Override
        public Optional<ScaleTarget> find(String name) {
            return name.equals("orders") ? Optional.of(fleet) : Optional.empty();
        }

        @Override
        public List<String> names() {
            return List.of("orders");
        }
    }

    @Test
    void aPoolThatIsShutDownFailsItsTurnsAlone() {
        runner.withBean("orders", ThreadPoolTaskExecutor.class, () -> executor(1, 1))
                .run(context -> {
                    var executor = context.getBean(ThreadPoolTaskExecutor.class);
                    soon().untilAsserted(
                                    () -> assertThat(executor.getCorePoolSize()).isEqualTo(5));
                    executor.getThreadPoolExecutor().shutdown();
                    registry(context).autoscaler("orders").orElseThrow().poke();
                    soon().untilAsserted(() -> assertThat(registry(context)
                                    .turns()
                                    .get("orders")
                                    .outcome()
                                    .toString())
                            .contains("the thread pool is shut down"));
                });
    }
}
