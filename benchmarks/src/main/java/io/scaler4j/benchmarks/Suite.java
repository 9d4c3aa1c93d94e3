package io.scaler4j.benchmarks;

import java.util.List;

/** Measures one thing; an entry in the table of {@link Main}. */
@FunctionalInterface
interface Suite {

    /**
     * Runs for as long as trustworthy numbers take.
     *
     * @param quick whether a few seconds must do: the numbers prove that it runs, nothing more
     * @return what came out
     */
    List<Metric> measure(boolean quick);
}
