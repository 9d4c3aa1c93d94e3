package io.scaler4j.exporter;

import static io.scaler4j.metric.MetricTarget.utilization;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.FencedException;
import io.scaler4j.ScaleTarget;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrometheusMetricsTest extends MetricsFixture {

    @Test
    void showsWhatWasReadAndDecided() throws InterruptedException {
        backlog.set(Reading.of(300));
        try (var autoscaler =
                autoscaler("orders", backlogTrigger().activatesAbove(299)).build()) {
            autoscaler.evaluate();
            assertThat(value("scaler4j_scaler_metrics_value{autoscaler=orders,trigger=backlog}"))
                    .isEqualTo(300);
            assertThat(value("scaler4j_scaler_active{autoscaler=orders,trigger=backlog}"))
                    .isEqualTo(1);
            assertThat(value("scaler4j_current_replicas{autoscaler=orders}")).isEqualTo(2);
            assertThat(value("scaler4j_ready_replicas{autoscaler=orders}")).isEqualTo(2);
            assertThat(value("scaler4j_desired_replicas{autoscaler=orders}")).isEqualTo(6);
            assertThat(value("scaler4j_autoscaler_paused{autoscaler=orders}")).isZero();
            assertThat(value("scaler4j_last_decision_timestamp_seconds{autoscaler=orders}"))
                    .isEqualTo(now.getEpochSecond());

            backlog.set(Reading.of(299));
            autoscaler.evaluate();
            assertThat(value("scaler4j_scaler_metrics_value{autoscaler=orders,trigger=backlog}"))
                    .isEqualTo(299);
            assertThat(value("scaler4j_scaler_active{autoscaler=orders,trigger=backlog}"))
                    .as("not above the threshold")
                    .isZero();
            assertThat(value("scaler4j_current_replicas{autoscaler=orders}")).isEqualTo(6);
        }
    }

    @Test
    void showsEveryPause() throws InterruptedException {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            for (Runnable pause : List.<Runnable>of(
                    autoscaler::pause,
                    autoscaler::pauseScaleIn,
                    autoscaler::pauseScaleOut,
                    () -> autoscaler.pauseAt(2))) {
                pause.run();
                autoscaler.evaluate();
                assertThat(value("scaler4j_autoscaler_paused{autoscaler=orders}"))
                        .as("%s", autoscaler.control())
                        .isEqualTo(1);
                autoscaler.resume();
                autoscaler.evaluate();
                assertThat(value("scaler4j_autoscaler_paused{autoscaler=orders}"))
                        .isZero();
            }
        }
    }

    @Test
    void anEngagedFallbackIsActiveAndStillAnError() throws InterruptedException {
        var covered = backlogTrigger().fallback(Fallback.replicas(2).afterFailures(0));
        backlog.set(Reading.failure(Kind.UNAVAILABLE, "queue is down"));
        try (var autoscaler = autoscaler("orders", covered).build()) {
            autoscaler.evaluate();
            assertThat(value("scaler4j_scaler_active{autoscaler=orders,trigger=backlog}"))
                    .isEqualTo(1);
            assertThat(value("scaler4j_scaler_metrics_value{autoscaler=orders,trigger=backlog}"))
                    .isNull();
            assertThat(errors("UNAVAILABLE")).isEqualTo(1);
        }
    }

    @Test
    void countsDecisionsByDirectionAndByTheStageThatDecided() throws InterruptedException {
        var rules = ScalingPolicy.builder()
                .replicas(1, 20)
                .scaleDown(
                        ScalingRules.builder().stabilizationWindow(ofSeconds(0)).build());
        try (var autoscaler =
                autoscaler("orders", backlogTrigger()).policy(rules.build()).build()) {
            for (int messages : List.of(100, 300, 500, 50)) {
                backlog.set(Reading.of(messages));
                autoscaler.evaluate();
                now = now.plusSeconds(15);
            }
            assertThat(value("scaler4j_decisions_total{autoscaler=orders,direction=none}"))
                    .isEqualTo(1);
            assertThat(value("scaler4j_decisions_total{autoscaler=orders,direction=up}"))
                    .isEqualTo(2);
            assertThat(value("scaler4j_decisions_total{autoscaler=orders,direction=down}"))
                    .isEqualTo(1);
            assertThat(value("scaler4j_scales_total{autoscaler=orders,direction=up}"))
                    .isEqualTo(2);
            assertThat(value("scaler4j_scales_total{autoscaler=orders,direction=down}"))
                    .isEqualTo(1);
            assertThat(value("scaler4j_binding_stage_total{autoscaler=orders,stage=RECOMMEND}"))
                    .as("every decision was the recommendation itself")
                    .isEqualTo(4);
            assertThat(value("scaler4j_binding_stage_total{autoscaler=orders,stage=STABILIZE}"))
                    .isZero();
        }
    }

    @Test
    void aFailedReadIsAnErrorOfItsKindAndNeitherAValueNorActivity() throws InterruptedException {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            backlog.set(Reading.failure(Kind.DENIED, "queue refused the password of user \"scaler\""));
            autoscaler.evaluate();
            assertThat(errors("DENIED")).isEqualTo(1);
            assertThat(errors("TIMEOUT")).isZero();
            assertThat(value("scaler4j_scaler_metrics_value{autoscaler=orders,trigger=backlog}"))
                    .isNull();
            assertThat(value("scaler4j_scaler_active{autoscaler=orders,trigger=backlog}"))
                    .isNull();
            assertThat(value("scaler4j_desired_replicas{autoscaler=orders}"))
                    .as("the count holds")
                    .isEqualTo(2);

            backlog.set(Reading.of(100));
            autoscaler.evaluate();
            assertThat(errors("DENIED")).isEqualTo(1);
            assertThat(value("scaler4j_scaler_metrics_value{autoscaler=orders,trigger=backlog}"))
                    .isEqualTo(100);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void everyKindOfFailureIsCountedButNothingToMeasureYet(Kind kind) throws InterruptedException {
        backlog.set(Reading.failure(kind, "a sentence that is no label"));
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            if (kind == Kind.NOT_YET) {
                assertThat(errors(kind.name())).isNull();
            } else {
                assertThat(errors(kind.name())).isEqualTo(1);
            }
            assertThat(samples())
                    .flatExtracting(sample -> sample.labelValues)
                    .as("labels are names, never sentences")
                    .noneMatch(label -> label.contains(" "));
        }
    }

    @Test
    void aReadingThatTheDecisionCannotUseIsAnError() throws InterruptedException {
        var cpu = Trigger.of("backlog", request -> Reading.of(70), utilization(50));
        try (var autoscaler = autoscaler("orders", cpu).build()) {
            autoscaler.evaluate();
            assertThat(errors("UNUSABLE")).isEqualTo(1);
            assertThat(value("scaler4j_scaler_active{autoscaler=orders,trigger=backlog}"))
                    .isNull();
        }
    }

    @Test
    void showsHowLongTheLastReadTook() throws InterruptedException {
        readTakes = ofMillis(250);
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            assertThat(value("scaler4j_scaler_metrics_latency_seconds{autoscaler=orders,trigger=backlog}"))
                    .isEqualTo(0.25);
        }
    }

    @Test
    void showsHowLateTheLastTurnBegan() throws InterruptedException {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            assertThat(value("scaler4j_internal_scale_loop_latency_seconds{autoscaler=orders}"))
                    .as("turns on request are on time")
                    .isZero();
            autoscaler.start();
            now = now.plusMillis(1500);
            planned.run();
            assertThat(value("scaler4j_internal_scale_loop_latency_seconds{autoscaler=orders}"))
                    .isEqualTo(1.5);
        }
    }

    @Test
    void aChangeThatTheTargetRefusesIsAnErrorOfItsDirection() throws InterruptedException {
        backlog.set(Reading.of(300));
        ScaleTarget full = ScaleTarget.of(() -> 2, count -> {
            throw new IllegalStateException("quota exceeded");
        });
        try (var autoscaler =
                autoscaler("orders", backlogTrigger()).target(full).build()) {
            autoscaler.evaluate();
            assertThat(value("scaler4j_scale_errors_total{autoscaler=orders,direction=up}"))
                    .isEqualTo(1);
            assertThat(value("scaler4j_scale_errors_total{autoscaler=orders,direction=down}"))
                    .isZero();
            assertThat(value("scaler4j_scales_total{autoscaler=orders,direction=up}"))
                    .isZero();
            assertThat(value("scaler4j_desired_replicas{autoscaler=orders}")).isEqualTo(6);
            assertThat(value("scaler4j_current_replicas{autoscaler=orders}")).isEqualTo(2);
        }
    }

    @Test
    void aStandbyThatMayNotWriteHasNoError() throws InterruptedException {
        backlog.set(Reading.of(300));
        ScaleTarget fenced = ScaleTarget.of(() -> 2, count -> {
            throw new FencedException("another process holds the lease");
        });
        try (var autoscaler =
                autoscaler("orders", backlogTrigger()).target(fenced).build()) {
            autoscaler.evaluate();
            assertThat(value("scaler4j_scale_errors_total{autoscaler=orders,direction=up}"))
                    .isZero();
            assertThat(value("scaler4j_decisions_total{autoscaler=orders,direction=up}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aTurnWithoutADecisionIsAnErrorOfTheAutoscaler() {
        ScaleTarget gone = ScaleTarget.of(
                () -> {
                    throw new IllegalStateException("no permission");
                },
                count -> {});
        try (var autoscaler =
                autoscaler("orders", backlogTrigger()).target(gone).build()) {
            assertThatThrownBy(autoscaler::evaluate).isInstanceOf(ScaleTargetException.class);
            assertThat(value("scaler4j_autoscaler_errors_total{autoscaler=orders}"))
                    .isEqualTo(1);
            assertThat(value("scaler4j_desired_replicas{autoscaler=orders}"))
                    .as("nothing is known")
                    .isNull();
        }
    }

    private Double errors(String kind) {
        return value("scaler4j_scaler_detail_errors_total{autoscaler=orders,trigger=backlog,kind=" + kind + "}");
    }
}
