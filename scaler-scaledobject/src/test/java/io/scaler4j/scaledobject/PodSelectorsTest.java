package io.scaler4j.scaledobject;

import static io.scaler4j.scaledobject.Manifests.hpa;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodSelectorsTest {

    /** A source of cpu that tells which pods it was asked for. */
    private static final class Cpu implements ScalerProvider {

        private static final Option<String> VALUE =
                Option.expression("value").required().says("Percent.");
        private static final Option<String> SELECTOR =
                Option.expression("labelSelector").own().says("Which pods.");

        private final List<String> selectors = new ArrayList<>();

        @Override
        public String type() {
            return "cpu";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(VALUE, SELECTOR);
        }

        @Override
        public TriggerPlan plan(TriggerSpec spec) {
            var given = OptionReader.of(spec, options());
            selectors.add(given.get(SELECTOR));
            int percent = Integer.parseInt(given.get(VALUE));
            return given.plan(
                    MetricSpec.of(spec.name(), MetricTarget.utilization(percent)),
                    index -> "cpu",
                    context -> request -> Reading.of(1));
        }
    }

    private final Cpu cpu = new Cpu();

    private ScaledObjectsReader reader() {
        return ScaledObjects.reader().catalog(ScalerCatalog.of(cpu));
    }

    private static String workload(String metadata, String selector) {
        return hpa("maxReplicas: 3") + "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {" + metadata
                + "}\nspec: {selector: {" + selector + "}}\n";
    }

    private boolean isFound(String metadata, String selector) {
        return Manifests.problems(reader().parse(workload(metadata, selector))).isEmpty();
    }

    @Test
    void theLabelsOfTheWorkloadSelectItsPods() {
        assertThat(isFound("name: orders, namespace: shop", "matchLabels: {app: orders, tier: back}"))
                .isTrue();
        assertThat(cpu.selectors).containsOnly("app=orders,tier=back");
    }

    @Test
    void anotherWorkloadDoesNot() {
        assertThat(isFound("name: bills, namespace: shop", "matchLabels: {app: orders}"))
                .isFalse();
        assertThat(isFound("name: orders, namespace: night", "matchLabels: {app: orders}"))
                .isFalse();
        assertThat(isFound("name: orders", "matchLabels: {app: orders}")).isFalse();
    }

    @Test
    void expressionsAreNotRead() {
        assertThat(isFound(
                        "name: orders, namespace: shop",
                        "matchLabels: {app: orders}, matchExpressions: [{key: a, operator: Exists}]"))
                .isFalse();
        assertThat(isFound("name: orders, namespace: shop", "matchLabels: {}")).isFalse();
    }

    @Test
    void aSelectorOfTheReaderComesFirst() {
        ScaledObjects read = reader().defaults("cpu", Map.of("labelSelector", "app=mine"))
                .parse(workload("name: orders, namespace: shop", "matchLabels: {app: orders}"));
        assertThat(Manifests.problems(read)).isEmpty();
        assertThat(cpu.selectors).containsOnly("app=mine");
    }

    @Test
    void withoutAWorkloadTheOptionsAreCheckedAllTheSame() {
        assertThat(Manifests.problems(reader().parse(hpa("maxReplicas: 3"))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .isEqualTo("nothing says which pods the cpu trigger \"cpu\" measures"));
    }
}
