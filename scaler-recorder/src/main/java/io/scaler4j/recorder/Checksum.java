package io.scaler4j.recorder;

import io.scaler4j.policy.ScalingState;

/** The checksum at the end of a state's text, which stands for the state. */
final class Checksum {

    private Checksum() {}

    static String of(ScalingState state) {
        String text = state.toText();
        return text.substring(text.lastIndexOf('=') + 1);
    }
}
