package io.scaler4j.cli.text;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Explanation;
import io.scaler4j.policy.Recommendation;
import java.io.IOException;

/** A decision for people: what each trigger asked for, each step, and the constraint that decided. */
public final class DecisionText {

    private static final String INDENT = "  ";

    private DecisionText() {}

    /**
     * Prints.
     *
     * @param decision what was decided
     * @param columns of the screen
     * @param out gets the lines
     * @throws IOException if it cannot be written
     */
    public static void print(Decision decision, int columns, Appendable out) throws IOException {
        Explanation explanation = decision.explanation();
        out.append(decision.at() + "  " + decision.from() + " -> " + decision.to()
                + (decision.changes() ? "" : " (no change)") + "\n");
        for (Recommendation recommendation : explanation.recommendations()) {
            Wrapping.append("trigger " + recommendation, INDENT, columns, out);
        }
        if (explanation.composite().isPresent()) {
            Wrapping.append("formula " + explanation.composite().get(), INDENT, columns, out);
        }
        for (String step : explanation.toString().split("\n", -1)) {
            out.append(INDENT).append(step.stripTrailing()).append('\n');
        }
        Explanation.Binding binding = explanation.binding();
        out.append(INDENT + "decided by " + binding.stage() + " (" + binding.reason() + "); without it "
                + binding.without() + "\n");
    }
}
