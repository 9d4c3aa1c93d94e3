package io.scaler4j.spi;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.spi.Option.Place.AUTHENTICATION;
import static io.scaler4j.spi.Option.Place.ENVIRONMENT;
import static io.scaler4j.spi.Option.Place.TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.Seeds;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Texts and what they are read as, for generated values. */
class OptionPropertiesTest {

    private static final List<String> BLANKS = List.of("", " ", "\n", "\t ", "\u00a0", "\u2003\n");

    private static OptionReader reader(String name, String value, Option<?>... options) {
        return OptionReader.of(
                TriggerSpec.builder("queue").metadata(Map.of(name, value)).build(), List.of(options));
    }

    /** White space around everything but a text means nothing. */
    private static String padded(SplittableRandom random, String text) {
        return Seeds.any(random, BLANKS) + text + Seeds.any(random, BLANKS);
    }

    @Test
    void aWholeNumberIsReadIfAndOnlyIfItIsWithinItsBounds() {
        Seeds.each((random, replay) -> {
            long least = random.nextLong(-100, 100);
            long most = least + random.nextLong(100);
            long orElse = random.nextLong();
            long number = random.nextLong(-220, 220);
            Option<Long> option = Option.integer("n", orElse, least, most);
            var given = reader("n", padded(random, Long.toString(number)), option);
            boolean right = number >= least && number <= most;
            assertThat(given.get(option)).as(replay).isEqualTo(right ? number : orElse);
            assertThat(given.problems().isEmpty()).as(replay).isEqualTo(right);
        });
    }

    @Test
    void theBoundsThemselvesAreAllowed() {
        Option<Long> option = Option.integer("n", 7, -3, 5);
        for (long number = -5; number <= 7; number++) {
            boolean right = number >= -3 && number <= 5;
            assertThat(reader("n", Long.toString(number), option).find(option).isPresent())
                    .as("%s of -3 to 5", number)
                    .isEqualTo(right);
        }
        Option<Duration> seconds = Option.seconds("n", 30, 1, 60);
        assertThat(reader("n", "60", seconds).get(seconds)).hasSeconds(60);
        assertThat(reader("n", "1", seconds).get(seconds)).hasSeconds(1);
    }

    @Test
    void whiteSpaceIsWhatGoTakesForItAndNothingElse() {
        Option<String> option = Option.expression("query");
        for (char c = 1; c < 0x3100; c++) {
            boolean white = "\t\n\u000b\f\r \u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000".indexOf(c) >= 0
                    || (c >= 0x2000 && c <= 0x200a);
            assertThat(reader("query", c + "up" + c, option).get(option))
                    .as("U+%04X", (int) c)
                    .isEqualTo(white ? "up" : c + "up" + c);
        }
    }

