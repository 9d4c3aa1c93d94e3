package io.scaler4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Resource;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuScalerProviderTest {

    private static final Map<String, String> PROCESS = Map.of("sampler", "process", "request", "250m");

    private static Map<String, String> with(String... more) {
        var all = new HashMap<>(PROCESS);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static Trigger create(String type, String metricType, Map<String, String> metadata) {
        try (var catalog = ScalerCatalog.load()) {
            return catalog.open(TriggerSpec.builder(type)
                    .name("load")
                    .metricType(metricType)
                    .metadata(metadata)
                    .build());
        }
    }

    private static List<String> problems(String type, String metricType, Map<String, String> metadata) {
        return catchThrowableOfType(InvalidConfigurationException.class, () -> create(type, metricType, metadata))
                .problems();
    }

    @Test
    void bothTypesAreFound() {
        try (var catalog = ScalerCatalog.load()) {
            assertThat(catalog.types()).contains("cpu", "memory");
        }
    }

    @Test
    void aUtilizationAbstains() {
        Trigger trigger = create("cpu", "Utilization", with("value", "50"));
        assertThat(trigger.name()).isEqualTo("load");
        assertThat(trigger.target()).isEqualTo(MetricTarget.utilization(50));
        assertThat(trigger.isAbstaining()).isTrue();
        assertThat(((CpuScaler) trigger.scaler()).resource()).isEqualTo(Resource.CPU);
    }

    @ParameterizedTest(name = "{0} is {1} per replica")
    @CsvSource({"500m, 0.5", "1, 1", "1.5, 1.5", "1n, 0.001", "2k, 2000"})
    void anAverageValueIsAQuantity(String value, double perReplica) {
        Trigger trigger = create("cpu", "AverageValue", with("value", value));
        assertThat(trigger.target()).isEqualTo(MetricTarget.averageValue(perReplica));
        assertThat(trigger.isAbstaining()).isTrue();
    }

    @ParameterizedTest(name = "metricType \"{0}\"")
    @ValueSource(strings = {"", "Value", "utilization", "External"})
    void otherMetricTypesAreRefused(String metricType) {
        assertThat(problems("cpu", metricType, with("value", "50")))
                .singleElement()
                .asString()
                .startsWith("metricType must be Utilization or AverageValue for type cpu, was \"" + metricType + "\"");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "Utilization, 0",
        "Utilization, -5",
        "Utilization, 50%",
        "Utilization, 50.5",
        "Utilization, 500m",
        "Utilization, 2147483648",
        "AverageValue, abc",
        "AverageValue, 0",
        "AverageValue, -1"
    })
    void otherValuesAreRefused(String metricType, String value) {
        assertThat(problems("cpu", metricType, with("value", value)))
                .singleElement()
                .asString()
                .startsWith("value ")
                .contains("\"" + value + "\"");
    }

    @Test
    void refusesEveryProblemAtOnce() {
        assertThat(problems(
                        "cpu",
                        "",
                        Map.of(
                                "value", " ",
                                "type", "",
                                "containerName", "app",
                                "sampler", "process",
                                "request", "lots",
                                "windowSeconds", "4",
                                "sampleAgeLimitSeconds", "0",
                                "cpuInitializationPeriodSeconds", "-1",
                                "initialReadinessDelaySeconds", "99999999999",
                                "colour", "red")))
                .hasSize(10)
                .anyMatch(each -> each.startsWith("type is no option any more"))
                .anyMatch(each -> each.startsWith("value is missing"))
                .anyMatch(each -> each.startsWith("colour is not an option"));
    }

    @Test
    void memoryIsNotAskedOfAProcess() {
        assertThat(problems("memory", "AverageValue", with("value", "128Mi")))
                .singleElement()
                .asString()
                .contains("sampler process", "processor time");
    }

    @Test
    void aRequestThatIsNoneIsRefused() {
        assertThat(problems("cpu", "Utilization", with("value", "50", "request", "0")))
                .singleElement()
                .asString()
                .startsWith("requestMilli must be at least 1");
    }

    /** The options of pods are known then, so that one sentence says what is missing. */
    @Test
    void samplingPodsNeedsTheModuleThatSamplesThem() {
        assertThat(problems("cpu", "Utilization", Map.of("value", "50", "labelSelector", "app=orders")))
                .singleElement()
                .asString()
                .contains("io.scaler4j:scaler-kubernetes", "cgroup");
    }
}
