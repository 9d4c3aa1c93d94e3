package io.scaler4j.kubernetes.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ScaledObjects as external metrics: under which names, and what becomes of them. */
class ServedSpecsTest {

    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final ScalerCatalog catalog = ScalerCatalog.of(new Queue());
    private final ExternalMetricsServer server =
            new MetricsFixture().builder().freshness(java.time.Duration.ZERO).start();
    private final ServedSpecs served = new ServedSpecs(server);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        served.close();
        server.close();
        catalog.close();
    }

    /**
     * Counts what is open; a queue has as many messages as its name has letters, and {@code broken} cannot be opened;
     * {@code away}, {@code partly} and {@code old} are what they say.
     */
    private final class Queue implements ScalerProvider {

        private static final Option<String> NAME =
                Option.text("queue").required().says("Which.");

        @Override
        public String type() {
            return "queue";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(NAME);
        }

        @Override
        public TriggerPlan plan(TriggerSpec spec) {
            var given = OptionReader.of(spec, options());
            String name = given.require(NAME);
            given.verify();
            return given.plan(
                    MetricSpec.of(spec.name(), MetricTarget.averageValue(10)),
                    index -> TriggerPlan.externalMetricName(index, "queue-" + name),
                    context -> open(name));
        }

        private Scaler open(String name) {
            if (name.equals("broken")) {
                throw new InvalidConfigurationException("queue", List.of("its file cannot be read"));
            }
            open.merge(name, 1, Integer::sum);
            return new Scaler() {
                @Override
                public Reading read(ReadRequest request) {
                    return switch (name) {
                        case "away" -> Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "it is on strike");
                        case "partly" -> Reading.valueOfMilli(1).lowerBound().build();
                        case "old" ->
                            Reading.valueOfMilli(1)
                                    .measuredAt(request.now().minusSeconds(600))
                                    .build();
                        default -> Reading.of(name.length());
                    };
                }

                @Override
                public void close() {
                    open.merge(name, -1, Integer::sum);
                }
            };
        }
    }

    private static String object(String name, String namespace, String... queues) {
        var text = new StringBuilder("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: %s, namespace: "%s"}
                spec:
                  scaleTargetRef: {name: %s}
                  triggers:
                """.formatted(name, namespace, name));
        for (String queue : queues) {
            text.append("  - {type: queue, metadata: {queue: ").append(queue).append("}}\n");
        }
        return text.toString();
    }

    private AutoscalerSpec spec(String text) {
        return ScaledObjects.reader().catalog(catalog).parse(text).single();
    }

    private String get(String name, String selector) throws Exception {
        var answer = MetricsCaller.apiServer(server.port())
                .get(MetricsCaller.ROOT + "/namespaces/shop/" + name
                        + (selector.isEmpty() ? "" : "?labelSelector=" + selector));
        return answer.statusCode() + " " + answer.body();
    }

    @Test
    void aFolderOfScaledObjectsIsServedUnderKedasNames() throws Exception {
        Files.writeString(folder.resolve("a.yaml"), object("orders", "shop", "mails", "invoices"));
        Files.writeString(folder.resolve("b.yaml"), object("payments", "shop", "mails"));
        for (AutoscalerSpec spec :
                ScaledObjects.reader().catalog(catalog).read(folder).specs()) {
            assertThat(served.put(spec)).startsWith("s0-queue-mails");
        }
        assertThat(served.size()).isEqualTo(2);
        assertThat(get("s0-queue-mails", "scaledobject.keda.sh%2Fname%3Dorders"))
                .startsWith("200")
                .contains("\"value\":\"5000m\"", "\"scaledobject.keda.sh/name\":\"orders\"")
                .doesNotContain("payments");
        assertThat(get("s1-queue-invoices", "")).startsWith("200").contains("\"value\":\"8000m\"");
        assertThat(get("s1-queue-mails", "")).startsWith("404");
    }

    @Test
    void anObjectThatChangesKeepsWhatItKeepsAndEndsTheRest() throws Exception {
        served.put(spec(object("orders", "shop", "mails", "invoices")));
        served.put(spec(object("payments", "shop", "mails")));
        assertThat(served.put(spec(object("orders", "shop", "mails", "letters"))))
                .containsExactly("s0-queue-mails", "s1-queue-letters");
        assertThat(get("s1-queue-invoices", "")).startsWith("404");
        assertThat(get("s1-queue-letters", "")).startsWith("200");
        assertThat(open).containsEntry("mails", 2).containsEntry("invoices", 0).containsEntry("letters", 1);

        served.put(spec(object("orders", "shop", "mails", "letters")));
        assertThat(open).as("nothing is opened for an equal object").containsEntry("letters", 1);
    }

    @Test
    void anObjectThatIsRemovedTakesNothingFromOthers() throws Exception {
        served.put(spec(object("orders", "shop", "mails")));
        served.put(spec(object("payments", "shop", "mails")));
        assertThat(served.remove("shop", "orders")).isTrue();
        assertThat(served.remove("shop", "orders")).isFalse();
        assertThat(get("s0-queue-mails", ""))
                .startsWith("200")
                .contains("payments")
                .doesNotContain("orders");
        served.close();
        assertThat(open).containsOnly(Map.entry("mails", 0));
        assertThat(get("s0-queue-mails", "")).startsWith("404");
    }

    @Test
    void anObjectThatCannotBeOpenedLeavesWhatItWasServed() throws Exception {
        served.put(spec(object("orders", "shop", "mails")));
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> served.put(spec(object("orders", "shop", "letters", "broken"))))
                .withMessageContaining("its file cannot be read");
        assertThat(get("s0-queue-mails", "")).startsWith("200");
        assertThat(open).containsEntry("letters", 0);
    }

    @Test
    void whatAnHpaCouldNotAskForIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> served.put(spec(object("orders", "shop", "mails").replace(", namespace: \"shop\"", ""))))
                .withMessageContaining("orders has no namespace");
        assertThat(open).isEmpty();
    }

    /** Each trigger is named as its queue. */
    private static String modified(String formula, String... queues) {
        return object("orders", "shop", queues)
                .replaceAll("metadata: \\{queue: (\\w+)", "name: $1, metadata: {queue: $1")
                .replace(
                        "  triggers:",
                        "  advanced: {scalingModifiers: {formula: '" + formula + "', target: '5'}}\n  triggers:");
    }

    @Test
    void aFormulaIsTheOneMetricThatKedasHpaAsksForInPlaceOfItsTriggers() throws Exception {
        assertThat(served.put(spec(modified("mails * 2 + letters / 4", "mails", "letters", "unnamed"))))
                .containsExactly("composite-metric");
        assertThat(get("composite-metric", "scaledobject.keda.sh%2Fname%3Dorders"))
                .startsWith("200")
                .contains("\"value\":\"11750m\"", "\"scaledobject.keda.sh/name\":\"orders\"");
        assertThat(get("s0-queue-mails", "")).startsWith("404");
        assertThat(open).containsOnly(Map.entry("mails", 1), Map.entry("letters", 1), Map.entry("unnamed", 0));

        assertThat(served.put(spec(object("orders", "shop", "mails")))).containsExactly("s0-queue-mails");
        assertThat(get("composite-metric", "")).startsWith("404");
        assertThat(open).containsEntry("mails", 1).containsEntry("letters", 0);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "mails + away, away, away: it is on strike",
        "mails + partly, partly, partly could be measured only in part",
        "mails / (mails - 5), letters, the formula gives"
    })
    void aFormulaWithoutAValueIsAnErrorAndNeverZero(String formula, String other, String reason) throws Exception {
        served.put(spec(modified(formula, "mails", other)));
        assertThat(get("composite-metric", "")).startsWith("503").contains(reason);
    }

    @Test
    void theValueOfAFormulaIsAsOldAsItsOldestInput() throws Exception {
        served.put(spec(modified("mails + old", "mails", "old")));
        assertThat(get("composite-metric", "")).startsWith("503").contains("s ago, more than");
    }
}