    @Test
    void everyNumberOf64BitsIsReadAndNoLargerOne() {
        Option<Long> option = Option.integer("n", 7, Long.MIN_VALUE);
        Seeds.each((random, replay) -> {
            BigInteger number = new BigInteger(1 + random.nextInt(70), new Random(random.nextLong()));
            BigInteger signed = random.nextBoolean() ? number : number.negate();
            boolean fits = signed.bitLength() < 64;
            assertThat(reader("n", signed.toString(), option).find(option))
                    .as(replay)
                    .isEqualTo(fits ? Optional.of(signed.longValue()) : Optional.empty());
        });
        for (long edge : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1}) {
            assertThat(reader("n", Long.toString(edge), option).get(option)).isEqualTo(edge);
        }
    }

    @Test
    void aDecimalNumberIsReadAsTheJdkReadsIt() {
        Option<Double> option = Option.number("n", 0.5);
        Seeds.each((random, replay) -> {
            double number = Math.scalb(random.nextDouble(-1, 1), random.nextInt(-60, 60));
            for (String text :
                    List.of(Double.toString(number), BigDecimal.valueOf(number).toPlainString(), "" + (long) number)) {
                assertThat(reader("n", padded(random, text), option).get(option))
                        .as("%s, %s", replay, text)
                        .isEqualTo(Double.parseDouble(text));
            }
        });
    }

    @Test
    void aSwitchKnowsTwelveWordsAndNoOther() {
        Option<Boolean> option = Option.flag("on", false);
        List<String> on = List.of("1", "t", "T", "TRUE", "true", "True");
        List<String> off = List.of("0", "f", "F", "FALSE", "false", "False");
        on.forEach(word ->
                assertThat(reader("on", word, option).find(option)).as(word).contains(true));
        off.forEach(word ->
                assertThat(reader("on", word, option).find(option)).as(word).contains(false));
        Seeds.each((random, replay) -> {
            String word = Seeds.word(random, "trueFALSE01yn", 1 + random.nextInt(5));
            if (!on.contains(word) && !off.contains(word)) {
                var given = reader("on", word, option);
                assertThat(given.find(option)).as(replay + word).isEmpty();
                assertThat(given.problems().sentences()).as(replay + word).hasSize(1);
            }
        });
    }

    @Test
    void theCaseOfAWordMatters() {
        Option<Integer> option = Option.word("policy", Map.of("latest", 1, "earliest", 2), 3);
        assertThat(reader("policy", " earliest\n", option).get(option)).isEqualTo(2);
        var given = reader("policy", "Latest", option);
        assertThat(given.get(option)).isEqualTo(3);
        assertThat(given.problems().sentences())
                .containsExactly("policy must be one of [earliest, latest], was \"Latest\"; did you mean latest?");
    }

    @Test
    void aListIsSplitAtEachCommaAndNowhereElse() {
        Option<List<String>> option = Option.list("list");
        Seeds.each((random, replay) -> {
            List<String> parts = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                parts.add("x" + Seeds.word(random, "ab c;|", random.nextInt(4)) + "y");
                texts.add(padded(random, parts.get(i)));
            }
            assertThat(reader("list", String.join(",", texts), option).get(option))
                    .as(replay)
                    .isEqualTo(parts);
        });
    }

    @Test
    void aDurationIsWhatItsParserSaysOfTheTextWithoutWhiteSpaceAroundIt() {
        Option<Duration> option = Option.duration(
                "window",
                Duration.ofSeconds(5),
                text -> text.matches("\\d+s")
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(text.replace("s", ""))))
                        : Optional.empty(),
                "a duration such as 30s");
        assertThat(reader("window", " 90s\n", option).get(option)).hasSeconds(90);
        assertThat(option.defaultText()).isEqualTo("PT5S");
        var wrong = reader("window", "90m", option);
        assertThat(wrong.get(option)).hasSeconds(5);
        assertThat(wrong.problems().sentences()).containsExactly("window must be a duration such as 30s, was \"90m\"");
    }

    @Test
    void theFirstPlaceWithAValueThatIsNotBlankCounts() {
        Seeds.each((random, replay) -> {
            Map<Option.Place, String> values = new HashMap<>();
            for (Option.Place place : Option.Place.values()) {
                values.put(place, random.nextBoolean() ? Seeds.any(random, List.of("", " ", "\n")) : place.name());
            }
            List<Option.Place> order = new ArrayList<>(List.of(TRIGGER, AUTHENTICATION, ENVIRONMENT));
            Collections.shuffle(order, new Random(random.nextLong()));
            Option<String> option = Option.text("user").from(order.toArray(Option.Place[]::new));
            var given = OptionReader.of(
                    TriggerSpec.builder("queue")
                            .metadata(Map.of("user", values.get(TRIGGER), "userFromEnv", "QUEUE_USER"))
                            .authentication(Map.of("user", values.get(AUTHENTICATION)))
                            .environment(Map.of("QUEUE_USER", values.get(ENVIRONMENT)))
                            .build(),
                    List.of(option));
            Optional<String> expected = order.stream()
                    .map(values::get)
                    .filter(value -> !value.isBlank())
                    .findFirst();
            assertThat(given.find(option))
                    .as("%s %s of %s", replay, order, values)
                    .isEqualTo(expected);
            assertThat(given.has(option)).as(replay).isEqualTo(expected.isPresent());
        });
    }

    @Test
    void aVariableThatIsNotThereIsAnAbsentOption() {
        Option<String> option = Option.text("user").from(ENVIRONMENT);
        assertThat(reader("userFromEnv", "NO_SUCH_VARIABLE", option).find(option))
                .isEmpty();
        assertThat(reader("user", "orders", option).find(option))
                .as("in a place that the option does not have")
                .isEmpty();
    }

    @Test
    void allUnknownOptionsAreToldSorted() {
        Seeds.each((random, replay) -> {
            Map<String, String> metadata = new HashMap<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                metadata.put(Seeds.word(random, "qxz", 5), "1");
            }
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .as(replay)
                    .isThrownBy(() -> OptionReader.of(
                                    TriggerSpec.builder("queue")
                                            .metadata(metadata)
                                            .build(),
                                    List.of())
                            .verify())
                    .satisfies(e -> assertThat(e.problems())
                            .extracting(sentence -> sentence.split(" ", 2)[0])
                            .isEqualTo(List.copyOf(new TreeSet<>(metadata.keySet()))));
        });
    }

    // ---- plans

    private static final Option<Long> LENGTH = Option.integer("length", 5, 1);
    private static final Option<Boolean> SURE = Option.flag("sure", true);
    private static final Option<Double> RATIO = Option.number("ratio", 0.5);
    private static final Option<List<String>> HOSTS = Option.list("hosts");
    private static final Option<Integer> POLICY =
            Option.word("policy", Map.of("latest", 1, "newest", 1, "first", 2), 1);

    private static TriggerPlan plan(Map<String, String> metadata) {
        return OptionReader.of(
                        TriggerSpec.builder("queue").metadata(metadata).build(),
                        List.of(LENGTH, SURE, RATIO, HOSTS, POLICY))
                .plan(MetricSpec.of("queue", averageValue(1)), index -> "queue", context -> request -> Reading.of(1));
    }

    @Test
    void howAnOptionIsWrittenMakesNoOtherPlan() {
        List<List<Map.Entry<String, String>>> same = List.of(
                List.of(Map.entry("length", "5"), Map.entry("length", " 5 "), Map.entry("length", "")),
                List.of(Map.entry("sure", "T"), Map.entry("sure", "1"), Map.entry("sure", "true\n")),
                List.of(Map.entry("ratio", "0.5"), Map.entry("ratio", "5e-1"), Map.entry("ratio", "0.500")),
                List.of(Map.entry("hosts", "a,b"), Map.entry("hosts", " a , b ")),
                List.of(Map.entry("policy", "latest"), Map.entry("policy", "newest"), Map.entry("policy", " ")));
        Seeds.each((random, replay) -> {
            Map<String, String> one = new HashMap<>();
            Map<String, String> other = new HashMap<>();
            for (List<Map.Entry<String, String>> writings : same) {
                var first = Seeds.any(random, writings);
                var second = Seeds.any(random, writings);
                one.put(first.getKey(), first.getValue());
                other.put(second.getKey(), second.getValue());
            }
            assertThat(plan(one))
                    .as("%s %s %s", replay, one, other)
                    .isEqualTo(plan(other))
                    .hasSameHashCodeAs(plan(other));
        });
    }

    @Test
    void whatAnOptionMeansMakesAnotherPlan() {
        List<Map<String, String>> different = List.of(
                Map.of(),
                Map.of("length", "6"),
                Map.of("sure", "false"),
                Map.of("ratio", "0.25"),
                Map.of("hosts", "a"),
                Map.of("hosts", "a,b"),
                Map.of("hosts", "b,a"),
                Map.of("policy", "first"));
        assertThat(different.stream().map(OptionPropertiesTest::plan).toList()).doesNotHaveDuplicates();
    }
}
