package io.scaler4j.metric;

/**
 * What a {@link Reading.Samples} reading sampled. Start-up times are looked at for {@link #CPU} only, as in the HPA.
 */
public enum Resource {
    /** Processor time, in milli-cores. */
    CPU,
    /** Memory, in thousandths of a byte. */
    MEMORY,
    /** Any other number per replica. */
    OTHER
}
