package io.scaler4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Any text is either refused with a sentence or read so that it can be decided on and written again. */
class StateTextFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void isReadOrRefused(FuzzedDataProvider data) {
        boolean sealed = data.consumeBoolean();
        String text = data.consumeRemainingAsString();
        read(sealed ? text : withChecksum(text));
    }

    /** Past the checksum, so that what it protects is looked at, too. */
    @FuzzTest(maxDuration = "2m")
    void itsFieldsAreReadOrRefused(FuzzedDataProvider data) {
        String fields = "scaler4j-state:1"
                + ";first=" + time(data)
                + ";last=" + time(data)
                + ";unpaused=" + time(data)
                + ";active=" + time(data)
                + ";ownZero=" + data.consumeBoolean()
                + ";idle=" + data.consumeBoolean()
                + ";recommendations=" + history(data)
                + ";ups=" + history(data)
                + ";downs=" + history(data)
                + ";failures=" + data.consumeString(40);
        ScalingState state = read(withChecksum(fields));
        if (state != null) {
            var fuzzed = new FuzzedCase(data);
            ScalingPolicy policy = fuzzed.policy();
            var decision = policy.decide(state, fuzzed.observation(fuzzed.instant(), fuzzed.count()));
            assertThat(decision.to()).isNotNegative();
            assertThat(ScalingState.parse(decision.next(true).toText())).isEqualTo(decision.next(true));
        }
    }

    private static ScalingState read(String text) {
        ScalingState state;
        try {
            state = ScalingState.parse(text);
        } catch (IllegalArgumentException e) {
            assertThat(e)
                    .hasMessageStartingWith("scaling state is ")
                    .hasMessageEndingWith("start with ScalingState.initial()");
            return null;
        }
        assertThat(ScalingState.parse(state.toText())).isEqualTo(state);
        return state;
    }

    private static String time(FuzzedDataProvider data) {
        return data.consumeBoolean() ? "never" : String.valueOf(data.consumeLong());
    }

    private static String history(FuzzedDataProvider data) {
        var text = new StringBuilder();
        for (int i = data.consumeInt(0, 4); i > 0; i--) {
            text.append(text.length() == 0 ? "" : ",")
                    .append(data.consumeLong())
                    .append(':')
                    .append(data.consumeInt());
        }
        return text.toString();
    }

    private static String withChecksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return body + ";crc=" + String.format("%08x", crc.getValue());
    }
}
