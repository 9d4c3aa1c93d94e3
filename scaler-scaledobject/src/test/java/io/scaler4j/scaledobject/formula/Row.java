package io.scaler4j.scaledobject.formula;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;

/**
 * A formula, values for its triggers, and what expr-lang says.
 *
 * @param outcome refused, trial (it fails with -1 for every trigger) or ok
 * @param answers one for each binding: the bits of a float, nan, nil or error; none for a refused formula
 */
record Row(String formula, List<String> triggers, double[][] bindings, String outcome, List<String> answers) {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A power, and a fraction after it. */
    private static final Pattern FRACTIONAL_POWER = Pattern.compile("(?s)(\\*\\*|\\^).*[.]");

    private static final double NIL = Double.longBitsToDouble(0x7ff8_dead_0000_0000L);

    Row {
        answers = answers.stream().map(Row::withoutPayload).toList();
    }

    private static String withoutPayload(String answer) {
        boolean isNaN =
                answer.length() == 16 && Double.isNaN(Double.longBitsToDouble(Long.parseUnsignedLong(answer, 16)));
        return isNaN ? "nan" : answer;
    }

    static Row parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            var triggers = new ArrayList<String>();
            node.get("triggers").forEach(name -> triggers.add(name.textValue()));
            var answers = new ArrayList<String>();
            node.get("answers").forEach(one -> answers.add(one.textValue()));
            JsonNode rows = node.get("bindings");
            var bindings = new double[rows.size()][triggers.size()];
            for (int i = 0; i < bindings.length; i++) {
                for (int j = 0; j < bindings[i].length; j++) {
                    bindings[i][j] = rows.get(i).get(j).isNull()
                            ? Double.NaN
                            : rows.get(i).get(j).doubleValue();
                }
            }
            return new Row(
                    node.get("formula").textValue(),
                    triggers,
                    bindings,
                    node.get("outcome").textValue(),
                    answers);
        } catch (IOException e) {
            throw new IllegalArgumentException("no row: " + line, e);
        }
    }

    String toLine() {
        var node = JSON.createObjectNode().put("formula", formula);
        triggers.forEach(node.putArray("triggers")::add);
        var rows = node.putArray("bindings");
        for (double[] binding : bindings) {
            var row = rows.addArray();
            for (double value : binding) {
                if (Double.isNaN(value)) {
                    row.addNull();
                } else {
                    row.add(value);
                }
            }
        }
        node.put("outcome", outcome);
        answers.forEach(node.putArray("answers")::add);
        return node.toString();
    }

    /** Whether the library refuses this as unsupported, so that there is nothing to compare. */
    boolean isUnsupported() {
        try {
            Formula.compileUntried(formula, triggers);
            return false;
        } catch (FormulaException e) {
            return e.getMessage().contains("not supported");
        }
    }

    /** What differs; empty if nothing does. */
    Optional<String> difference() {
        Formula compiled;
        try {
            compiled = Formula.compileUntried(formula, triggers);
        } catch (FormulaException e) {
            return outcome.equals("refused") ? Optional.empty() : differs("refused", e.getMessage());
        }
        String own = trial();
        if (!own.equals(outcome)) {
            return differs(own, "");
        }
        for (int i = 0; i < bindings.length; i++) {
            double[] values = valuesFor(compiled, bindings[i]);
            String fast = answer(() -> compiled.evaluate(values, NIL));
            String slow = answer(() -> compiled.interpreted(values, NIL));
            if (!agrees(fast, answers.get(i)) || !agrees(slow, answers.get(i))) {
                return differs(fast + ", interpreted " + slow, "binding " + i + ": " + answers.get(i));
            }
        }
        return Optional.empty();
    }

    /** To the last bit, but for powers of fractions, which differ from processor to processor in Go, too. */
    private boolean agrees(String own, String expected) {
        if (own.equals(expected) || own.length() != 16 || expected.length() != 16) {
            return own.equals(expected);
        }
        double one = Double.longBitsToDouble(Long.parseUnsignedLong(own, 16));
        double other = Double.longBitsToDouble(Long.parseUnsignedLong(expected, 16));
        return FRACTIONAL_POWER.matcher(formula).find() && Math.abs(one - other) <= 4 * Math.ulp(other);
    }

    private Optional<String> differs(String own, String detail) {
        return Optional.of(formula + "\n  expr-lang: " + outcome + " " + detail + "\n  scaler4j: " + own);
    }

    private String trial() {
        try {
            Formula.compile(formula, triggers);
            return "ok";
        } catch (FormulaException e) {
            return "trial";
        }
    }

    private double[] valuesFor(Formula compiled, double[] binding) {
        return compiled.triggers().stream()
                .mapToDouble(name -> binding[triggers.indexOf(name)])
                .toArray();
    }

    private static String answer(DoubleSupplier evaluation) {
        try {
            double value = evaluation.getAsDouble();
            if (Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(NIL)) {
                return "nil";
            }
            return Double.isNaN(value) ? "nan" : "%016x".formatted(Double.doubleToRawLongBits(value));
        } catch (ArithmeticException e) {
            return "error";
        }
    }
}
