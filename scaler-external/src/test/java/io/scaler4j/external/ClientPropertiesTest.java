package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.scaler4j.external.grpc.MetricSpec;
import io.scaler4j.external.grpc.MetricValue;
import io.scaler4j.external.grpc.ScaledObjectRef;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for whatever users write and servers answer. */
class ClientPropertiesTest {

    private static final int ROUNDS = 300;

    private final FakeServer server = FakeServer.open();
    private final ExternalServer channel =
            ExternalServer.builder().address(server.address()).build();
    /** Keeps the channel open from one scaler to the next. */
    private final ExternalScaler first =
            ExternalScaler.builder().server(channel).build();

    private final Polls polls = new Polls();

    @AfterEach
    void close() {
        first.close();
        channel.close();
        server.close();
    }

    private ScaledObjectRef lastObject() {
        return server.objects.get(server.objects.size() - 1);
    }

    @Test
    void everyNameAndEveryOptionArrivesAsItWasWritten() throws Exception {
        var random = new RandomTexts(1);
        for (int round = 0; round < ROUNDS; round++) {
            String namespace = random.text();
            String name = random.text();
            Map<String, String> metadata = random.metadata();
            try (ExternalScaler scaler = ExternalScaler.builder()
                    .server(channel)
                    .object(namespace, name)
                    .metadata(metadata)
                    .build()) {
                assertThat(polls.next(scaler)).isInstanceOf(Reading.Value.class);
            }
            ScaledObjectRef object = lastObject();
            assertThat(object.getNamespace()).isEqualTo(namespace);
            assertThat(object.getName()).isEqualTo(name);
            assertThat(object.getScalerMetadataMap()).isEqualTo(metadata);
        }
    }

    /** Of a trigger as text everything is sent, except that a variable is sent as its value or not at all. */
    @Test
    void everyOptionOfATriggerIsSentAndNoAuthenticationParameterIs() throws Exception {
        var random = new RandomTexts(2);
        try (ScalerCatalog catalog = ScalerCatalog.load()) {
            for (int round = 0; round < ROUNDS; round++) {
                Map<String, String> metadata = new HashMap<>(random.metadata());
                metadata.put("scalerAddress", server.address());
                Map<String, String> environment = random.metadata();
                metadata.values().stream()
                        .filter(value -> random.oneIn(2))
                        .toList()
                        .forEach(value -> environment.put(value, random.text()));
                Map<String, String> expected = new TreeMap<>(metadata);
                expected.replaceAll(
                        (option, value) -> option.endsWith("FromEnv") ? environment.getOrDefault(value, "") : value);
                expected.keySet()
                        .removeIf(option -> option.endsWith("FromEnv")
                                && expected.get(option).isEmpty());
                var plan = catalog.plan(TriggerSpec.builder("external")
                        .metadata(metadata)
                        .environment(environment)
                        .authentication(Map.of("ofAnotherTrigger", "hush-hush"))
                        .build());
                try (var scaler = plan.open(TriggerContext.of(catalog.connections()))) {
                    assertThat(polls.next(scaler)).isInstanceOf(Reading.Value.class);
                }
                assertThat(lastObject().getScalerMetadataMap()).isEqualTo(expected);
            }
        }
    }

    @Test
    void aMetricIsAskedForByTheNameThatTheServerGaveIt() throws Exception {
        var random = new RandomTexts(3);
        for (int round = 0; round < ROUNDS; round++) {
            String metric = random.text();
            double value = random.number();
            server.answering(metric, 5, value);
            try (ExternalScaler scaler =
                    ExternalScaler.builder().server(channel).build()) {
                assertThat(polls.next(scaler))
                        .isEqualTo(Reading.value(value)
                                .target(averageValue(5))
                                .activatingOn(1)
                                .build());
            }
            assertThat(server.calls).contains("GetMetrics " + metric);
        }
    }

