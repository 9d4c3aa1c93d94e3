package io.scaler4j;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

/**
 * The random numbers of the properties of this module. A failure names its seed; replay it with
 * {@code -Dscaler4j.seed=N}. {@code -Dscaler4j.seeds=N} runs another number of seeds.
 */
public final class Seeds {

    private Seeds() {}

    /** Checks a property once for each seed. The text names the seed, for {@code as(..)}. */
    public static void each(BiConsumer<SplittableRandom, String> property) {
        all().forEach(seed -> property.accept(new SplittableRandom(seed), "replay with -Dscaler4j.seed=" + seed));
    }

    private static LongStream all() {
        Long one = Long.getLong("scaler4j.seed");
        return one == null ? LongStream.range(0, Integer.getInteger("scaler4j.seeds", 100)) : LongStream.of(one);
    }

    /** One of several. */
    public static <T> T any(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A word of so many characters of these. */
    public static String word(SplittableRandom random, String characters, int length) {
        return random.ints(length, 0, characters.length())
                .collect(
                        StringBuilder::new,
                        (text, index) -> text.append(characters.charAt(index)),
                        StringBuilder::append)
                .toString();
    }
}
