package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.Reading;
import org.junit.jupiter.api.Test;

/** The text form of a state. */
class ScalingStateTest extends DecisionFixture {

    private static final String INITIAL = "scaler4j-state:1;first=never;last=never;unpaused=never;active=never;"
            + "ownZero=false;idle=false;recommendations=;ups=;downs=;failures=;crc=";

    @Test
    void theInitialStateIsTextAndBack() {
        assertThat(ScalingState.initial().toText()).startsWith(INITIAL);
        assertThat(ScalingState.parse(ScalingState.initial().toText())).isEqualTo(ScalingState.initial());
    }

    @Test
    void everythingRememberedIsTextAndBack() {
        ScalingState state = eventful();
        assertThat(state.toText())
                .startsWith("scaler4j-state:1;first=1767600000000000;")
                .contains(";recommendations=", ";ups=", ";failures=lag%3B+%C3%BC%2C%3A1:2:1767600")
                .matches("[!-~]+");
        assertThat(ScalingState.parse("\n " + state.toText() + "\n"))
                .isEqualTo(state)
                .hasToString(state.toString());
    }

    @Test
    void aChangeOfAnyCharacterIsNoticed() {
        String text = eventful().toText();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == '1' ? '2' : '1';
            String damaged = text.substring(0, i) + other + text.substring(i + 1);
            assertThatThrownBy(() -> ScalingState.parse(damaged))
                    .as(damaged)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ScalingState.initial()");
        }
    }

    @Test
    void everyTextThatIsCutOffIsRefused() {
        String text = eventful().toText();
        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> ScalingState.parse(cut)).as(cut).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anUnknownVersionIsNamed() {
        assertThatThrownBy(() -> ScalingState.parse("scaler4j-state:7;first=never;crc=00000000"))
                .hasMessage(
                        "scaling state is of version \"7\", and this library reads version 1; upgrade the library, or"
                                + " start with ScalingState.initial()");
    }

    @Test
    void anythingElseIsSaidToBeDamaged() {
        assertThatThrownBy(() -> ScalingState.parse("{\"replicas\": 3}"))
                .hasMessage(
                        "scaling state is damaged: it does not begin with scaler4j-state:; restore it from a copy, or"
                                + " start with ScalingState.initial()");
    }

    @Test
    void aRestoredStateDecidesAsTheOneThatWasKept() {
        ScalingState state = eventful();
        var observation = Observation.of(
                Timeline.START.plusSeconds(200),
                Replicas.of(9),
                Measurement.of("lag", averageValue(50), Reading.of(0)));
        var policy = policy(0, 20).build();
        assertThat(policy.decide(ScalingState.parse(state.toText()), observation))
                .isEqualTo(policy.decide(state, observation));
    }

    /** A state with a history, changes in both directions and a run of failures of a trigger with an awkward name. */
    private static ScalingState eventful() {
        var timeline = startingAt(
                4,
                policy(0, 20)
                        .scaleDown(rules().stabilizationWindow(ofSeconds(10))
                                .percent(50, ofSeconds(600))
                                .build())
                        .scaleUp(rules().replicas(9, ofSeconds(600)).build()));
        timeline.sees(600);
        timeline.after(ofSeconds(60)).sees(100);
        var failing = Measurement.of("lag; ü,:1", averageValue(50), DOWN).fallback(Fallback.replicas(3));
        timeline.after(ofSeconds(30)).sees(failing, Measurement.of("rate", averageValue(50), Reading.of(400)));
        timeline.after(ofSeconds(30)).sees(failing, Measurement.of("rate", averageValue(50), Reading.of(400)));
        return timeline.state();
    }

    @Test
    void changesStayInTheirPlacesAndOldOnesAreNoMoreExactThanAnyPeriodNeeds() {
        String text = text("first=1;last=9000000000;unpaused=1;active=1;ownZero=false;idle=false;recommendations=;"
                + "ups=9000000000:4,8999000000:2,1:7;downs=;failures=");
        ScalingState state = ScalingState.parse(text);
        assertThat(state.ups()).hasToString("[4, 2, 7]");
        assertThat(state.toText()).contains("ups=9000000000:4,8999000000:2,4705032705:7;");
        assertThat(ScalingState.parse(state.toText())).isEqualTo(state).hasSameHashCodeAs(state);
    }

    private static String text(String fields) {
        String body = "scaler4j-state:1;" + fields;
        return body + ";crc=" + StateText.checksum(body);
    }
}
