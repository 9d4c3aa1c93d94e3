package io.scaler4j.spi;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.Scaler;
import io.scaler4j.Seeds;
import io.scaler4j.Trigger;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a plan names its metric and opens its trigger, and where. */
class TriggerPlanTest {

    private static final MetricSpec LAG = MetricSpec.of("lag", averageValue(10));

    private final SharedConnections connections = new SharedConnections();
    private final List<TriggerContext> seen = new ArrayList<>();

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(connections.size()).isZero();
        connections.close();
    }

    private Scaler open(TriggerContext context) {
        seen.add(context);
        return request -> Reading.of(1);
    }

    // ---- names

    @Test
    void anExternalMetricHasNoCharacterThatKubernetesRefuses() {
        Seeds.each((random, replay) -> {
            String name = Seeds.word(random, "abc-_/.:%()", 12);
            int index = random.nextInt(20);
            assertThat(TriggerPlan.externalMetricName(index, name)).as(replay).matches("s" + index + "-[abc_-]{12}");
        });
    }

    @Test
    void aNameHasAPositionOfAtLeastZero() {
        TriggerPlan plan = TriggerPlan.of(LAG, this::open);
        assertThat(plan.metricName(0)).isEqualTo("s0-lag");
        assertThat(plan.metricName(12)).isEqualTo("s12-lag");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.metricName(-1))
                .withMessage(
                        "index must be at least 0, was -1; it is the trigger's position among those of its target");
        assertThatIllegalArgumentException().isThrownBy(() -> TriggerPlan.externalMetricName(-1, "lag"));
        assertThat(plan).hasToString(LAG.toString());
    }

    // ---- opening

    @Test
    void aTriggerIsOpenedWithItsPlaceAndThePlansMetric() {
        var context = TriggerContext.of(connections).index(2).target("shop", TargetRef.deployment("orders"));
        Trigger trigger = TriggerPlan.of(LAG, this::open).openTrigger(context);
        assertThat(trigger.name()).isEqualTo("lag");
        assertThat(seen).singleElement().satisfies(it -> {
            assertThat(it.index()).isEqualTo(2);
            assertThat(it.namespace()).isEqualTo("shop");
            assertThat(it.target()).contains(TargetRef.deployment("orders"));
        });
    }

    @Test
    void eachOpeningAsksTheSourceAgain() {
        TriggerPlan plan = TriggerPlan.of(LAG, this::open);
        plan.openTrigger(TriggerContext.of(connections));
        plan.openTrigger(TriggerContext.of(connections).index(1));
        assertThat(seen).extracting(TriggerContext::index).containsExactly(0, 1);
    }

    @Test
    void whatWasLeasedForAScalerThatIsNotMadeIsClosed() {
        TriggerPlan plan = TriggerPlan.of(LAG, context -> {
            context.connections().lease("a", AutoCloseable.class, () -> () -> {});
            assertThat(connections.size()).isEqualTo(1);
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> plan.openTrigger(TriggerContext.of(connections)))
                .hasMessage("no");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void aSourceThatOpensNothingIsNamed() {
        TriggerPlan plan = TriggerPlan.of(LAG, context -> {
            context.connections().lease("a", AutoCloseable.class, () -> () -> {});
            return null;
        });
        assertThatNullPointerException()
                .isThrownBy(() -> plan.openTrigger(TriggerContext.of(connections)))
                .withMessage(plan.getClass().getName() + " made no scaler; open must not return null");
        assertThatNullPointerException()
                .isThrownBy(() -> plan.openTrigger(null))
                .withMessageStartingWith("context must not be null");
    }

    // ---- contexts and targets

    @Test
    void aContextOfConnectionsIsThatOfAFirstTriggerOutsideOfACluster() {
        assertThat(TriggerContext.of(connections))
                .isEqualTo(new TriggerContext(connections, 0, "", "", Optional.empty()));
    }

    @Test
    void everyChangeOfAContextKeepsAllElse() {
        var full = new TriggerContext(connections, 3, "orders", "shop", Optional.of(TargetRef.deployment("orders")));
        var other = new SharedConnections();
        assertThat(full.connections(other))
                .isEqualTo(new TriggerContext(other, 3, "orders", "shop", Optional.of(TargetRef.deployment("orders"))));
        assertThat(full.index(4))
                .isEqualTo(new TriggerContext(
                        connections, 4, "orders", "shop", Optional.of(TargetRef.deployment("orders"))));
        assertThat(full.autoscaler("bills"))
                .isEqualTo(new TriggerContext(connections, 3, "bills", "shop", full.target()));
        assertThat(full.target("mall", TargetRef.deployment("bills")))
                .isEqualTo(new TriggerContext(
                        connections, 3, "orders", "mall", Optional.of(TargetRef.deployment("bills"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void noPartOfATargetMayBeBlank(String blank) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TargetRef(blank, "Deployment", "orders"))
                .withMessage("apiVersion of a target must not be blank; give it as in apps/v1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TargetRef("apps/v1", blank, "orders"))
                .withMessage("kind of a target must not be blank; give it as in Deployment");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetRef.deployment(blank))
                .withMessage("name of a target must not be blank; give it as in orders");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void nullIsRefusedWithTheNameOfWhatIsMissing() {
        var context = TriggerContext.of(connections);
        assertThatNullPointerException()
                .isThrownBy(() -> TriggerContext.of(null))
                .withMessageStartingWith("connections");
        assertThatNullPointerException()
                .isThrownBy(() -> context.target(null, TargetRef.deployment("a")))
                .withMessageStartingWith("namespace");
        assertThatNullPointerException()
                .isThrownBy(() -> context.autoscaler(null))
                .withMessageStartingWith("autoscaler");
        assertThatNullPointerException()
                .isThrownBy(() -> new TriggerContext(connections, 0, "", "", null))
                .withMessageStartingWith("target");
        assertThatIllegalArgumentException().isThrownBy(() -> new TargetRef("apps/v1", null, "orders"));
    }

    // ---- KEDA's polling interval

    @Test
    void aPollingIntervalIsInSecondsAnd30UnlessSet() {
        assertThat(PollingInterval.ofSeconds(OptionalLong.empty())).hasSeconds(30);
        assertThat(PollingInterval.ofSeconds(OptionalLong.of(1))).hasSeconds(1);
        assertThat(PollingInterval.ofSeconds(OptionalLong.of(Long.MAX_VALUE)))
                .isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aPollingIntervalBelowASecondIsRefused(long seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingInterval.ofSeconds(OptionalLong.of(seconds)))
                .withMessage("pollingInterval must be at least 1 s, was " + seconds + " s");
    }
}
