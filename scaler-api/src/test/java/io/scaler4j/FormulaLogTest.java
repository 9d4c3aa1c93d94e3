package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Composite;
import io.scaler4j.policy.ScalingPolicy;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What an operator is told of a composite whose formula fails. */
class FormulaLogTest extends LogFixture {

    /** {@code 100 / share}. */
    private record Quotient() implements Composite.Formula {

        @Override
        public List<String> triggers() {
            return List.of("share");
        }

        @Override
        public double evaluate(double[] values, double ifNil) {
            if (values[0] == 0) {
                throw new ArithmeticException("100 is divided by 0");
            }
            return 100 / values[0];
        }
    }

    private final AtomicReference<Reading> share = new AtomicReference<>(Reading.of(0));

    @Test
    void aFormulaThatFailsIsSaidOnceAndWhenItGivesAValueAgain() {
        try (var autoscaler = Autoscaler.builder("orders")
                .target(new FakeTarget(2))
                .policy(ScalingPolicy.builder()
                        .replicas(1, 20)
                        .composite(Composite.of(new Quotient(), averageValue(10)))
                        .build())
                .trigger(Trigger.of("share", request -> share.get(), averageValue(1)))
                .time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .build()
                .start()) {
            time.advance(ofSeconds(40));
            share.set(Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "share is down"));
            time.advance(ofSeconds(30));
            share.set(Reading.of(5));
            time.advance(ofSeconds(30));
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
        assertThat(said())
                .containsExactly(
                        "WARN orders: composite failed: MISCONFIGURED the formula fails: 100 is divided by 0 (share=0)",
                        "WARN orders: trigger share failed: UNAVAILABLE share is down",
                        "INFO orders: trigger share is read again: 5",
                        "INFO orders: the formula gives a value again: 20");
    }
}
