package io.scaler4j.scaledobject.check;

import java.util.ArrayList;
import java.util.List;

/** Scaling modifiers that KEDA refuses, and the nearest that it takes. */
final class RefusedModifiers {

    private static final String TRIGGERS = "triggers: [{type: kafka, name: lag, metadata: {}},"
            + " {type: cpu, name: load, metadata: {}}, {type: redis, name: '', metadata: {}}]\n";

    private RefusedModifiers() {}

    static List<RuleCase> all() {
        var cases = new ArrayList<>(targets());
        cases.addAll(formulas());
        return cases;
    }

    private static RuleCase modifiers(String rule, String modifiers) {
        return RuleCase.of(
                rule,
                "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec:\n"
                        + "  scaleTargetRef: {name: web}\n  advanced:\n    scalingModifiers: " + modifiers + "\n  "
                        + TRIGGERS);
    }

    /** What is missing in the block is reported at its key. */
    private static RuleCase block(String rule, String modifiers) {
        return RuleCase.of(rule, modifiers("x", "►" + modifiers).text().replace("    scalingM", "    ►scalingM"));
    }

    private static List<RuleCase> targets() {
        RuleCase target = modifiers("scaling-modifiers", "{formula: lag, target: ►'0'}");
        for (String number : List.of(
                "-1", "-0.001", "many", "1e999", "1e-400", "-Inf", "0x0p0", "1,5", "1__0", "_1", "1_", "1.", "5m",
                "0x10", "1e", "+", "infin", "1 ", " 1", "+nan", "1f", "٣")) {
            if (!number.equals("1.")) {
                target.also("'0'", "'" + number + "'");
            }
        }
        // What strconv.ParseFloat of Go takes.
        for (String number : List.of(
                "0.001",
                "1",
                "+5",
                "1.",
                ".5",
                "1e3",
                "1E+3",
                "0x1p-2",
                "0X.8P1",
                "Inf",
                "+Infinity",
                "iNf",
                "NaN",
                "1e308",
                "1_000",
                "1_0.2_5",
                "0x_1p0",
                "00012")) {
            target.not("'0'", "'" + number + "'");
        }
        RuleCase activation = modifiers(
                        "incorrect-activation-target",
                        "{formula: lag, target: '1', ►activationTarget: some}"
                                .replace("►activationTarget: ", "activationTarget: ►"))
                .also("some", "'1e999'")
                .also("some", "' '")
                .not("some", "''")
                .not("some", "~")
                .not("some", "'0'")
                .not("some", "'-5'")
                .not("some", "'1_000'");
        return List.of(
                target.not("'0'", "'0.5', metricType: Value").not("'0'", "'0.5', metricType: AverageValue"),
                activation,
                block("scaling-modifiers", "{formula: lag}").not("lag}", "lag, target: '1'}"),
                modifiers("scaling-modifiers", "{formula: lag, target: ►''}").not("''", "'1'"),
                block("scaling-modifiers", "{target: '1'}")
                        .not("{target", "{formula: '1', target")
                        .not("{target: '1'}", "{}"),
                modifiers("scaling-modifiers", "{formula: ►'', target: '1'}").not("formula: ''", "formula: lag"),
                modifiers("wrong-type", "{formula: lag, target: ►1}").not(": 1}", ": '1'}"),
                modifiers("unknown-value", "{formula: lag, target: '1', metricType: ►Utilization}")
                        .also("Utilization", "value")
                        .not("Utilization", "Value"));
    }

    private static List<RuleCase> formulas() {
        RuleCase formula = modifiers("scaling-modifiers", "{target: '1', formula: ►lag +}");
        for (String wrong : List.of(
                "load",
                "unknown",
                "lag > 5",
                "'lag % 2'",
                "'lag ?? 1 + 2'",
                "'lag // 2'",
                "'true'",
                "nil + lag",
                "'\"a\"'",
                "'[1, 2][5]'",
                "'lag == 1'",
                "$env",
                "max()",
                "lag lag",
                "now()",
                "'float(lag'",
                "'1 / 0 > 1'")) {
            formula.also("lag +", wrong);
        }
        for (String right : List.of(
                "lag",
                "'1'",
                "lag / 0",
                "0 - lag",
                "'lag ?? 1'",
                "'float(lag)'",
                "'max(lag, 1)'",
                "'lag > 5 ? 1 : 2'",
                "'count([lag, 1], {# > 0})'",
                "'\"5\"'",
                "'[1, 2][int(lag) + 2]'",
                "'$env[\"lag\"]'",
                "'lag ?? nil'")) {
            formula.not("lag +", right);
        }
        return List.of(
                formula,
                modifiers("scaling-modifiers", "\n      target: '1'\n      formula: ►|\n        lag +\n        zzz")
                        .not("zzz", "lag"));
    }
}
