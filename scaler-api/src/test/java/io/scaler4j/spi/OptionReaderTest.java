package io.scaler4j.spi;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.spi.Option.Place.AUTHENTICATION;
import static io.scaler4j.spi.Option.Place.ENVIRONMENT;
import static io.scaler4j.spi.Option.Place.TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionReaderTest {

    private static final Option<String> TOPIC = Option.text("topic");
    private static final Option<String> GROUP = Option.text("group").from(TRIGGER, ENVIRONMENT);
    private static final Option<Long> THRESHOLD = Option.integer("lagThreshold", 10, 1, 1_000);
    private static final Option<Boolean> SURE = Option.flag("sure", false);
    private static final Option<Integer> POLICY = Option.word("policy", Map.of("latest", 1, "earliest", 2), 1);
    private static final Option<Double> RATIO = Option.number("ratio", 0.5);
    private static final Option<Duration> AGE = Option.seconds("ageSeconds", 30, 1, 60);
    private static final Option<String> PASSWORD = Option.text("password").from(AUTHENTICATION);
    private static final List<Option<?>> ALL = List.of(TOPIC, GROUP, THRESHOLD, SURE, POLICY, RATIO, AGE, PASSWORD);

    private static TriggerSpecBuilder kafka(Map<String, String> metadata) {
        return TriggerSpec.builder("kafka").name("lag").metadata(metadata);
    }

    private static OptionReader reader(Map<String, String> metadata) {
        return OptionReader.of(kafka(metadata).build(), ALL);
    }

    @Test
    void readsTypedValuesWithoutTheWhiteSpaceAroundThemAndTakesBlankForAbsent() {
        Option<String> query = Option.expression("query").required();
        Option<List<String>> list = Option.list("list");
        Option<List<String>> none = Option.list("none");
        Option<String> blank = Option.text("blank");
        Option<Boolean> on = Option.flag("on", false);
        Option<Boolean> off = Option.flag("off", true);
        Option<Long> number = Option.integer("number", 0, -10);
        var given = OptionReader.of(
                kafka(Map.of(
                                "query", "\n  sum(up)\n",
                                "list", "a, b,,c",
                                "blank", "  ",
                                "on", " T",
                                "number", "-5 "))
                        .build(),
                List.of(query, list, none, blank, on, off, number, THRESHOLD, POLICY));
        assertThat(given.get(query)).isEqualTo("sum(up)");
        assertThat(given.find(blank)).isEmpty();
        assertThat(given.get(list)).containsExactly("a", "b", "", "c");
        assertThat(given.get(none)).isEmpty();
        assertThat(given.get(on)).isTrue();
        assertThat(given.get(off)).isTrue();
        assertThat(given.get(number)).isEqualTo(-5);
        assertThat(given.get(THRESHOLD)).isEqualTo(10);
        assertThat(given.get(POLICY)).isEqualTo(1);
        assertThatCode(given::verify).doesNotThrowAnyException();
    }

    @Test
    void looksInTheGivenPlacesInOrderAndInEachPlaceForTheNamesInOrder() {
        var spec = kafka(Map.of("a", "1", "bFromEnv", "B", "c", "", "d", "5", "dFromEnv", "B", "other", "6"))
                .authentication(Map.of("a", "2", "c", "3", "e", "7"))
                .environment(Map.of("B", "4"))
                .build();
        Option<String> a = Option.text("a").from(TRIGGER, AUTHENTICATION);
        Option<String> b = Option.text("b").from(TRIGGER, ENVIRONMENT);
        Option<String> c = Option.text("c").from(TRIGGER, AUTHENTICATION);
        Option<String> d = Option.text("d").from(TRIGGER, ENVIRONMENT);
        Option<String> e = Option.text("e").alsoNamed("other").from(TRIGGER, AUTHENTICATION);
        var given = OptionReader.of(spec, List.of(a, b, c, d, e));
        assertThat(given.get(a)).isEqualTo("1");
        assertThat(given.get(a.from(AUTHENTICATION, TRIGGER))).isEqualTo("2");
        assertThat(given.get(b)).isEqualTo("4");
        assertThat(given.get(c)).isEqualTo("3");
        assertThat(given.get(d)).isEqualTo("5");
        assertThat(given.get(e)).as("places count before names").isEqualTo("6");
        assertThat(given.get(e.from(AUTHENTICATION))).isEqualTo("7");
        assertThatCode(given::verify).doesNotThrowAnyException();
    }

    @Test
    void refusesWhatWasRemovedOnceEvenIfItIsEmpty() {
        var given = OptionReader.of(
                kafka(Map.of("type", "")).metricType(" Utilization ").build(),
                List.of(Option.removed("type", "set metricType"), Option.removed("other", "leave it out")));
        assertThat(given.problems().sentences()).containsExactly("type is no option any more; set metricType");
        assertThatThrownBy(given::verify).hasMessageNotContaining("is not an option");
        assertThat(given.spec().metricType()).isEqualTo("Utilization");
    }

    @Test
    void reportsEveryProblemAtOnceWithoutSecrets() {
        Option<Long> port = Option.integer("port", 1, 1).from(AUTHENTICATION);
        Option<Long> activation = Option.integer("activation", 0, 0);
        Option<List<String>> servers =
                Option.list("bootstrapServers").from(TRIGGER, ENVIRONMENT).required();
        var given = OptionReader.of(
                kafka(Map.of("lagThreshold", "0", "activation", "007", "sure", "yes", "policy", "newest", "typo", "x"))
                        .authentication(Map.of("port", "hunter2"))
                        .build(),
                List.of(TOPIC, servers, THRESHOLD, activation, SURE, POLICY, port));
        given.require(TOPIC);
        given.get(servers);
        assertThat(given.get(THRESHOLD)).isEqualTo(10);
        given.get(activation);
        given.get(SURE);
        given.get(POLICY);
        given.get(port);
        assertThatThrownBy(given::verify).isInstanceOfSatisfying(InvalidConfigurationException.class, e -> {
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
        assertThat(given.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            lagThreshold | 1001                | lagThreshold must be at most 1000, was "1001"
            lagThreshold | 9223372036854775808 | lagThreshold must be a whole number of at most 64 bits, was "9223372036854775808"
            lagThreshold | 1.5                 | lagThreshold must be a whole number of at most 64 bits, was "1.5"
            ageSeconds   | 61                  | ageSeconds must be at most 60, was "61"
            ageSeconds   | 0                   | ageSeconds must be at least 1, was "0"
            ratio        | .5                  | ratio must be a number such as 100 or 0.5, was ".5"
            ratio        | 1e999               | ratio must be a number such as 100 or 0.5, was "1e999"
            """)
    void aNumberOutOfItsBoundsIsRefusedAndReadAsTheDefault(String option, String value, String problem) {
        var given = reader(Map.of(option, value));
        assertThat(given.get(THRESHOLD)).isEqualTo(10);
        assertThat(given.get(AGE)).isEqualTo(Duration.ofSeconds(30));
        assertThat(given.get(RATIO)).isEqualTo(0.5);
        assertThat(given.problems().sentences()).containsExactly(problem);
    }

    @Test
    void anOptionThatIsNotDeclaredIsAMistakeOfTheProvider() {
        var given = OptionReader.of(kafka(Map.of()).build(), List.of(TOPIC));
        assertThatThrownBy(() -> given.get(GROUP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option group (TEXT) of type kafka is not declared; the options() of its provider must list"
                        + " it");
    }

    @Test
    void theTargetIsMeantAsTheMetricTypeSays() {
        assertThat(reader(Map.of()).target(5, THRESHOLD)).isEqualTo(averageValue(5));
        var total = OptionReader.of(kafka(Map.of()).metricType("Value").build(), ALL);
        assertThat(total.target(5, THRESHOLD)).isEqualTo(MetricTarget.value(5));
        var wrong = OptionReader.of(kafka(Map.of()).metricType("Utilization").build(), ALL);
        wrong.target(0, THRESHOLD);
        assertThat(wrong.problems().sentences())
                .hasSize(2)
                .anyMatch(each -> each.startsWith("metricType must be AverageValue or Value for type kafka"))
                .anyMatch(each -> each.startsWith("lagThreshold: "));
    }

    @Test
    void theReaderWithTheSecretsOfNowHasAllElseTheSame() {
        var passwords = List.of("old", "new").iterator();
        var given = OptionReader.of(
                kafka(Map.of("topic", "orders", "groupFromEnv", "GROUP"))
                        .metricType("Value")
                        .authentication(() -> Map.of("password", passwords.next()))
                        .environment(Map.of("GROUP", "billing"))
                        .build(),
                ALL);
        var now = given.withCurrentAuthentication();
        assertThat(given.get(PASSWORD)).isEqualTo("old");
        assertThat(now.get(PASSWORD)).isEqualTo("new");
        assertThat(now.toString()).isEqualTo("trigger \"lag\" (kafka)");
        assertThat(now.target(5, THRESHOLD)).isEqualTo(MetricTarget.value(5));
        assertThat(now.get(TOPIC)).isEqualTo("orders");
        assertThat(now.get(GROUP)).isEqualTo("billing");
    }

    // ---- plans

    private static TriggerPlan plan(Map<String, String> metadata, Map<String, String> authentication) {
        var given =
                OptionReader.of(kafka(metadata).authentication(authentication).build(), ALL);
        Scaler scaler = request -> Reading.of(1);
        return given.plan(
                MetricSpec.of("lag", averageValue(given.get(THRESHOLD))),
                index -> TriggerPlan.externalMetricName(index, "kafka-a.b"),
                context -> scaler);
    }

    @ParameterizedTest(name = "{0} {1} and {2} {3}")
    @CsvSource({
        "topic, orders, topic, orders, true",
        "lagThreshold, 10, topic, '', true",
        "lagThreshold, 11, topic, '', false",
        "topic, orders, topic, parcels, false",
        "sure, T, sure, true, true",
        "sure, false, topic, '', true",
        "policy, latest, topic, '', true",
        "policy, earliest, topic, '', false",
        "ratio, 0.50, topic, '', true",
    })
    void plansAreEqualIfTheirOptionsMeanTheSame(
            String option, String value, String otherOption, String otherValue, boolean equal) {
        TriggerPlan one = plan(Map.of(option, value), Map.of());
        TriggerPlan other = plan(Map.of(otherOption, otherValue), Map.of());
        assertThat(one.equals(other)).isEqualTo(equal);
        assertThat(one.hashCode() == other.hashCode()).isEqualTo(equal);
    }

    @Test
    void plansWithOtherSecretsDifferAndShowNone() {
        TriggerPlan plan = plan(Map.of(), Map.of("password", "hunter2"));
        assertThat(plan).isEqualTo(plan(Map.of(), Map.of("password", "hunter2")));
        assertThat(plan).isNotEqualTo(plan(Map.of(), Map.of("password", "hunter3")));
        assertThat(plan).hasToString("kafka trigger lag: 10 per replica, active above 0.0");
    }

    @Test
    void absenceWithAMeaningOfItsOwnIsNoValue() {
        Option<Long> polls = Option.integer("polls", 1, 1).defaultIs("none");
        var plans = Map.of("polls", "1").entrySet().stream()
                .map(entry -> List.of(planOf(polls, Map.of()), planOf(polls, Map.ofEntries(entry))))
                .findFirst()
                .orElseThrow();
        assertThat(plans.get(0)).isNotEqualTo(plans.get(1));
    }

    private static TriggerPlan planOf(Option<?> option, Map<String, String> metadata) {
        return OptionReader.of(kafka(metadata).build(), List.of(option))
                .plan(MetricSpec.of("lag", averageValue(1)), index -> "name", context -> request -> Reading.of(1));
    }

    @Test
    void aPlanNamesItsMetricAsKedaDoes() {
        TriggerPlan plan = plan(Map.of(), Map.of());
        assertThat(plan.metricName(2)).isEqualTo("s2-kafka-a-b");
        assertThat(TriggerPlan.externalMetricName(0, "a/b.c:d%e(f)g_h")).isEqualTo("s0-a-b-c-d-e-f-g_h");
        assertThatThrownBy(() -> plan.metricName(-1)).hasMessageStartingWith("index must be at least 0, was -1");
    }

    @Test
    void noPlanIsMadeOfAWrongOption() {
        assertThatThrownBy(() -> plan(Map.of("lagThreshold", "0", "typo", "x"), Map.of()))
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(2));
    }

    // ---- declarations

    @Test
    void aDeclarationTellsEverythingThatTheDocumentationNeeds() {
        Option<Long> option = Option.integer("queueLength", 5, 1, 100)
                .from(TRIGGER, ENVIRONMENT)
                .alsoNamed("length")
                .own()
                .says("Messages wanted per replica.");
        assertThat(option.names()).containsExactly("queueLength", "length");
        assertThat(option.places()).containsExactly(TRIGGER, ENVIRONMENT);
        assertThat(option.defaultText()).isEqualTo("5");
        assertThat(option.least()).hasValue(1);
        assertThat(option.most()).hasValue(100);
        assertThat(option.isOwn()).isTrue();
        assertThat(option.isRequired()).isFalse();
        assertThat(option.description()).isEqualTo("Messages wanted per replica.");
        assertThat(POLICY.words()).containsExactly("earliest", "latest");
        assertThat(POLICY.defaultText()).isEqualTo("latest");
        assertThat(SURE.defaultText()).isEqualTo("false");
        assertThat(AGE.defaultText()).isEqualTo("30");
        assertThat(Option.number("n", 3).defaultText()).isEqualTo("3");
        assertThat(TOPIC.defaultText()).isEmpty();
        assertThat(TOPIC.defaultIs("all").defaultText()).isEqualTo("all");
        assertThat(Option.duration("d", Duration.ZERO, text -> Optional.empty(), "short")
                        .type())
                .isEqualTo(OptionType.DURATION);
    }
}
