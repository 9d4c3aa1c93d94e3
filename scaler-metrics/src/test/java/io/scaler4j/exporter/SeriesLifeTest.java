package io.scaler4j.exporter;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerBuilder;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When series come and go, and how autoscalers and observers share a registry. */
class SeriesLifeTest extends MetricsFixture {

    @Test
    void countersAreThereBeforeTheyCount() throws InterruptedException {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            assertThat(value("scaler4j_autoscaler_errors_total{autoscaler=orders}"))
                    .isZero();
            for (String direction : List.of("up", "down")) {
                assertThat(value("scaler4j_scales_total{autoscaler=orders,direction=" + direction + "}"))
                        .isZero();
                assertThat(value("scaler4j_scale_errors_total{autoscaler=orders,direction=" + direction + "}"))
                        .isZero();
            }
            for (Stage stage : Stage.values()) {
                assertThat(value("scaler4j_binding_stage_total{autoscaler=orders,stage=" + stage + "}"))
                        .as("%s", stage)
                        .isNotNull();
            }
            assertThat(samples())
                    .filteredOn(sample -> sample.name.equals("scaler4j_scaler_detail_errors_total"))
                    .as("all kinds but NOT_YET, and UNUSABLE")
                    .hasSize(Kind.values().length)
                    .allMatch(sample -> sample.value == 0);
        }
    }

    @Test
    void seriesGoWithTheirAutoscaler() throws InterruptedException {
        var failing = Trigger.of("failing", request -> Reading.failure(Kind.EMPTY, "no data"), averageValue(1));
        backlog.set(Reading.of(300));
        var orders = autoscaler("orders", backlogTrigger(), failing).build();
        orders.evaluate();
        try (var billing = autoscaler("billing", backlogTrigger()).build()) {
            billing.start();
            planned.run();
            int both = samples().size();
            orders.close();
            assertThat(samples())
                    .hasSizeLessThan(both)
                    .isNotEmpty()
                    .allSatisfy(sample -> assertThat(sample.labelNames).startsWith("autoscaler"))
                    .allSatisfy(sample -> assertThat(sample.labelValues).startsWith("billing"));
        }
        assertThat(samples()).as("what is left when both are closed").isEmpty();
    }

    @Test
    void whenCloseReturnsTheSeriesAreGoneWhateverTheThreads() throws InterruptedException {
        var autoscaler = onThreadsOfItsOwn("orders").build();
        autoscaler.evaluate();
        autoscaler.close();
        assertThat(samples()).isEmpty();
    }

    @Test
    void anAutoscalerThatComesBackBeginsAnew() throws InterruptedException {
        for (int generation = 1; generation <= 2; generation++) {
            try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
                autoscaler.evaluate();
                assertThat(value("scaler4j_decisions_total{autoscaler=orders,direction=none}"))
                        .isEqualTo(1);
                assertThat(value("scaler4j_scaler_detail_errors_total{autoscaler=orders,trigger=backlog,kind=TIMEOUT}"))
                        .isZero();
            }
        }
    }

    @Test
    void aSecondAutoscalerOfANameIsRefusedAndTheFirstKeepsItsSeries() throws InterruptedException {
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
            int series = samples().size();
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> autoscaler("orders", Trigger.of("lag", scaler, averageValue(1)))
                            .build())
                    .withMessage(
                            "autoscaler \"orders\": observer Prometheus metrics cannot be attached: an autoscaler of"
                                    + " the name \"orders\" has its metrics there already; give each autoscaler its own name,"
                                    + " or close the first one before");
            assertThat(closed).as("the scaler of what was not built").hasValue(1);
            assertThat(samples()).hasSize(series);
            autoscaler("billing", backlogTrigger()).build().close();
        }
        try (var again = autoscaler("orders", backlogTrigger()).build()) {
            again.evaluate();
            assertThat(value("scaler4j_decisions_total{autoscaler=orders,direction=none}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void anObserverThatIsGivenTwiceIsRefused() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() ->
                        autoscaler("orders", backlogTrigger()).observer(metrics).build())
                .withMessageContaining("has its metrics there already");
        autoscaler("orders", backlogTrigger()).build().close();
    }

    @Test
    void whatAnExecutorTellsLateDoesNotTouchTheSeriesOfTheNextAutoscaler() throws InterruptedException {
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
        assertThat(samples()).as("gone, although nobody could be told").isEmpty();
        try (var next = onThreadsOfItsOwn("orders").executor(Runnable::run).build()) {
            next.evaluate();
            int series = samples().size();
            late.forEach(Runnable::run);
            assertThat(late).isNotEmpty();
            assertThat(samples()).hasSize(series);
        }
        assertThat(samples()).isEmpty();
    }

    @Test
    void aSecondRegistrationIsRefusedAndChangesNothing() {
        int families = families().size();
        assertThatIllegalStateException()
                .isThrownBy(() -> PrometheusMetrics.register(registry))
                .withMessage("the registry has a metric scaler4j_desired_replicas already; register once, and give the"
                        + " one observer to all autoscalers");
        assertThat(families()).hasSize(families);

        metrics.close();
        metrics.close();
        assertThat(families()).isEmpty();

        Gauge.build("scaler4j_scaler_active", "Somebody else's.").register(registry);
        assertThatIllegalStateException()
                .isThrownBy(() -> PrometheusMetrics.register(registry))
                .withMessageContaining("scaler4j_scaler_active");
        assertThat(families()).as("the stranger's alone").hasSize(1);
    }

    @Test
    void theDefaultRegistryIsLeftAlone() {
        assertThat(CollectorRegistry.defaultRegistry.metricFamilySamples().hasMoreElements())
                .isFalse();
        assertThat(metrics.toString()).isEqualTo("Prometheus metrics");
    }

    @Test
    void everyNameIsOursAndEveryMetricIsExplained() {
        assertThat(families()).hasSize(15).allSatisfy(family -> {
            assertThat(family.name).startsWith("scaler4j_");
            assertThat(family.help).endsWith(".");
        });
    }

    @Test
    @Timeout(60)
    void autoscalersOnManyThreadsShareItWithoutLosingACount() throws Exception {
        int autoscalers = 8;
        int turns = 200;
        var threads = Executors.newFixedThreadPool(autoscalers);
        var seen = new AtomicInteger();
        try {
            List<Callable<Sample>> runs = new ArrayList<>();
            for (int i = 0; i < autoscalers; i++) {
                String name = "autoscaler-" + i;
                runs.add(() -> {
                    try (var autoscaler =
                            onThreadsOfItsOwn(name).executor(Runnable::run).build()) {
                        for (int turn = 0; turn < turns; turn++) {
                            autoscaler.evaluate();
                            seen.addAndGet(samples().size());
                        }
                        return samples().stream()
                                .filter(sample -> sample.name.equals("scaler4j_binding_stage_total")
                                        && sample.labelValues.equals(List.of(name, "RECOMMEND")))
                                .findFirst()
                                .orElseThrow();
                    }
                });
            }
            for (var run : threads.invokeAll(runs)) {
                assertThat(run.get().value).isEqualTo(turns);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(seen).hasPositiveValue();
        assertThat(samples()).isEmpty();
    }

    private AutoscalerBuilder onThreadsOfItsOwn(String name) {
        return Autoscaler.builder(name)
                .target(ScaleTarget.of(() -> 2, count -> {}))
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("backlog", request -> Reading.of(100), averageValue(50)))
                .observer(metrics);
    }
}
