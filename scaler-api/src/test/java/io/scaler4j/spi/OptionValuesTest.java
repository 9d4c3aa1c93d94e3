package io.scaler4j.spi;

import static io.scaler4j.spi.TriggerSpec.Place.AUTHENTICATION;
import static io.scaler4j.spi.TriggerSpec.Place.ENVIRONMENT;
import static io.scaler4j.spi.TriggerSpec.Place.TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.Secrets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the values and names of options, whatever is in them. */
class OptionValuesTest {

    private static TriggerSpec metadata(String option, String value) {
        return TriggerSpec.builder("kafka")
                .name("lag")
                .metadata(Map.of(option, value))
                .build();
    }

    private static TriggerSpec authentication(String option, String value) {
        return TriggerSpec.builder("kafka")
                .name("lag")
                .authentication(Map.of(option, value))
                .build();
    }

    // ---- white space and control characters

    @ParameterizedTest
    @ValueSource(
            strings = {"orders ", " orders", "orders\n", "\torders", "orders\u00a0", "orders\u2003", "orders\u0085"})
    void aTextThatBeginsOrEndsWithWhiteSpaceIsRefusedAndNotCut(String value) {
        var spec = metadata("topic", value);
        assertThat(spec.requiredText("topic")).isEqualTo("orders");
        assertThat(spec.problems().sentences())
                .singleElement()
                .asString()
                .startsWith("topic must not begin or end with white space, was \"")
                .endsWith("\"; KEDA drops it, so leave it out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"orders\u0001", "\u0000orders", "\u001forders", "or\tders", "or\nders", "or ders", "\u200borders"
            })
    void controlCharactersAndWhatIsInsideIsKept(String value) {
        var spec = metadata("topic", value);
        assertThat(spec.requiredText("topic")).isEqualTo(value);
        assertThat(spec.expression("topic")).contains(value);
        assertThatCode(spec::verify).doesNotThrowAnyException();
    }

    @Test
    void theSentenceShowsWhatCannotBeSeen() {
        var spec = metadata("topic", "a\u0001\u200b\r\n");
        spec.text("topic");
        assertThat(spec.problems().sentences()).singleElement().asString().contains("\"a\\u0001\\u200b\\r\\n\"");
    }

    @Test
    void lineEndsOfFilesAreDroppedAndBlanksOfSecretsAreRefusedUnseen() {
        assertThat(authentication("password", "hunter2\r\n").text("password", AUTHENTICATION))
                .contains("hunter2");
        var fromEnvironment = TriggerSpec.builder("kafka")
                .metadata(Map.of("groupFromEnv", " GROUP "))
                .environment(Map.of("GROUP", "billing\n"))
                .build();
        assertThat(fromEnvironment.text("group", ENVIRONMENT)).contains("billing");
        assertThatCode(fromEnvironment::verify).doesNotThrowAnyException();

        var padded = authentication("password", " hunter2");
        padded.text("password", AUTHENTICATION);
        assertThat(padded.problems().sentences())
                .containsExactly("password must not begin or end with white space, was ***; KEDA drops it, so leave it"
                        + " out");
    }

    @Test
    void whiteSpaceAroundPemTextsAndPartsOfListsMeansNothing() {
        String pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
        var spec = authentication("ca", "  " + pem + "  \n");
        assertThat(spec.text("ca", AUTHENTICATION)).contains(pem);
        assertThatCode(spec::verify).doesNotThrowAnyException();
        assertThat(metadata("list", " a\u00a0,\nb\u0001 ").list("list")).containsExactly("a", "b\u0001");
    }

    // ---- unknown names

