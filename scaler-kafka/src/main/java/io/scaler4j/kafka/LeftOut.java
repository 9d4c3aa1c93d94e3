package io.scaler4j.kafka;

import java.util.Optional;
import java.util.Set;

/**
 * What was left out where a group's topics were not named.
 *
 * @param missing how many topics the group has commits for, and are no more
 * @param left how many topics it has commits for, and has left: its members read others
 * @param denied the topics that its members read and that this client may not look at
 * @param hidden why there may be further topics: the group did not tell where it has members, or this client may not
 *     look at every topic
 */
record LeftOut(int missing, int left, Set<String> denied, Optional<Throwable> hidden) {

    static final LeftOut NOTHING = new LeftOut(0, 0, Set.of(), Optional.empty());

    /** Whether there may be more lag than is known. */
    boolean mayHaveLag() {
        return !denied.isEmpty() || hidden.isPresent();
    }
}
