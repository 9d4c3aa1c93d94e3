package io.scaler4j.kafka;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known about a partition that may be stuck.
 *
 * @param standstill how long its position has been the same, if it is remembered
 * @param now the time of the read
 * @param members of the group, if known
 */
record Stillness(Optional<Standstill> standstill, Instant now, OptionalInt members) {

    static final Stillness UNKNOWN = new Stillness(Optional.empty(), Instant.EPOCH, OptionalInt.empty());

    boolean isStuck(PersistentLag rule) {
        return standstill.filter(still -> rule.isStuck(still, now, members)).isPresent();
    }

    boolean isSettled(long lag, LagRules.SettledLag rule) {
        return standstill.filter(still -> rule.isSettled(lag, still)).isPresent();
    }
}
