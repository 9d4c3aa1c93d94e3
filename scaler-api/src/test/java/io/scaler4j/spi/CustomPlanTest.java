package io.scaler4j.spi;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.scaler4j.Scaler;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CustomPlanTest {

    private static final MetricSpec BACKLOG =
            MetricSpec.of("back/log", averageValue(10)).activatesAbove(2);

    private final Scaler scaler = request -> Reading.of(7);
    private final Function<TriggerContext, Scaler> open = context -> scaler;

    @Test
    void opensWhatItIsGivenUnderKedasNameForTheMetric() {
        TriggerPlan plan = TriggerPlan.of(BACKLOG, open);
        try (var connections = new SharedConnections()) {
            assertThat(plan.openTrigger(TriggerContext.of(connections)).scaler())
                    .isSameAs(scaler);
        }
        assertThat(plan.metric()).isEqualTo(BACKLOG);
        assertThat(plan.metricName(3)).isEqualTo("s3-back-log");
    }

    @Test
    void isEqualForTheSameSourceOnly() {
        assertThat(TriggerPlan.of(BACKLOG, open)).isEqualTo(TriggerPlan.of(BACKLOG, open));
        assertThat(TriggerPlan.of(BACKLOG, open)).isNotEqualTo(TriggerPlan.of(BACKLOG, context -> scaler));
    }

    @Test
    void needsBoth() {
        assertThatNullPointerException().isThrownBy(() -> TriggerPlan.of(null, open));
        assertThatNullPointerException().isThrownBy(() -> TriggerPlan.of(BACKLOG, null));
    }
}
