package io.scaler4j.micrometer;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerBuilder;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.Turn;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When meters come and go with their autoscaler. */
class MeterLifeTest extends MicrometerFixture {

    private final MeterRegistry simple = new SimpleMeterRegistry();

    @BeforeEach
    void bind() {
        metrics.bindTo(simple);
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(simple.getMeters()).isEmpty();
    }

    @Test
    void metersGoWithTheirAutoscaler() throws InterruptedException {
        var orders = autoscaler("orders", backlogTrigger()).build();
        orders.evaluate();
        try (var billing = autoscaler("billing", backlogTrigger()).build()) {
            billing.evaluate();
            int both = simple.getMeters().size();
            orders.close();
            assertThat(simple.getMeters())
                    .hasSize(both / 2)
                    .allSatisfy(meter ->
                            assertThat(meter.getId().getTag("autoscaler")).isEqualTo("billing"));
        }
    }

    @Test
    void whenCloseReturnsTheMetersAreGoneWhateverTheThreads() throws InterruptedException {
        var autoscaler = onThreadsOfItsOwn("orders").build();
        autoscaler.evaluate();
        autoscaler.close();
        assertThat(simple.getMeters()).isEmpty();
    }

    @Test
    void anAutoscalerThatComesBackBeginsAnew() throws InterruptedException {
        for (int generation = 1; generation <= 2; generation++) {
            try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
                autoscaler.evaluate();
                assertThat(decisionsOf("orders")).isEqualTo(1);
            }
        }
    }

    @Test
    void aSecondAutoscalerOfANameIsRefusedAndTheFirstKeepsItsMeters() throws InterruptedException {
        var closed = new AtomicInteger();
        Scaler scaler = new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                return Reading.of(1);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        try (var first = autoscaler("orders", backlogTrigger()).build()) {
            first.evaluate();
            int meters = simple.getMeters().size();
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> autoscaler("orders", Trigger.of("lag", scaler, averageValue(1)))
                            .build())
                    .withMessage("autoscaler \"orders\": observer Micrometer metrics cannot be attached: an autoscaler"
                            + " of the name \"orders\" has its metrics there already; give each autoscaler its own"
                            + " name, or close the first one before");
            assertThat(closed).as("the scaler of what was not built").hasValue(1);
            assertThat(simple.getMeters()).hasSize(meters);
        }
        try (var again = autoscaler("orders", backlogTrigger()).build()) {
            again.evaluate();
            assertThat(decisionsOf("orders")).isEqualTo(1);
        }
    }

    @Test
    void whatAnExecutorTellsLateDoesNotTouchTheMetersOfTheNextAutoscaler() throws InterruptedException {
        var late = new ArrayList<Runnable>();
        var busy = new AtomicBoolean();
        var first = onThreadsOfItsOwn("orders")
                .executor(task -> {
                    if (busy.get()) {
                        late.add(task);
                    } else {
                        task.run();
                    }
                })
                .build();
        first.evaluate();
        busy.set(true);
        first.close();
        assertThat(simple.getMeters()).as("gone, although nobody could be told").isEmpty();
        try (var next = onThreadsOfItsOwn("orders").executor(Runnable::run).build()) {
            next.evaluate();
            late.forEach(Runnable::run);
            assertThat(late).isNotEmpty();
            assertThat(decisionsOf("orders")).isEqualTo(1);
        }
    }

    @Test
    void anObserverOfYoursMayPassTurnsOn() throws InterruptedException {
        var passing = new AutoscalerObserver() {
            @Override
            public void turnEnded(Turn turn) {
                metrics.turnEnded(turn);
            }

            @Override
            public void closed(String autoscaler) {
                metrics.closed(autoscaler);
            }
        };
        metrics.closed("never seen");
        try (var autoscaler = Autoscaler.builder("passed")
                .target(ScaleTarget.of(() -> 2, count -> {}))
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(backlogTrigger())
                .observer(passing)
                .executor(Runnable::run)
                .build()) {
            autoscaler.evaluate();
            autoscaler.evaluate();
            assertThat(decisionsOf("passed")).isEqualTo(2);
        }
    }

    @Test
    @Timeout(60)
    void autoscalersOnManyThreadsShareItWithoutLosingACount() throws Exception {
        int autoscalers = 8;
        int turns = 200;
        var threads = Executors.newFixedThreadPool(autoscalers);
        try {
            List<Callable<Double>> runs = new ArrayList<>();
            for (int i = 0; i < autoscalers; i++) {
                String name = "autoscaler-" + i;
                runs.add(() -> {
                    try (var autoscaler =
                            onThreadsOfItsOwn(name).executor(Runnable::run).build()) {
                        for (int turn = 0; turn < turns; turn++) {
                            autoscaler.evaluate();
                            metrics.bindTo(registry); // while others make turns
                            samples();
                        }
                        return decisionsOf(name);
                    }
                });
            }
            for (var run : threads.invokeAll(runs)) {
                assertThat(run.get()).isEqualTo(turns);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(samples()).isEmpty();
    }

    /** Of every direction. */
    private double decisionsOf(String autoscaler) {
        return simple.find(Metric.DECISIONS.meter()).tag("autoscaler", autoscaler).functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private AutoscalerBuilder onThreadsOfItsOwn(String name) {
        return Autoscaler.builder(name)
                .target(ScaleTarget.of(() -> 2, count -> {}))
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("backlog", request -> Reading.of(100), averageValue(50)))
                .observer(metrics);
    }
}
