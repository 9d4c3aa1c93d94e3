package io.scaler4j.examples.demo;

import java.util.BitSet;

/** Which messages were worked on. A message that comes twice counts once, and as one repetition. Thread-safe. */
final class Consumption {

    private final BitSet ids = new BitSet();
    private long repeated;

    synchronized void consumed(long id) {
        int bit = Math.toIntExact(id);
        if (ids.get(bit)) {
            repeated++;
        }
        ids.set(bit);
    }

    /** How many different messages. */
    synchronized long distinct() {
        return ids.cardinality();
    }

    /** How often a message came that had been worked on before. */
    synchronized long repeated() {
        return repeated;
    }
}
