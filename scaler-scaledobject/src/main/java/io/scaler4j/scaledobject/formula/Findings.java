package io.scaler4j.scaledobject.formula;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a formula. */
final class Findings {

    private final Cast cast;
    private final List<FormulaProblem> problems = new ArrayList<>();

    Findings(Cast cast) {
        this.cast = cast;
    }

    void add(int at, String sentence) {
        problems.add(cast.problem(at, sentence));
    }

    void unsupported(int at, String construct, String wayOut) {
        add(at, construct + " is not supported; " + wayOut);
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** In the order of the text. */
    List<FormulaProblem> all() {
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparingInt(FormulaProblem::line).thenComparingInt(FormulaProblem::column))
                .toList();
    }
}
