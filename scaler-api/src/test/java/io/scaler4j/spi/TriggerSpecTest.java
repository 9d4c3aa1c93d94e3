package io.scaler4j.spi;

import static io.scaler4j.spi.TriggerSpec.Place.AUTHENTICATION;
import static io.scaler4j.spi.TriggerSpec.Place.ENVIRONMENT;
import static io.scaler4j.spi.TriggerSpec.Place.TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriggerSpecTest {

    private static TriggerSpecBuilder kafka(Map<String, String> metadata) {
        return TriggerSpec.builder("kafka").name("lag").metadata(metadata);
    }

    @Test
    void readsTypedValuesWithoutTheWhiteSpaceAroundThemAndTakesBlankForAbsent() {
        var spec = kafka(Map.of(
                        "topic",
                        "orders",
                        "query",
                        "\n  sum(up)\n",
                        "list",
                        "a, b,,c",
                        "blank",
                        "  ",
                        "on",
                        " T",
                        "number",
                        "-5 "))
                .build();
        assertThat(spec.text("topic")).contains("orders");
        assertThat(spec.requiredExpression("query")).isEqualTo("sum(up)");
        assertThat(spec.text("blank")).isEmpty();
        assertThat(spec.list("list")).containsExactly("a", "b", "", "c");
        assertThat(spec.list("none")).isEmpty();
        assertThat(spec.flag("on", false)).isTrue();
        assertThat(spec.flag("off", true)).isTrue();
        assertThat(spec.integer("number", 0, -10)).isEqualTo(-5);
        assertThat(spec.integer("none", 10, 1)).isEqualTo(10);
        assertThat(spec.choice("policy", Map.of("latest", 1), 7)).isEqualTo(7);
        assertThatCode(spec::verify).doesNotThrowAnyException();
        assertThat(spec.name()).isEqualTo("lag");
        assertThat(TriggerSpec.builder("kafka").build().name()).isEqualTo("kafka");
    }

    @Test
    void looksInTheGivenPlacesInOrder() {
        var spec = kafka(Map.of("a", "1", "bFromEnv", "B", "c", "", "d", "5", "dFromEnv", "B"))
                .authentication(Map.of("a", "2", "c", "3"))
                .environment(Map.of("B", "4"))
                .build();
        assertThat(spec.text("a", TRIGGER, AUTHENTICATION)).contains("1");
        assertThat(spec.text("a", AUTHENTICATION, TRIGGER)).contains("2");
        assertThat(spec.text("b", TRIGGER, ENVIRONMENT)).contains("4");
        assertThat(spec.text("c", TRIGGER, AUTHENTICATION)).contains("3");
        assertThat(spec.text("d", TRIGGER, ENVIRONMENT)).contains("5");
        assertThatCode(spec::verify).doesNotThrowAnyException();
    }

    @Test
    void refusesWhatWasRemovedOnceEvenIfItIsEmpty() {
        var spec = kafka(Map.of("type", "")).metricType(" Utilization ").build();
        spec.removed("type", "set metricType");
        spec.removed("other", "leave it out");
        assertThat(spec.problems().sentences()).containsExactly("type is no option any more; set metricType");
        assertThatThrownBy(spec::verify).hasMessageNotContaining("is not an option");
        assertThat(spec.metricType()).isEqualTo("Utilization");
    }

    @Test
    void reportsEveryProblemAtOnceWithoutSecrets() {
        var spec = kafka(Map.of(
                        "lagThreshold", "0", "activation", "007", "sure", "yes", "policy", "newest", "typo", "x"))
                .authentication(Map.of("port", "hunter2"))
                .build();
        spec.requiredText("topic");
        spec.requiredList("bootstrapServers", TRIGGER, ENVIRONMENT);
        assertThat(spec.integer("lagThreshold", 10, 1)).isEqualTo(10);
        spec.integer("activation", 0, 0);
        spec.flag("sure", false);
        spec.choice("policy", Map.of("latest", 1, "earliest", 2), 1);
        spec.integer("port", 1, 1, AUTHENTICATION);
        assertThatThrownBy(spec::verify).isInstanceOfSatisfying(InvalidConfigurationException.class, e -> {
            assertThat(e.subject()).isEqualTo("trigger \"lag\" (kafka)");
            assertThat(e.problems())
                    .containsExactly(
                            "topic is missing; set it in the trigger's metadata",
                            "bootstrapServers is missing; set it in the trigger's metadata or the environment variable"
                                    + " named by bootstrapServersFromEnv",
                            "lagThreshold must be at least 1, was \"0\"",
                            "activation must be a whole number of at most 64 bits, was \"007\"",
                            "sure must be true or false, was \"yes\"",
                            "policy must be one of [earliest, latest], was \"newest\"",
                            "port must be a whole number of at most 64 bits, was ***",
                            "typo is not an option of type kafka; known are [activation, bootstrapServers,"
                                    + " lagThreshold, policy, sure, topic]");
            assertThat(e.getMessage())
                    .startsWith("trigger \"lag\" (kafka): topic is missing;")
                    .doesNotContain("hunter2");
        });
        assertThat(spec.toString()).doesNotContain("hunter2");
    }

    @Test
    void theSpecWithTheSecretsOfNowHasAllElseTheSame() {
        var spec = kafka(Map.of("topic", "orders", "groupFromEnv", "GROUP"))
                .metricType("Value")
                .podIdentity("azure-workload")
                .environment(Map.of("GROUP", "billing"))
                .build()
                .withCurrentAuthentication();
        assertThat(spec.toString()).isEqualTo("trigger \"lag\" (kafka)");
        assertThat(spec.target(5, "lagThreshold")).isEqualTo(MetricTarget.value(5));
        assertThat(spec.podIdentity()).contains("azure-workload");
        assertThat(spec.text("topic")).contains("orders");
        assertThat(spec.text("group", ENVIRONMENT)).contains("billing");
    }

    @Test
    void noIdentityIsAlsoCalledNone() {
        assertThat(kafka(Map.of()).build().podIdentity()).isEmpty();
        assertThat(kafka(Map.of()).podIdentity(" none ").build().podIdentity()).isEmpty();
    }

    @Test
    void numbersBeyond64BitsAreRefused() {
        var spec = kafka(Map.of("n", "9223372036854775808")).build();
        assertThat(spec.integer("n", 1, 0)).isEqualTo(1);
        assertThat(spec.problems().sentences()).hasSize(1);
    }
}
