package io.scaler4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Seeds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TriggerSpecPropertiesTest {

    private static final Option<String> TOPIC = Option.text("topic");
    private static final Option<String> PASSWORD = Option.text("password").from(Option.Place.AUTHENTICATION);

    /** Few different parts, so that equal ones meet. */
    private static TriggerSpecBuilder any(SplittableRandom random) {
        return TriggerSpec.builder(Seeds.word(random, "ab", 1))
                .name(Seeds.any(random, List.of("", "a", "lag")))
                .metricType(Seeds.any(random, List.of("", " Value ", "Value")))
                .podIdentity(Seeds.any(random, List.of("", "none", "azure")))
                .metadata(Map.of("topic", Seeds.word(random, "ab", 1)))
                .authentication(random.nextBoolean() ? Map.of() : Map.of("password", Seeds.word(random, "ab", 1)))
                .environment(random.nextBoolean() ? Map.of() : Map.of("HOME", "/"));
    }

    @Test
    void equalSpecsHaveEqualHashCodesAndMeanTheSame() {
        Seeds.each((random, replay) -> {
            for (int i = 0; i < 30; i++) {
                TriggerSpec one = any(random).build();
                TriggerSpec other = any(random).build();
                assertThat(one.equals(other)).as(replay).isEqualTo(other.equals(one));
                if (one.equals(other)) {
                    assertThat(one).as(replay).hasSameHashCodeAs(other);
                    assertThat(one.name()).as(replay).isEqualTo(other.name());
                    assertThat(one.metricType()).as(replay).isEqualTo(other.metricType());
                    assertThat(one.podIdentity()).as(replay).isEqualTo(other.podIdentity());
                }
                assertThat(one.withCurrentAuthentication()).as(replay).isEqualTo(one);
            }
        });
    }

    static Stream<UnaryOperator<TriggerSpecBuilder>> changes() {
        return Stream.of(
                spec -> spec.name("other"),
                spec -> spec.metricType("Value"),
                spec -> spec.podIdentity("azure-workload"),
                spec -> spec.metadata(Map.of("topic", "parcels")),
                spec -> spec.metadata(Map.of("topic", "orders", "group", "billing")),
                spec -> spec.authentication(Map.of("password", "hunter3")),
                spec -> spec.environment(Map.of("GROUP", "billing")));
    }

    private static TriggerSpecBuilder kafka() {
        return TriggerSpec.builder("kafka")
                .metadata(Map.of("topic", "orders"))
                .authentication(Map.of("password", "hunter2"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void specsOfWhichAnythingDiffersAreNotEqual(UnaryOperator<TriggerSpecBuilder> change) {
        assertThat(change.apply(kafka()).build()).isNotEqualTo(kafka().build());
        assertThat(kafka().build()).isNotEqualTo(TriggerSpec.builder("redis").build());
    }

    @Test
    void aNameLikeTheTypeIsNoOtherName() {
        assertThat(kafka().name("kafka").build()).isEqualTo(kafka().build());
        assertThat(kafka().name(" ").build().name()).isEqualTo("kafka");
    }

    @Test
    void aBuiltSpecStaysAsItIsWhateverBecomesOfItsBuilderAndItsMaps() {
        Map<String, String> metadata = new HashMap<>(Map.of("topic", "orders"));
        Map<String, String> authentication = new HashMap<>(Map.of("password", "hunter2"));
        var builder = TriggerSpec.builder("kafka").metadata(metadata).authentication(authentication);
        TriggerSpec spec = builder.build();
        metadata.put("topic", "parcels");
        authentication.put("password", "hunter3");
        changes().forEach(change -> change.apply(builder));
        assertThat(spec).isEqualTo(kafka().build());
        var given = OptionReader.of(spec, List.of(TOPIC, PASSWORD));
        assertThat(given.get(TOPIC)).isEqualTo("orders");
        assertThat(given.get(PASSWORD)).isEqualTo("hunter2");
    }

    @Test
    void theSecretsAreAskedForOncePerSpec() {
        var asked = new AtomicInteger();
        TriggerSpec first = TriggerSpec.builder("kafka")
                .authentication(() -> Map.of("password", "hunter" + asked.incrementAndGet()))
                .build();
        assertThat(asked).hasValue(1);
        var given = OptionReader.of(first, List.of(PASSWORD));
        assertThat(given.get(PASSWORD)).isEqualTo("hunter1");
        assertThat(given.get(PASSWORD)).isEqualTo("hunter1");
        TriggerSpec second = first.withCurrentAuthentication();
        assertThat(asked).hasValue(2);
        assertThat(OptionReader.of(second, List.of(PASSWORD)).get(PASSWORD)).isEqualTo("hunter2");
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void theTextsOfASpecShowItsTypeAndNameAlone() {
        Seeds.each((random, replay) -> {
            String value = "Q" + Seeds.word(random, "hjkz0123456789", 10);
            TriggerSpec spec = TriggerSpec.builder("kafka")
                    .name("lag")
                    .metadata(Map.of("topic", value))
                    .authentication(Map.of("password", value))
                    .environment(Map.of("GROUP", value))
                    .build();
            assertThat(spec).as(replay).hasToString("trigger \"lag\" (kafka)");
            assertThat(spec.values().toString()).as(replay).isEqualTo("1 options, 1 authentication parameters");
            assertThat(OptionReader.of(spec, List.of()).toString()).as(replay).doesNotContain(value);
        });
    }
}
