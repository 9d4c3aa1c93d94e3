package io.scaler4j.registry;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.BoundsSchedule;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Seeds;
import io.scaler4j.VirtualTime;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoscalerSpecPropertiesTest {

    private static final Function<TriggerContext, Scaler> OPEN = context -> request -> Reading.of(1);
    private static final BoundsSchedule SCHEDULE = now -> new ReplicaBounds(7, 9);

    private static ScalingPolicy policy(int max) {
        return ScalingPolicy.builder().replicas(1, max).build();
    }

    private static TriggerPlan plan(String name) {
        return TriggerPlan.of(MetricSpec.of(name, averageValue(10)), OPEN);
    }

    private static AutoscalerSpecBuilder orders() {
        return AutoscalerSpec.builder("orders").policy(policy(20)).trigger(plan("lag"));
    }

    /** Few different parts, so that equal ones meet. */
    private static AutoscalerSpec any(SplittableRandom random) {
        var spec = AutoscalerSpec.builder(Seeds.word(random, "ab", 1))
                .policy(policy(20 + random.nextInt(2)))
                .trigger(plan("lag"));
        if (random.nextBoolean()) {
            spec.trigger(plan("rate"));
        }
        if (random.nextBoolean()) {
            spec.interval(ofSeconds(15 + random.nextInt(2)));
        }
        if (random.nextBoolean()) {
            spec.schedule(SCHEDULE);
        }
        if (random.nextBoolean()) {
            spec.control(Control.none().pauseAt(random.nextInt(2)));
        }
        if (random.nextBoolean()) {
            spec.targetRef("shop", TargetRef.deployment("orders"));
        }
        return random.nextBoolean() ? spec.build() : spec.dryRun().build();
    }

    @Test
    void equalSpecificationsHaveEqualHashCodesAndTheSameParts() {
        Seeds.each((random, replay) -> {
            for (int i = 0; i < 50; i++) {
                AutoscalerSpec one = any(random);
                AutoscalerSpec other = any(random);
                assertThat(one.equals(other)).as(replay).isEqualTo(parts(one).equals(parts(other)));
                assertThat(one.equals(other)).as(replay).isEqualTo(other.equals(one));
                if (one.equals(other)) {
                    assertThat(one).as(replay).hasSameHashCodeAs(other).hasToString(other.toString());
                }
            }
        });
    }

    private static List<Object> parts(AutoscalerSpec spec) {
        return List.of(
                spec.name(),
                spec.policy(),
                spec.triggers(),
                spec.interval(),
                spec.idleInterval(),
                spec.readTimeout(),
                spec.targetTimeout(),
                spec.schedules(),
                spec.control(),
                spec.isDryRun(),
                spec.namespace(),
                spec.targetRef());
    }

    @Test
    void whatIsNotSaidIsByDefault() {
        AutoscalerSpec spec = orders().build();
        assertThat(spec.name()).isEqualTo("orders");
        assertThat(spec.policy()).isEqualTo(policy(20));
        assertThat(spec.triggers()).containsExactly(plan("lag"));
        assertThat(spec.interval()).hasSeconds(15);
        assertThat(spec.idleInterval()).hasSeconds(15);
        assertThat(spec.readTimeout()).isEmpty();
        assertThat(spec.targetTimeout()).isEmpty();
        assertThat(spec.schedules()).isEmpty();
        assertThat(spec.control()).isEqualTo(Control.none());
        assertThat(spec.isDryRun()).isFalse();
        assertThat(spec.namespace()).isEmpty();
        assertThat(spec.targetRef()).isEmpty();
    }

    @Test
    void whatIsSaidIsThere() {
        AutoscalerSpec spec = orders().readTimeout(ofSeconds(3))
                .targetTimeout(ofSeconds(4))
                .targetRef("shop", TargetRef.deployment("orders"))
                .build();
        assertThat(spec.readTimeout()).contains(ofSeconds(3));
        assertThat(spec.targetTimeout()).contains(ofSeconds(4));
        assertThat(spec.namespace()).isEqualTo("shop");
        assertThat(spec.targetRef()).contains(TargetRef.deployment("orders"));
    }

    @Test
    void theIdleIntervalFollowsTheIntervalUnlessItIsSet() {
        assertThat(orders().interval(ofSeconds(40)).build().idleInterval()).hasSeconds(40);
        assertThat(orders().idleInterval(ofSeconds(5))
                        .interval(ofSeconds(40))
                        .build()
                        .idleInterval())
                .hasSeconds(5);
    }

    @Test
    void aBuiltSpecificationStaysAsItIsWhateverBecomesOfItsBuilder() {
        var builder = orders();
        AutoscalerSpec spec = builder.build();
        builder.trigger(plan("rate"))
                .schedule(SCHEDULE)
                .interval(ofSeconds(40))
                .control(Control.none().pause())
                .dryRun();
        assertThat(spec).isEqualTo(orders().build()).isNotEqualTo(builder.build());
        assertThatThrownBy(() -> spec.triggers().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> spec.schedules().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    // ---- what is wrong

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void everyNullIsToldAtOnce() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> AutoscalerSpec.builder(null)
                        .policy(null)
                        .trigger(null)
                        .interval(null)
                        .idleInterval(null)
                        .readTimeout(null)
                        .targetTimeout(null)
                        .schedule(null)
                        .control(null)
                        .targetRef(null, null)
                        .build())
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "name must not be null",
                                "policy must not be null",
                                "trigger must not be null",
                                "interval must not be null",
                                "idleInterval must not be null",
                                "readTimeout must not be null",
                                "targetTimeout must not be null",
                                "schedule must not be null",
                                "control must not be null",
                                "namespace must not be null",
                                "targetRef must not be null"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void everyTimeMustBeMoreThanZero(long seconds) {
        Duration wrong = ofSeconds(seconds);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> orders().interval(wrong)
                        .idleInterval(wrong)
                        .readTimeout(wrong)
                        .targetTimeout(wrong)
                        .build())
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "interval must be more than 0 s, was " + wrong,
                                "idleInterval must be more than 0 s, was " + wrong,
                                "readTimeout must be more than 0 s, was " + wrong,
                                "targetTimeout must be more than 0 s, was " + wrong));
    }

    @Test
    void aTargetThatOnlyUtilizationsMeasureCannotComeBackFromZero() {
        TriggerPlan cpu = TriggerPlan.of(MetricSpec.of("cpu", utilization(70)).abstains(), OPEN);
        var idle = ScalingPolicy.builder().replicas(0, 20).build();
        assertThatThrownBy(() -> AutoscalerSpec.builder("orders")
                        .policy(idle)
                        .trigger(cpu)
                        .build())
                .hasMessageContaining(
                        "every trigger abstains from activation, so nothing could activate the target at 0;"
                                + " use a minimum of at least 1, or add a trigger that is not a utilization");
        assertThat(AutoscalerSpec.builder("orders")
                        .policy(idle)
                        .trigger(cpu)
                        .trigger(plan("lag"))
                        .build()
                        .triggers())
                .hasSize(2);
        assertThat(AutoscalerSpec.builder("orders")
                        .policy(policy(20))
                        .trigger(cpu)
                        .build()
                        .triggers())
                .hasSize(1);
    }

    // ---- what becomes of it

    @Test
    void theAutoscalerDoesWhatTheSpecificationSays() {
        var time = new VirtualTime("2026-01-05T08:00:00Z");
        List<ReadRequest> requests = new ArrayList<>();
        List<Integer> written = new ArrayList<>();
        TriggerPlan counting = TriggerPlan.of(MetricSpec.of("lag", averageValue(10)), context -> request -> {
            requests.add(request);
            return Reading.of(50);
        });
        AutoscalerSpec spec = AutoscalerSpec.builder("orders")
                .policy(policy(20))
                .trigger(counting)
                .interval(ofSeconds(20))
                .readTimeout(ofSeconds(3))
                .schedule(SCHEDULE)
                .build();
        var builder = spec.configure(spec.openTriggers(new SharedConnections()))
                .target(ScaleTarget.of(() -> written.isEmpty() ? 1 : written.get(written.size() - 1), written::add))
                .time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .blockingExecutor(Runnable::run);
        try (var autoscaler = builder.build().start()) {
            time.advance(ofSeconds(39));
            assertThat(autoscaler.name()).isEqualTo("orders");
        }
        assertThat(requests).as("every 20 s").hasSize(2);
        assertThat(requests).extracting(ReadRequest::timeout).containsOnly(ofSeconds(3));
        assertThat(written).as("by the bounds of the schedule").containsExactly(7);
    }

    @Test
    void aDryRunAndAPauseComeFromTheSpecificationToo() throws InterruptedException {
        List<Integer> written = new ArrayList<>();
        AutoscalerSpec dry =
                orders().dryRun().control(Control.none().pauseScaleIn()).build();
        try (var autoscaler = dry.open(ScaleTarget.of(() -> 5, written::add), new SharedConnections())) {
            assertThat(autoscaler.control()).isEqualTo(Control.none().pauseScaleIn());
            autoscaler.evaluate();
        }
        assertThat(written).isEmpty();
    }

    @Test
    void aTriggerThatCannotBeClosedAfterAFailureDoesNotHideTheFailure() {
        TriggerPlan stuck = TriggerPlan.of(MetricSpec.of("stuck", averageValue(1)), context -> new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                return Reading.of(1);
            }

            @Override
            public void close() {
                throw new IllegalArgumentException("stuck");
            }
        });
        TriggerPlan broken = TriggerPlan.of(MetricSpec.of("broken", averageValue(1)), context -> {
            throw new IllegalStateException("no");
        });
        AutoscalerSpec spec = orders().trigger(stuck).trigger(broken).build();
        assertThatThrownBy(() -> spec.openTriggers(new SharedConnections()))
                .hasMessage("no")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(each -> assertThat(each).hasMessage("stuck")));
    }
}
