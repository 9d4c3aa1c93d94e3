package io.scaler4j.scaledobject.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PauseAnnotationsTest {

    private static PauseAnnotations of(String name, String value) {
        return new PauseAnnotations(Map.of(name, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "f", "F", "FALSE", "false", "False"})
    void theSpellingsOfFalseAreFalse(String text) {
        assertThat(of(PauseAnnotations.PAUSED, text).isPaused()).isFalse();
        assertThat(of(PauseAnnotations.PAUSED, text).mentionsPause()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "True", "", "no", "fAlse", " false"})
    void anyOtherTextIsTrue(String text) {
        assertThat(of(PauseAnnotations.PAUSED, text).isPaused()).isTrue();
        assertThat(of(PauseAnnotations.FORCE_ACTIVATION, text).forcesActivation())
                .isTrue();
        assertThat(of(PauseAnnotations.PAUSED_SCALE_IN, text).pausesScaleIn()).isTrue();
        assertThat(of(PauseAnnotations.PAUSED_SCALE_OUT, text).pausesScaleOut()).isTrue();
    }

    @Test
    void withoutAnnotationsNothingIsAskedFor() {
        var none = new PauseAnnotations(Map.of("other", "true"));

        assertThat(none.isPaused()).isFalse();
        assertThat(none.mentionsPause()).isFalse();
        assertThat(none.pausesScaleIn()).isFalse();
        assertThat(none.pausesScaleOut()).isFalse();
        assertThat(none.forcesActivation()).isFalse();
        assertThat(none.pausedReplicas()).isEmpty();
    }

    @Test
    void aCountPausesWhateverTheFlagSays() {
        var both =
                new PauseAnnotations(Map.of(PauseAnnotations.PAUSED, "false", PauseAnnotations.PAUSED_REPLICAS, "4"));

        assertThat(both.isPaused()).isTrue();
        assertThat(both.pausedReplicas()).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "1.5", "2147483648", " 4"})
    void aCountThatIsNoneStillPauses(String text) {
        var paused = of(PauseAnnotations.PAUSED_REPLICAS, text);

        assertThat(paused.isPaused()).isTrue();
        assertThat(paused.pausedReplicas()).isEmpty();
        assertThat(paused.pausedReplicasText()).contains(text);
    }
}