    @ParameterizedTest
    @CsvSource({
        "lagTreshold,lagThreshold",
        "lagthreshold,lagThreshold",
        "lag_threshold,lagThreshold",
        "bootstrap.servers,bootstrapServers",
        "bootstrapServersFromEnvs,bootstrapServersFromEnv",
        "group,consumerGroup",
        "groupConsumer,consumerGroup",
        "topicName,topic",
        "tpoic,topic"
    })
    void anUnknownOptionIsAnsweredWithTheNearest(String unknown, String meant) {
        assertThat(refusal(unknown)).contains(unknown + " is not an option of type kafka; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"typo", "x", "colour", "to", "lagoon"})
    void whereNothingIsNearNothingIsSuggested(String unknown) {
        assertThat(refusal(unknown))
                .contains(unknown + " is not an option of type kafka; known are [bootstrapServers, consumerGroup,"
                        + " lagThreshold, topic]");
    }

    @Test
    void anOptionInTheWrongPlaceIsAnsweredWithTheRightOne() {
        assertThat(refusal("password"))
                .contains("password is not an option of type kafka's metadata; set it in the authentication"
                        + " parameters");
    }

    @Test
    void anUnknownWordIsAnsweredWithTheNearest() {
        var spec = metadata("policy", "lates");
        spec.choice("policy", Map.of("latest", 1, "earliest", 2), 1);
        assertThat(spec.problems().sentences())
                .containsExactly("policy must be one of [earliest, latest], was \"lates\"; did you mean latest?");
    }

    private static String refusal(String unknown) {
        var spec = metadata(unknown, "x");
        spec.list("bootstrapServers", TRIGGER, ENVIRONMENT);
        spec.text("consumerGroup");
        spec.text("topic");
        spec.integer("lagThreshold", 1, 1);
        spec.text("password", AUTHENTICATION);
        List<String> problems = spec.problems().sentences();
        assertThat(problems).isEmpty();
        try {
            spec.verify();
        } catch (InvalidConfigurationException e) {
            return e.getMessage();
        }
        throw new AssertionError("not refused");
    }

    // ---- secrets

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://default:s3cr3t@redis-master:6379/0",
                "rediss://:s3cr3t@h:6380",
                ":s3cr3t@h",
                "user:s3cr3t@b-1:9092",
                "b-0:9092,user:s3cr3t@b-1:9092",
                "user:s3cr3t@b-1:9092,b-2:9092,other:s3cr3t@b-3:9092",
                "user:p,s3cr3t@b-1:9092",
                "user:a@s3cr3t@b-1:9092",
                "user: s3cr3t \"s3cr3t@b-1:9092",
                "s3cr3t@b-1:9092",
                "b-1:9092,password=s3cr3t,ssl=true",
                "s3cr3t"
            })
    void noSentenceShowsASecretWhereverItIsQuoted(String value) {
        for (String option : List.of("port", "on", "word", "unknown", "password")) {
            var spec = TriggerSpec.builder("redis")
                    .metadata(Map.of(option, value, "address", value))
                    .authentication(Map.of("host", value))
                    .build();
            spec.integer("port", 1, 1);
            spec.flag("on", true);
            spec.choice("word", Map.of("one", 1), 1);
            spec.problems()
                    .add("an address must be of the form host:port, one was \""
                            + (value.equals("s3cr3t") ? "" : value.split(",(?! )")[0]) + '"');
            for (String part : spec.list("address")) {
                spec.problems().check(value.equals("s3cr3t"), "one was \"" + part + "\" or " + part);
            }
            assertThatThrownBy(spec::verify)
                    .isInstanceOfSatisfying(
                            InvalidConfigurationException.class,
                            e -> assertThat(e.toString() + e.problems()).doesNotContain("s3cr3t"));
            assertThat(spec.toString()).doesNotContain("s3cr3t");
        }
    }

    @Test
    void aSecretThatIsPastedIntoAnotherOptionIsKnownThere() {
        var spec = TriggerSpec.builder("redis")
                .metadata(Map.of("host", "hunter two", "keyFromEnv", "KEY", "apiKeyFromEnv", "KEY"))
                .authentication(Map.of("password", "hunter two\n"))
                .environment(Map.of("KEY", "a long key"))
                .build();
        spec.problems()
                .add("host must have no blanks, was \"" + spec.text("host").orElse("") + '"');
        spec.problems().add("key was \"" + spec.text("key", ENVIRONMENT).orElse("") + '"');
        assertThat(spec.problems().sentences())
                .containsExactly("host must have no blanks, was \"***\"", "key was \"***\"");
    }

    // ---- nulls

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void aValueThatIsNullIsAProblemOfTheTrigger() {
        Map<String, String> nulls = new HashMap<>();
        nulls.put("topic", null);
        nulls.put(null, "x");
        var spec = TriggerSpec.builder("kafka")
                .metadata(nulls)
                .authentication(() -> Arrays.asList("password").stream()
                        .collect(HashMap::new, (map, key) -> map.put(key, null), HashMap::putAll))
                .build();
        assertThat(spec.text("topic")).isEmpty();
        assertThatThrownBy(spec::verify)
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems())
                                .containsExactlyInAnyOrder(
                                        "topic in the trigger's metadata must not be null; leave it out, or give it a value",
                                        "an option in the trigger's metadata has no name; leave it out",
                                        "password in the authentication parameters must not be null; leave it out, or give it a value"));
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void nothingIsRefusedWithASentence() {
        assertThatThrownBy(() -> TriggerSpec.builder(null)).hasMessageStartingWith("type must not be null");
        var builder = TriggerSpec.builder("kafka");
        assertThatThrownBy(() -> builder.name(null)).hasMessageStartingWith("name must not be null");
        assertThatThrownBy(() -> builder.metricType(null)).hasMessageStartingWith("metricType must not be null");
        assertThatThrownBy(() -> builder.podIdentity(null)).hasMessageStartingWith("podIdentity must not be null");
        assertThatThrownBy(() -> builder.metadata(null)).hasMessageStartingWith("metadata must not be null");
        assertThatThrownBy(() -> builder.authentication((Map<String, String>) null))
                .hasMessageStartingWith("authentication must not be null");
        assertThatThrownBy(() -> builder.environment(null)).hasMessageStartingWith("environment must not be null");
        builder.authentication(() -> null);
        assertThatThrownBy(builder::build).hasMessageStartingWith("the authentication parameters must not be null");
        assertThatThrownBy(() -> PollingInterval.ofSeconds(null)).hasMessageStartingWith("seconds must not be null");
        assertThatThrownBy(() -> Secrets.of(null)).hasMessageStartingWith("secrets must not be null");
        assertThatThrownBy(() -> Secrets.of(Arrays.asList((String) null))).hasMessage("a secret must not be null");
    }
}
