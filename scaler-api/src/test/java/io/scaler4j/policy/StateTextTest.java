package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of a state whose checksum fits and whose content does not, as of a later version or of a careless tool. */
class StateTextTest {

    /** A state of 1 second after the epoch. */
    private static Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("first", "0");
        fields.put("last", "1000000");
        fields.put("unpaused", "1000000");
        fields.put("active", "never");
        fields.put("ownZero", "false");
        fields.put("idle", "false");
        fields.put("recommendations", "500000:3,1000000:2");
        fields.put("ups", "500000:1");
        fields.put("downs", "");
        fields.put("failures", "lag:2:500000");
        return fields;
    }

    private static String text(Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(";", "scaler4j-state:1;", ""));
        return body + ";crc=" + StateText.checksum(body);
    }

    private static void assertRefused(Map<String, String> fields, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingState.parse(text(fields)))
                .withMessageStartingWith("scaling state is damaged: ")
                .withMessageContaining(reason)
                .withMessageEndingWith("; restore it from a copy, or start with ScalingState.initial()");
    }

    @Test
    void aTextThatFitsIsRead() {
        ScalingState state = ScalingState.parse(text(fields()));

        assertThat(state.lastDecisionAt()).contains(Instant.ofEpochSecond(1));
        assertThat(state.lastActiveAt()).isEmpty();
        assertThat(state.toText()).isEqualTo(text(fields()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first",
                "last",
                "unpaused",
                "active",
                "ownZero",
                "idle",
                "recommendations",
                "ups",
                "downs",
                "failures"
            })
    void aFieldThatIsMissingIsNamed(String name) {
        Map<String, String> fields = fields();
        fields.remove(name);

        assertRefused(fields, "the field " + name + " is missing");
    }

    @Test
    void fieldsComeInTheirOrder() {
        Map<String, String> fields = fields();
        fields.put("ups", fields.remove("ups"));

        assertRefused(fields, "the field ups is missing");
    }

    /** It may be what that version decides by. */
    @Test
    void aFieldOfALaterVersionIsNotPassedOver() {
        Map<String, String> fields = fields();
        fields.put("mood", "good");

        assertRefused(fields, "there is more than this version has: mood=good");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "last            | soon              | For input string",
                "last            | ''                | For input string",
                "last            | Never             | For input string",
                "last            | 9223372036854775808 | For input string",
                "idle            | yes               | \"yes\" is neither true nor false",
                "ownZero         | TRUE              | \"TRUE\" is neither true nor false",
                "recommendations | 5                 | For input string",
                "recommendations | 5:                | For input string",
                "recommendations | :5                | For input string",
                "recommendations | 5:3,              | For input string",
                "recommendations | 5:3.5             | For input string",
                "recommendations | 5:-1              | \"5:-1\" is out of place in a history",
                "recommendations | 5:2147483648      | For input string",
                "ups             | 5:0               | \"5:0\" is out of place in a history",
                "downs           | 5:0               | \"5:0\" is out of place in a history",
                "failures        | lag               | \"lag\" is no run of failures",
                "failures        | lag:0:5           | \"lag:0:5\" is no run of failures",
                "failures        | lag:-1:5          | \"lag:-1:5\" is no run of failures",
                "failures        | lag:1             | \"lag:1\" is no run of failures",
                "failures        | lag:1:5:7         | \"lag:1:5:7\" is no run of failures",
                "failures        | lag:1:5,          | \"\" is no run of failures",
                "failures        | lag:x:5           | For input string",
                "failures        | %zz:1:5           | Illegal hex characters",
            })
    void aFieldThatHoldsSomethingElseIsRefusedWithIt(String name, String value, String reason) {
        Map<String, String> fields = fields();
        fields.put(name, value);

        assertRefused(fields, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "first, 1000001",
        "unpaused, 1000001",
        "active, 1000001",
        "recommendations, 1000001:3",
        "ups, 1000001:3",
        "downs, 1000001:3",
        "failures, lag:1:1000001"
    })
    void nothingIsRememberedThatIsLaterThanTheLastDecision(String name, String value) {
        Map<String, String> fields = fields();
        fields.put(name, value);

        assertRefused(fields, "it remembers something later than its last decision");
    }

    @Test
    void aChecksumIsThatOfAllBeforeIt() {
        String text = text(fields());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingState.parse(text.replace("idle=false", "idle=true")))
                .withMessageContaining("its checksum does not fit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingState.parse(text.substring(0, text.indexOf(";crc="))))
                .withMessageContaining("its checksum does not fit");
    }
}
