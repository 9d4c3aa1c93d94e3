package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.yaml.Position;

/** Takes what a rule finds. */
@FunctionalInterface
interface Reporter {

    void report(Reason reason, Position position, String sentence, String wayOut);
}
