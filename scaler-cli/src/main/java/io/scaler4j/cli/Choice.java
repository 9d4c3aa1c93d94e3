package io.scaler4j.cli;

import java.util.List;

/** Options that take one of a few words. */
final class Choice {

    private Choice() {}

    /** @throws MisuseException with all the words if it is none of them */
    static void check(String option, String value, String... words) {
        List<String> all = List.of(words);
        if (!all.contains(value)) {
            throw new MisuseException(option + " must be " + String.join(", ", all.subList(0, all.size() - 1)) + " or "
                    + all.get(all.size() - 1) + ", was '" + value + "'");
        }
    }
}
