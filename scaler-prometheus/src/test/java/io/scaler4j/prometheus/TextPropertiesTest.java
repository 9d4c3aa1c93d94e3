package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.scaler4j.prometheus.QueryResult.Sample;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that are generated and read again. A failure names its seed; replay it with {@code -Dscaler4j.seed=N}. */
class TextPropertiesTest {

    static LongStream seeds() {
        Long one = Long.getLong("scaler4j.seed");
        return one == null ? LongStream.range(0, 100) : LongStream.of(one);
    }

    private static String word(SplittableRandom random, String characters, int most) {
        return random.ints(random.nextInt(most), 0, characters.length())
                .mapToObj(index -> characters.substring(index, index + 1))
                .collect(Collectors.joining());
    }

    // ---- durations, numbers, pairs

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aDurationIsTheSumOfItsParts(long seed) {
        var random = new SplittableRandom(seed);
        Map<String, Duration> units = Map.of(
                "h", Duration.ofHours(1),
                "m", Duration.ofMinutes(1),
                "s", Duration.ofSeconds(1),
                "ms", Duration.ofMillis(1),
                "us", Duration.ofNanos(1_000),
                "ns", Duration.ofNanos(1));
        List<String> names = List.of("h", "m", "s", "ms", "us", "ns");
        var text = new StringBuilder();
        Duration sum = Duration.ZERO;
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            String unit = names.get(random.nextInt(names.size()));
            int count = random.nextInt(2_000);
            text.append(count).append(unit);
            sum = sum.plus(units.get(unit).multipliedBy(count));
        }
        assertThat(DurationText.parse(text.toString()))
                .as("seed %s: %s", seed, text)
                .isEqualTo(sum);
        assertThat(DurationText.parse("-" + text)).as("seed %s: %s", seed, text).isEqualTo(sum.negated());
        long millis = random.nextLong(1L << 40);
        assertThat(DurationText.parse("" + millis)).as("seed %s", seed).hasMillis(millis);
        assertThat(DurationText.parse(BigDecimal.valueOf(millis, 3).toPlainString() + "s"))
                .as("seed %s", seed)
                .hasMillis(millis);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aNumberIsReadHoweverItIsWritten(long seed) {
        double number = Double.longBitsToDouble(new SplittableRandom(seed).nextLong());
        if (Double.isFinite(number)) {
            assertThat(NumberText.parse(Double.toString(number)))
                    .as("seed %s", seed)
                    .isEqualTo(number);
            assertThat(NumberText.parse(Double.toHexString(number)))
                    .as("seed %s", seed)
                    .isEqualTo(number);
            assertThat(NumberText.parse(new BigDecimal(number).toPlainString()))
                    .as("seed %s", seed)
                    .isEqualTo(number);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pairsAreReadAsTheyWereWrittenWithTheirCommasEscaped(long seed) {
        var random = new SplittableRandom(seed);
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            pairs.put("X-" + word(random, "abc", 4) + i, "v" + word(random, "ab ,=\"'äx", 9) + "v");
        }
        String text = pairs.entrySet().stream()
                .map(pair -> " " + pair.getKey() + " = " + pair.getValue().replace(",", "\\,"))
                .collect(Collectors.joining(","));
        assertThat(PairList.parse(text)).as("seed %s: %s", seed, text).isEqualTo(pairs);
        assertThat(List.copyOf(PairList.parse(text).keySet()))
                .as("seed %s, in order", seed)
                .isEqualTo(List.copyOf(pairs.keySet()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsEscapedForAUrlIsUnreservedAndDecodesToWhatItWas(long seed) {
        String text = word(new SplittableRandom(seed), "aZ0 -_.~*+%&=?#/:\"{}[]()äλ\n", 30);
        String escaped = InstantQuery.escape(text);
        assertThat(escaped).as("seed %s: %s", seed, text).matches("[A-Za-z0-9_.~+%-]*");
        assertThat(URLDecoder.decode(escaped, UTF_8)).as("seed %s", seed).isEqualTo(text);
    }

    // ---- addresses

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theUserOfAnAddressIsReadAndNeverShown(long seed) {
        var random = new SplittableRandom(seed);
        String user = "u" + word(random, "ab:@/ é", 6);
        String password = "Q7" + word(random, "xyz:@/?#% é", 10);
        String text = "http://" + percent(user) + ":" + percent(password) + "@prom:9090/path/";
        ServerAddress address = ServerAddress.parse(text);
        assertThat(address.user()).as("seed %s: %s", seed, text).isEqualTo(user);
        assertThat(address.password()).as("seed %s: %s", seed, text).isEqualTo(password);
        assertThat(address.toString()).as("seed %s", seed).isEqualTo("http://prom:9090/path");
        assertThat(ServerAddress.shown(text)).as("seed %s", seed).isEqualTo("http://***@prom:9090/path/");
        assertThat(ServerAddress.withoutUsers("GET " + text + " failed"))
                .as("seed %s", seed)
                .isEqualTo("GET http://***@prom:9090/path/ failed");
    }

    private static String percent(String text) {
        return InstantQuery.escape(text).replace("+", "%20");
    }

    // ---- answers

    private static String answer(SplittableRandom random, List<Double> values) {
        List<String> series = new ArrayList<>();
        for (double value : values) {
            List<String> fields = new ArrayList<>(List.of(
                    "\"metric\":{\"pod\":\"p" + series.size() + "\"}",
                    "\"value\":[1767600000.781,\"" + value + "\"]",
                    "\"x\":{\"y\":[1,{}]}"));
            Collections.shuffle(fields, new Random(random.nextLong()));
            series.add("{" + String.join(",", fields) + "}");
        }
        List<String> data =
                new ArrayList<>(List.of("\"resultType\":\"vector\"", "\"result\":[" + String.join(",", series) + "]"));
        Collections.shuffle(data, new Random(random.nextLong()));
        List<String> all = new ArrayList<>(
                List.of("\"status\":\"success\"", "\"data\":{" + String.join(",", data) + "}", "\"infos\":[\"x\"]"));
        Collections.shuffle(all, new Random(random.nextLong()));
        return "{" + String.join(",", all) + "}";
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everySeriesIsReadWhateverTheOrderOfFields(long seed) {
        var random = new SplittableRandom(seed);
        List<Double> values =
                random.doubles(random.nextInt(8), -1e6, 1e6).boxed().toList();
        QueryResult result = AnswerReader.result(Answers.ok(answer(random, values)));
        assertThat(result.samples())
                .as("seed %s", seed)
                .extracting(Sample::value)
                .isEqualTo(values);
        assertThat(result.samples()).as("seed %s", seed).allMatch(Sample::isNumber);
        assertThat(result.isPartial()).as("seed %s", seed).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverABodyBecomesItIsAResultOrAnAnswerException(long seed) {
        var random = new SplittableRandom(seed);
        byte[] body = answer(random, List.of(1.5, 2.5)).getBytes(UTF_8);
        for (int i = 0; i < 30; i++) {
            byte[] damaged = body.clone();
            for (int each = 0; each <= random.nextInt(3); each++) {
                damaged[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            int status = random.nextInt(5) == 0 ? 500 : 200;
            Throwable thrown = catchThrowable(() -> AnswerReader.result(new HttpAnswer(status, null, true, damaged)));
            if (thrown != null) {
                assertThat(thrown).as("seed %s, case %s", seed, i).isInstanceOf(AnswerException.class);
                assertThat(thrown.getMessage())
                        .as("seed %s, case %s", seed, i)
                        .isNotBlank()
                        .hasSizeLessThan(700);
            }
        }
    }

    @Test
    void aBodyThatIsNestedWithoutEndIsNoNumber() {
        String deep = "{\"data\":{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000)
                + ",\"result\":[{\"value\":[1,\"2\"]}]}}";
        assertThatThrownBy(() -> AnswerReader.result(Answers.ok(deep)))
                .isInstanceOfSatisfying(
                        AnswerException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MALFORMED_JSON));
    }
}
