package io.scaler4j.examples.demo;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Shows one row a change, with the reason on one line; on a narrow terminal the stages go below each other. */
final class DecisionTable implements AutoscalerObserver {

    private static final String ROW = "%6s  %-8s %5s  %8s  %s";
    private static final String BETWEEN_STEPS = " · ";
    private static final String INDENT = " ".repeat(33);

    private final Screen screen;
    private final String measured;
    private final Load load;
    private final DoubleSupplier elapsedSeconds;
    private boolean begun;

    /** @param measured the head of the column with the trigger's value, at most five characters */
    DecisionTable(Screen screen, String measured, Load load, DoubleSupplier elapsedSeconds) {
        this.screen = screen;
        this.measured = measured;
        this.load = load;
        this.elapsedSeconds = elapsedSeconds;
    }

    @Override
    public void decided(String autoscaler, Observation observation, Decision decision) {
        if (!begun) {
            begun = true;
            screen.line(
                    emphasized(String.format(ROW, "time", "phase", measured, "replicas", "why"), Screen.Style.BOLD));
        }
        if (decision.changes()) {
            screen.line(row(elapsedSeconds.getAsDouble(), observation, decision));
        }
    }

    @Override
    public void turnEnded(Turn turn) {
        if (turn.outcome() instanceof Turn.NotWritten failed) {
            failed.problem().ifPresent(this::show);
        } else if (turn.outcome() instanceof Turn.NoDecision failed) {
            show(failed.problem());
        }
    }

    private void show(RuntimeException problem) {
        screen.line("        " + problem.getMessage());
    }

    private String row(double seconds, Observation observation, Decision decision) {
        String change = String.format("%8s", decision.from() + " -> " + decision.to());
        Screen.Style style = decision.to() > decision.from() ? Screen.Style.GREEN : Screen.Style.CYAN;
        return String.format(
                ROW,
                String.format("%.1f", seconds),
                load.at(seconds).name(),
                value(observation),
                emphasized(change, style),
                explanation(decision));
    }

    private static String value(Observation observation) {
        Reading reading = observation.measurements().get(0).reading();
        return reading instanceof Reading.Value value ? Long.toString(Math.round(value.activationValue())) : "?";
    }

    private String explanation(Decision decision) {
        String line = decision.explanation().toLine();
        if (!screen.isTerminal() || INDENT.length() + line.length() < screen.width()) {
            return line;
        }
        return folded(
                decision.explanation().steps().stream().map(Step::toString).toList());
    }

    /** As many steps on a line as there is room for. */
    private String folded(List<String> steps) {
        var lines = new ArrayList<String>();
        String line = steps.get(0);
        for (String step : steps.subList(1, steps.size())) {
            String longer = line + BETWEEN_STEPS + step;
            if (INDENT.length() + longer.length() < screen.width()) {
                line = longer;
            } else {
                lines.add(line);
                line = step;
            }
        }
        lines.add(line);
        return String.join("\n" + INDENT, lines);
    }

    private String emphasized(String text, Screen.Style style) {
        return screen.isTerminal() ? style.on(text) : text;
    }
}
