package io.scaler4j.scaledobject;

import static io.scaler4j.scaledobject.Manifests.PROMETHEUS;
import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.Control;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlAnnotationsTest {

    private static Control control(String... annotations) {
        return ScaledObjects.parse(text(annotations)).single().control();
    }

    private static String text(String... annotations) {
        return scaledObject(
                Stream.of(annotations)
                        .map(annotation -> "autoscaling.keda.sh/" + annotation)
                        .collect(Collectors.joining("\n")),
                "",
                PROMETHEUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "t", "T", "TRUE", "true", "True", "yes", "no", "off", "", "fAlse", " false"})
    void everyTextButTheFalseOnesPauses(String text) {
        assertThat(control("paused: \"" + text + "\"")).isEqualTo(Control.none().pause());
    }

    @Test
    void anAnnotationWithoutAValueIsAnEmptyTextAndPauses() {
        assertThat(control("paused:")).isEqualTo(Control.none().pause());
        assertThat(control("paused: ~")).isEqualTo(Control.none().pause());
        assertThat(ScaledObjects.parse(text("paused-replicas:")).findings())
                .extracting(Finding::rule)
                .contains("incorrect-paused-replicas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "f", "F", "FALSE", "false", "False"})
    void theFalseTextsDoNotPause(String text) {
        assertThat(control("paused: \"" + text + "\"", "paused-scale-in: \"" + text + "\""))
                .isEqualTo(Control.none());
    }

    static Stream<Arguments> annotations() {
        return Stream.of(
                Arguments.of("paused-replicas: \"4\"", Control.none().pauseAt(4)),
                Arguments.of("paused-replicas: \"0\"", Control.none().pauseAt(0)),
                Arguments.of("paused-scale-in: \"true\"", Control.none().pauseScaleIn()),
                Arguments.of("paused-scale-out: \"true\"", Control.none().pauseScaleOut()),
                Arguments.of("force-activation: \"true\"", Control.none().forceActivation(true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("annotations")
    void everyAnnotationHasItsControl(String annotation, Control expected) {
        assertThat(control(annotation)).isEqualTo(expected);
    }

    @Test
    void annotationsAddUp() {
        assertThat(control(
                        "paused: \"true\"",
                        "paused-scale-in: \"true\"",
                        "paused-scale-out: \"true\"",
                        "force-activation: \"1\""))
                .isEqualTo(Control.none().pause().pauseScaleIn().pauseScaleOut().forceActivation(true));
    }

    @Test
    void aCountWinsOverAPauseThatIsFalse() {
        assertThat(control("paused: \"false\"", "paused-replicas: \"2\""))
                .isEqualTo(Control.none().pauseAt(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "", "-1", "1.5", "99999999999"})
    void aCountThatIsNoneIsAFindingAtItsLine(String text) {
        ScaledObjects read = ScaledObjects.parse(text("paused-replicas: \"" + text + "\""));
        assertThat(Manifests.problems(read)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.INVALID);
            assertThat(finding.position()).isEqualTo(new Position("", 7, 5));
            assertThat(finding.sentence()).startsWith("autoscaling.keda.sh/paused-replicas ");
        });
    }
}
