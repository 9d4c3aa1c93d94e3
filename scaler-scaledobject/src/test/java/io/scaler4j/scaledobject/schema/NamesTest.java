package io.scaler4j.scaledobject.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody may have meant by a name. */
class NamesTest {

    private static final List<String> FIELDS = List.of(
            "scaleTargetRef",
            "pollingInterval",
            "initialCooldownPeriod",
            "cooldownPeriod",
            "idleReplicaCount",
            "minReplicaCount",
            "maxReplicaCount",
            "fallback",
            "advanced",
            "triggers");

    private static String nearest(String name) {
        return Names.nearest(name, FIELDS).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "cooldownperiod, cooldownPeriod",
        "cooldown_period, cooldownPeriod",
        "CooldownPeriod, cooldownPeriod",
        "cooldwonPeriod, cooldownPeriod",
        "cooldownPeriods, cooldownPeriod",
        "coldownPeriod, cooldownPeriod",
        "minReplicas, minReplicaCount",
        "maxReplicas, maxReplicaCount",
        "min, minReplicaCount",
        "trigger, triggers",
        "tirggers, triggers",
        "scaleTarget, scaleTargetRef",
        "advance, advanced",
        "polling, pollingInterval",
        "replicaCount, maxReplicaCount",
        "x, ''",
        "tri, ''",
        "something, ''",
        "'', ''",
        "'---', ''",
    })
    void theNearestNameIsFound(String name, String meant) {
        assertThat(nearest(name)).isEqualTo(meant);
    }

    @Test
    void aNameItselfAndOneEditOfItAreFoundForEveryLongName() {
        long seed = Long.getLong("scaler4j.seed", System.nanoTime());
        var random = new Random(seed);
        for (String field : FIELDS) {
            assertThat(nearest(field)).isEqualTo(field);
            for (int i = 0; i < 200; i++) {
                var wrong = new StringBuilder(field);
                int at = random.nextInt(field.length());
                switch (random.nextInt(3)) {
                    case 0 -> wrong.deleteCharAt(at);
                    case 1 -> wrong.insert(at, (char) ('a' + random.nextInt(26)));
                    default -> wrong.setCharAt(at, (char) ('a' + random.nextInt(26)));
                }
                if (!List.of("minReplicaCount", "maxReplicaCount").contains(field)) {
                    assertThat(nearest(wrong.toString()))
                            .as("%s, -Dscaler4j.seed=%d", wrong, seed)
                            .isEqualTo(field);
                }
            }
        }
    }

    @Test
    void ofTwoEquallyNearTheFirstInTheAlphabetIsTaken() {
        assertThat(Names.nearest("mixReplicaCount", List.of("minReplicaCount", "maxReplicaCount")))
                .contains("maxReplicaCount");
        assertThat(Names.nearest("mixReplicaCount", List.of("maxReplicaCount", "minReplicaCount")))
                .contains("maxReplicaCount");
    }

    @Test
    void anUnknownNameMayBeAsLongAsAFile() {
        String longName = "x".repeat(300_000);
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            assertThat(nearest(longName)).isEmpty();
        }
        // A comparison letter by letter would take minutes.
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    @Test
    void aKnownNameIsFoundWhereItBelongs() {
        Shape.Structure shape = KindSchema.find("keda.sh/v1alpha1", "ScaledObject")
                .orElseThrow()
                .shape();
        assertThat(Names.place(shape, "cooldownPeriod")).contains("spec");
        assertThat(Names.place(shape, "failureThreshold")).contains("spec.fallback");
        assertThat(Names.place(shape, "authenticationRef")).contains("spec.triggers[]");
        assertThat(Names.place(shape, "periodSeconds"))
                .contains("spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.policies[]");
        assertThat(Names.place(shape, "spec")).contains("");
        assertThat(Names.place(shape, "unknown")).isEmpty();
    }
}
