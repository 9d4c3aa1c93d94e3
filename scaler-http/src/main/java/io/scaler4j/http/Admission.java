package io.scaler4j.http;

/** What a {@link Gate} says to a request: a {@link Permit}, or a {@link Refusal}. */
public sealed interface Admission permits Permit, Admission.Refusal {

    /**
     * The request gets no replica.
     *
     * @param reason why
     */
    record Refusal(Reason reason) implements Admission {}

    /** Why a request gets no replica. */
    enum Reason {
        /** As many requests wait as the target, or the process, lets wait. */
        FULL,
        /** It has waited for as long as it may. */
        TIMEOUT,
        /** The gate has been shut. */
        SHUT
    }
}
