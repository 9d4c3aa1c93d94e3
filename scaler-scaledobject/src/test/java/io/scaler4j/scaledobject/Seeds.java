package io.scaler4j.scaledobject;

import java.util.stream.LongStream;

/**
 * The random numbers of the properties of this module. A failure names its seed; replay it with
 * {@code -Dscaler4j.seed=N}. {@code -Dscaler4j.seeds=N} runs another number of seeds.
 */
final class Seeds {

    private Seeds() {}

    /** For the message of a failure. */
    static String replay(long seed) {
        return "replay with -Dscaler4j.seed=" + seed;
    }

    static LongStream all() {
        Long one = Long.getLong("scaler4j.seed");
        return one == null ? LongStream.range(0, Integer.getInteger("scaler4j.seeds", 100)) : LongStream.of(one);
    }
}