    /**
     * Whatever numbers a server answers with, a read ends as a number that is right or as a failure. The rule is
     * KEDA's, written down once more: the fraction if it is above 0, else the integer; all values of a name are added.
     */
    @Test
    void anyNumbersAreAReadingThatIsRightOrAFailure() throws Exception {
        var random = new RandomTexts(4);
        int values = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<MetricValue> answer = IntStream.range(0, random.below(4))
                    .mapToObj(number -> MetricValue.newBuilder()
                            .setMetricValue(random.anyInteger())
                            .setMetricValueFloat(random.anyNumber())
                            .build())
                    .toList();
            server.values.put("orders", answer);
            Reading reading = polls.next(first);
            if (reading instanceof Reading.Value value) {
                values++;
                assertThat(answer).isNotEmpty().allMatch(each -> number(each) >= 0);
                double sum = Math.min(
                        Long.MAX_VALUE / 1_000.0, // as the HPA, which counts thousandths in 64 bits
                        answer.stream()
                                .mapToDouble(ClientPropertiesTest::number)
                                .sum());
                assertThat(value.milli() / 1_000.0).isBetween(sum - 0.001 - sum / 1e12, sum + 0.001 + sum / 1e12);
            } else {
                assertThat(reading).isInstanceOf(Reading.Failure.class);
                assertThat(((Reading.Failure) reading).message()).contains(server.address(), "\"orders\"");
            }
        }
        assertThat(values).as("answers that were numbers").isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    private static double number(MetricValue value) {
        return value.getMetricValueFloat() > 0 || value.getMetricValue() == 0
                ? value.getMetricValueFloat()
                : value.getMetricValue();
    }

    /** The HPA takes the largest count that any metric asks for. */
    @Test
    void noMetricAsksForMoreThanTheReadingDoes() throws Exception {
        var random = new RandomTexts(5);
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Double> values = new LinkedHashMap<>();
            Map<String, Double> targets = new LinkedHashMap<>();
            for (int metrics = 1 + random.below(5); metrics > 0; metrics--) {
                values.put("metric-" + metrics, random.below(100_000) / 10.0);
                targets.put("metric-" + metrics, (1 + random.below(1_000)) / 10.0);
            }
            server.specs = targets.entrySet().stream()
                    .map(target -> FakeServer.spec(target.getKey(), target.getValue()))
                    .toList();
            values.forEach((metric, value) -> server.values.put(metric, List.of(FakeServer.value(value))));
            polls.pass(Duration.ofMinutes(1));

            var reading = (Reading.Value) polls.next(first);

            double ratio = targets.keySet().stream()
                    .mapToDouble(metric -> values.get(metric) / targets.get(metric))
                    .max()
                    .orElseThrow();
            assertThat(reading.milli()
                            / 1_000.0
                            / ((MetricTarget.AverageValue) reading.target().orElseThrow()).milli()
                            * 1_000)
                    .isCloseTo(ratio, offset(1e-9 + ratio * 1e-9));
            assertThat(reading.details()).isEqualTo(values.size() > 1 ? values : Map.of());
            assertThat(reading.isLowerBound()).isFalse();
        }
    }

    @Test
    void ofTwoTargetsOfOneMetricTheSmallerCountsSinceItAsksForMore() throws Exception {
        server.specs =
                List.of(FakeServer.spec("orders", 5), FakeServer.spec("orders", 2), FakeServer.spec("orders", 7));

        assertThat(((Reading.Value) polls.next(first)).target()).contains(averageValue(2));
        assertThat(server.count("GetMetrics")).isEqualTo(1);

        server.specs = List.of(
                FakeServer.spec("orders", 5),
                MetricSpec.newBuilder().setMetricName("orders").build());
        polls.pass(Duration.ofMinutes(1));
        assertThat(polls.next(first)).as("one of them is no target").isInstanceOf(Reading.Failure.class);
    }

    @Test
    void aThousandMetricsAreReadAndMoreAreRefusedWithoutAnyCall() throws Exception {
        List<MetricSpec> thousand = IntStream.range(0, 1_000)
                .mapToObj(number -> FakeServer.spec("metric-" + number, 5))
                .toList();
        thousand.forEach(spec -> server.values.put(spec.getMetricName(), List.of(FakeServer.value(1))));
        server.specs = thousand;
        assertThat(((Reading.Value) polls.next(first)).details()).hasSize(1_000);

        long before = server.count("GetMetrics");
        server.specs = IntStream.rangeClosed(0, 1_000)
                .mapToObj(number -> FakeServer.spec("metric-" + number, 5))
                .toList();
        polls.pass(Duration.ofMinutes(1));
        assertThat(polls.next(first))
                .isEqualTo(Reading.failure(
                        Reading.Failure.Kind.MISCONFIGURED,
                        "external scaler at " + server.address()
                                + " has 1001 metrics for this trigger; at most 1000 are"
                                + " read, so divide them among several triggers"));
        assertThat(server.count("GetMetrics")).isEqualTo(before);
    }
}
