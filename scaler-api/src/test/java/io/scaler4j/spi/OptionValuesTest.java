package io.scaler4j.spi;

import static io.scaler4j.spi.Option.Place.AUTHENTICATION;
import static io.scaler4j.spi.Option.Place.ENVIRONMENT;
import static io.scaler4j.spi.Option.Place.TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

    private static final Option<String> TOPIC = Option.text("topic");
    private static final Option<String> PASSWORD = Option.text("password").from(AUTHENTICATION);
    private static final Option<Integer> POLICY = Option.word("policy", Map.of("latest", 1, "earliest", 2), 1);

    private static OptionReader metadata(String name, String value, Option<?>... options) {
        return OptionReader.of(
                TriggerSpec.builder("kafka")
                        .name("lag")
                        .metadata(Map.of(name, value))
                        .build(),
                List.of(options));
    }

    private static OptionReader authentication(String name, String value, Option<?>... options) {
        return OptionReader.of(
                TriggerSpec.builder("kafka")
                        .name("lag")
                        .authentication(Map.of(name, value))
                        .build(),
                List.of(options));
    }

    // ---- white space and control characters

    @ParameterizedTest
    @ValueSource(
            strings = {"orders ", " orders", "orders\n", "\torders", "orders\u00a0", "orders\u2003", "orders\u0085"})
    void aTextThatBeginsOrEndsWithWhiteSpaceIsRefusedAndNotCut(String value) {
        var given = metadata("topic", value, TOPIC);
        assertThat(given.require(TOPIC)).isEqualTo("orders");
        assertThat(given.problems().sentences())
                .singleElement()
                .asString()
                .startsWith("topic must not begin or end with white space, was \"")
                .endsWith("\"; leave it out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"orders\u0001", "\u0000orders", "\u001forders", "or\tders", "or\nders", "or ders", "\u200borders"
            })
    void controlCharactersAndWhatIsInsideIsKept(String value) {
        var given = metadata("topic", value, TOPIC);
        assertThat(given.require(TOPIC)).isEqualTo(value);
        assertThat(given.get(Option.expression("topic"))).isEqualTo(value);
        assertThatCode(given::verify).doesNotThrowAnyException();
    }

    @Test
    void theSentenceShowsWhatCannotBeSeen() {
        var given = metadata("topic", "a\u0001\u200b\r\n", TOPIC);
        given.get(TOPIC);
        assertThat(given.problems().sentences()).singleElement().asString().contains("\"a\\u0001\\u200b\\r\\n\"");
    }

    @Test
    void lineEndsOfFilesAreDroppedAndBlanksOfSecretsAreRefusedUnseen() {
        assertThat(authentication("password", "hunter2\r\n", PASSWORD).get(PASSWORD))
                .isEqualTo("hunter2");
        Option<String> group = Option.text("group").from(ENVIRONMENT);
        var fromEnvironment = OptionReader.of(
                TriggerSpec.builder("kafka")
                        .metadata(Map.of("groupFromEnv", " GROUP "))
                        .environment(Map.of("GROUP", "billing\n"))
                        .build(),
                List.of(group));
        assertThat(fromEnvironment.get(group)).isEqualTo("billing");
        assertThatCode(fromEnvironment::verify).doesNotThrowAnyException();

        var padded = authentication("password", " hunter2", PASSWORD);
        padded.get(PASSWORD);
        assertThat(padded.problems().sentences())
                .containsExactly("password must not begin or end with white space, was ***; leave it out");
    }

    @Test
    void whiteSpaceAroundPemTextsAndPartsOfListsMeansNothing() {
        String pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
        Option<String> ca = Option.text("ca").from(AUTHENTICATION);
        var given = authentication("ca", "  " + pem + "  \n", ca);
        assertThat(given.get(ca)).isEqualTo(pem);
        assertThatCode(given::verify).doesNotThrowAnyException();
        Option<List<String>> list = Option.list("list");
        assertThat(metadata("list", " a\u00a0,\nb\u0001 ", list).get(list)).containsExactly("a", "b\u0001");
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
    void theKnownOptionsAreSaidOnceHoweverManyAreUnknown() {
        var given = OptionReader.of(
                TriggerSpec.builder("kafka")
                        .metadata(Map.of("password", "x", "tpoic", "orders", "y", "1", "z", "2"))
                        .build(),
                List.of(TOPIC, PASSWORD));
        assertThatThrownBy(given::verify)
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        refused -> assertThat(refused.problems())
                                .containsExactly(
                                        "password is not an option of type kafka's metadata; set it in the authentication"
                                                + " parameters",
                                        "tpoic is not an option of type kafka; did you mean topic?; known are [topic]",
                                        "y is not an option of type kafka",
                                        "z is not an option of type kafka"));
    }

    @Test
    void anOptionInTheWrongPlaceIsAnsweredWithTheRightOne() {
        assertThat(refusal("password"))
                .contains("password is not an option of type kafka's metadata; set it in the authentication"
                        + " parameters");
    }

    @Test
    void anUnknownWordIsAnsweredWithTheNearest() {
        var given = metadata("policy", "lates", POLICY);
        assertThat(given.get(POLICY)).isEqualTo(1);
        assertThat(given.problems().sentences())
                .containsExactly("policy must be one of [earliest, latest], was \"lates\"; did you mean latest?");
    }

    private static String refusal(String unknown) {
        var given = metadata(
                unknown,
                "x",
                Option.list("bootstrapServers").from(TRIGGER, ENVIRONMENT),
                Option.text("consumerGroup"),
                TOPIC,
                Option.integer("lagThreshold", 1, 1),
                PASSWORD);
        assertThat(given.problems().isEmpty()).isTrue();
        return assertThrows(InvalidConfigurationException.class, given::verify).getMessage();
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
            Option<Long> port = Option.integer("port", 1, 1);
            Option<Boolean> on = Option.flag("on", true);
            Option<Integer> word = Option.word("word", Map.of("one", 1), 1);
            Option<List<String>> address = Option.list("address");
            var given = OptionReader.of(
                    TriggerSpec.builder("redis")
                            .metadata(Map.of(option, value, "address", value))
                            .authentication(Map.of("host", value))
                            .build(),
                    List.of(port, on, word, address));
            given.get(port);
            given.get(on);
            given.get(word);
            given.problems()
                    .add("an address must be of the form host:port, one was \""
                            + (value.equals("s3cr3t") ? "" : value.split(",(?! )")[0]) + '"');
            for (String part : given.get(address)) {
                given.problems().check(value.equals("s3cr3t"), "one was \"" + part + "\" or " + part);
            }
            assertThatThrownBy(given::verify)
                    .isInstanceOfSatisfying(
                            InvalidConfigurationException.class,
                            e -> assertThat(e.toString() + e.problems()).doesNotContain("s3cr3t"));
            assertThat(given.toString()).doesNotContain("s3cr3t");
        }
    }

    @Test
    void aSecretThatIsPastedIntoAnotherOptionIsKnownThere() {
        Option<String> host = Option.text("host");
        Option<String> key = Option.text("key").from(ENVIRONMENT);
        var given = OptionReader.of(
                TriggerSpec.builder("redis")
                        .metadata(Map.of("host", "hunter two", "keyFromEnv", "KEY", "apiKeyFromEnv", "KEY"))
                        .authentication(Map.of("password", "hunter two\n"))
                        .environment(Map.of("KEY", "a long key"))
                        .build(),
                List.of(host, key));
        given.problems().add("host must have no blanks, was \"" + given.get(host) + '"');
        given.problems().add("key was \"" + given.get(key) + '"');
        assertThat(given.problems().sentences())
                .containsExactly("host must have no blanks, was \"***\"", "key was \"***\"");
    }

    // ---- nulls

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void aValueThatIsNullIsAProblemOfTheTrigger() {
        Map<String, String> nulls = new HashMap<>();
        nulls.put("topic", null);
        nulls.put(null, "x");
        var given = OptionReader.of(
                TriggerSpec.builder("kafka")
                        .metadata(nulls)
                        .authentication(() -> Arrays.asList("password").stream()
                                .collect(HashMap::new, (map, key) -> map.put(key, null), HashMap::putAll))
                        .build(),
                List.of(TOPIC));
        assertThat(given.find(TOPIC)).isEmpty();
        assertThatThrownBy(given::verify)
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
        assertThatThrownBy(() -> PollingInterval.ofSeconds(null)).hasMessageStartingWith("seconds must not be null");
        assertThatThrownBy(() -> Secrets.of(null)).hasMessageStartingWith("secrets must not be null");
        assertThatThrownBy(() -> Secrets.of(Arrays.asList((String) null))).hasMessage("a secret must not be null");
    }
}
