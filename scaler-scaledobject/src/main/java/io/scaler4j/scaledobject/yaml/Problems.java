package io.scaler4j.scaledobject.yaml;

import java.util.ArrayList;
import java.util.List;

/** The problems of one document, in the order they are found; not more of them than somebody reads. */
final class Problems {

    static final int MOST = 100;

    private final List<YamlProblem> found = new ArrayList<>();

    void add(Position position, String sentence) {
        if (found.size() < MOST) {
            found.add(new YamlProblem(position, sentence));
        } else if (found.size() == MOST) {
            found.add(new YamlProblem(
                    position,
                    "the document has more than " + MOST
                            + " problems; the others are not listed, correct these first"));
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<YamlProblem> list() {
        return found;
    }
}
