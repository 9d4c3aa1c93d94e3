package io.scaler4j.conformance;

/**
 * Evaluates the cases of one kind: maps what is given to types of the library, calls the library, hands back what came
 * out under the names that cases expect. An exception fails the case.
 */
@FunctionalInterface
public interface Kind {

    /**
     * Evaluates a case.
     *
     * @param given its inputs
     * @return what came out
     */
    Result evaluate(Fields given);
}
