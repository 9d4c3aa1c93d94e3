package io.scaler4j.kubernetes.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The chart gives what the manifests beside it are. */
class HelmChartTest {

    private static final Path DEPLOY = Path.of("deploy");
    private static final Path CHART = DEPLOY.resolve("helm");

    private static List<Object> documents(String yaml) {
        var documents = new ArrayList<Object>();
        new Load(LoadSettings.builder().build()).loadAllFromString(yaml).forEach(documents::add);
        return documents;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> values() throws IOException {
        return (Map<String, Object>)
                documents(Files.readString(CHART.resolve("values.yaml"))).get(0);
    }

    private static Map<String, Object> values(String part, String option, Object value) throws IOException {
        Map<String, Object> values = new HashMap<>(values());
        @SuppressWarnings("unchecked")
        Map<String, Object> changed = new HashMap<>((Map<String, Object>) values.get(part));
        changed.put("enabled", true);
        changed.put(option, value);
        values.put(part, changed);
        return values;
    }

    private static List<Object> rendered(String file, Map<String, Object> values, String namespace) throws IOException {
        String template = Files.readString(CHART.resolve("templates").resolve(file));
        return documents(new HelmTemplate(HelmTemplate.scope(values, namespace)).render(template));
    }

    /** Helm makes the namespace itself. */
    private static List<Object> manifests(String file) throws IOException {
        List<Object> documents = documents(Files.readString(DEPLOY.resolve(file)));
        documents.removeIf(each -> ((Map<?, ?>) each).get("kind").equals("Namespace"));
        return documents;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"controller.yaml, controller", "external-metrics.yaml, externalMetrics", "webhook.yaml, webhook"})
    void theValuesOfTheChartMakeTheManifests(String file, String part) throws IOException {
        List<Object> manifests = manifests(file);
        assertThat(manifests).hasSizeGreaterThan(3);
        assertThat(rendered(file, values(part, "enabled", true), "scaler4j")).isEqualTo(manifests);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"controller.yaml, controller", "external-metrics.yaml, externalMetrics", "webhook.yaml, webhook"})
    void aPartThatIsOffMakesNothingAndEachPartIsInItsNamespace(String file, String part) throws IOException {
        Map<String, Object> off = new HashMap<>(values());
        off.put(part, Map.of("enabled", false));
        assertThat(rendered(file, off, "scaler4j")).isEmpty();
        String elsewhere =
                rendered(file, values(part, "replicas", 5), "autoscaling").toString();
        assertThat(elsewhere).contains("replicas=5", "namespace=autoscaling").doesNotContain("namespace=scaler4j");
    }

    @Test
    void withAnAuthorityTheApiServerChecksTheCertificate() throws IOException {
        String checked = rendered("external-metrics.yaml", values("externalMetrics", "caBundle", "QUJD"), "scaler4j")
                .toString();
        assertThat(checked).contains("caBundle=QUJD").doesNotContain("insecureSkipTLSVerify");
        assertThat(rendered("webhook.yaml", values("webhook", "caBundle", "QUJD"), "scaler4j")
                        .toString())
                .contains("caBundle=QUJD");
    }

    @Test
    void argumentsAndResourcesAreTheUsers() throws IOException {
        var args = List.of("controller", "--only-managed", "--shards", "4");
        assertThat(rendered("controller.yaml", values("controller", "args", args), "scaler4j")
                        .toString())
                .contains("args=[controller, --only-managed, --shards, 4]");
        var resources = Map.of("requests", Map.of("cpu", "2"));
        assertThat(rendered("controller.yaml", values("controller", "resources", resources), "scaler4j")
                        .toString())
                .contains("resources={requests={cpu=2}}");
    }

    @Test
    void everyTemplateIsTested() throws IOException {
        try (var files = Files.list(CHART.resolve("templates"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("controller.yaml", "external-metrics.yaml", "webhook.yaml");
        }
    }

    @Test
    void whatTheTestsDoNotRenderIsRefused() {
        var template = new HelmTemplate(HelmTemplate.scope(Map.of("a", 1), "n"));
        assertThat(template.render("x: {{ .Values.a }}\n")).isEqualTo("x: 1\n");
        assertThatIllegalArgumentException().isThrownBy(() -> template.render("x: {{ include \"a\" . }}\n"));
        assertThatIllegalArgumentException().isThrownBy(() -> template.render("x: {{ .Values.b }}\n"));
        assertThatIllegalArgumentException().isThrownBy(() -> template.render("{{- if .Values.a }}\n"));
    }

    /** The image of the recipe is the one that the manifests and the chart name. */
    @Test
    void theRecipeAndTheManifestsNameOneImage() throws IOException {
        String image = (String) values().get("image");
        assertThat(Files.readString(DEPLOY.resolve("Dockerfile"))).contains("-t " + image + " ");
        for (String file : List.of("controller.yaml", "external-metrics.yaml", "webhook.yaml")) {
            assertThat(Files.readString(DEPLOY.resolve(file))).contains("image: " + image + "\n");
        }
    }
}
