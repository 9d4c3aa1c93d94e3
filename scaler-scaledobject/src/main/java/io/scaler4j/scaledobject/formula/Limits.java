package io.scaler4j.scaledobject.formula;

/** The sentences about limits. */
final class Limits {

    private Limits() {}

    static Refusal tooLong(int length) {
        return new Refusal(
                0,
                "the formula has " + length + " characters, and at most " + Formula.MAX_LENGTH
                        + " are allowed; shorten it");
    }

    static Refusal tooDeep(int at) {
        return new Refusal(
                at, "the formula is nested deeper than " + Formula.MAX_DEPTH + " levels; use let, or max([..])");
    }

    static Refusal tooMany(int at) {
        return new Refusal(at, "the formula has more than " + Formula.MAX_NODES + " parts; shorten it");
    }

    static Failure tooManySteps(int at) {
        return new Failure(
                at, "the evaluation takes more than " + Formula.MAX_STEPS + " steps; use shorter ranges and arrays");
    }
}
