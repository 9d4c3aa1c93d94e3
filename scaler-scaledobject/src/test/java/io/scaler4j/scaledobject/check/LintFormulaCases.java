package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.RuleCase.scaledObject;

import java.util.List;

/** Cases of the rules about formulas. */
final class LintFormulaCases {

    private static final String TRIGGERS = "triggers:\n- type: redis\n  name: orders\n  metadata: {listName: q}\n"
            + "- type: redis\n  name: bills\n  metadata: {listName: r}\n";

    private LintFormulaCases() {}

    static List<RuleCase> all() {
        return List.of(
                scaledObject(
                                "formula-with-unnamed-trigger",
                                modifiers("orders")
                                        + TRIGGERS.replace("- type: redis\n  name: bills", "- ►type: redis"))
                        .also("type: redis\n    metadata", "type: redis\n    name: ''\n    metadata")
                        .not("type: redis\n    metadata", "type: cpu\n    metadata")
                        .not("type: redis\n    metadata", "type: redis\n    name: bills\n    metadata")
                        .not("formula: orders", "formula: ''"),
                scaledObject(
                                "formula-without-trigger",
                                modifiers("orders") + TRIGGERS.replace("  name: bills", "  ►name: bills"))
                        .also("formula: orders", "formula: 'max(orders, bill)'")
                        .also("formula: orders", "formula: orders + bills2")
                        .not("formula: orders", "formula: 'max(orders, bills)'")
                        .not("formula: orders", "formula: orders ?? bills")
                        .not("formula: orders", "formula: $env.bills + orders")
                        .not("type: redis\n    name: bills", "type: memory\n    name: bills"),
                scaledObject(
                                "formula-without-trigger",
                                modifiers("orders") + TRIGGERS.replace("  name: bills", "  ►name: bills-of-shop"))
                        .also("formula: orders", "formula: orders - bills")
                        .not("formula: orders", "formula: 'orders + $env[\"bills-of-shop\"]'"),
                scaledObject(
                                "formula-ignores-activation",
                                modifiers("orders + bills")
                                        + TRIGGERS.replace(
                                                "{listName: r}", "{listName: r, ►activationListLength: '5'}"))
                        .also("activationListLength", "activationAnything")
                        .not("activationListLength", "listLength")
                        .not("formula: orders + bills", "formula: ''"),
                scaledObject(
                                "formula-drops-container",
                                modifiers("orders + bills") + TRIGGERS
                                        + "- type: cpu\n  metadata: {value: '60', ►containerName: app}\n")
                        .also("type: cpu", "type: memory")
                        .not("type: cpu", "type: redis")
                        .not("containerName: app", "containerName: ''")
                        .not("formula: orders + bills", "formula: ''"),
                scaledObject("formula-can-be-negative", values("orders - 100"))
                        .also("orders - 100", "orders - bills")
                        .also("orders - 100", "min(orders, 0 - bills)")
                        .also("orders - 100", "'orders > 5000 ? -1 : orders'")
                        .not("orders - 100", "max(orders - 100, 0)")
                        .not("orders - 100", "abs(orders - 100)")
                        .not("orders - 100", "orders - orders")
                        .not("orders - 100", "orders -")
                        .not("orders - 100", "unknown - 100"),
                scaledObject("formula-can-fail", values("orders / bills"))
                        .also("orders / bills", "int(orders) % int(bills)")
                        .also("orders / bills", "orders / (bills - 7)")
                        .also("orders / bills", "'[1, 2][int(orders + 1)]'")
                        .not("orders / bills", "'bills > 0 ? orders / bills : orders'")
                        .not("orders / bills", "orders / (bills + 1)")
                        .not("orders / bills", "orders / 2"));
    }

    private static String modifiers(String formula) {
        return "maxReplicaCount: 9\nadvanced: {scalingModifiers: {target: '5', formula: " + formula + "}}\n";
    }

    private static String values(String formula) {
        return "maxReplicaCount: 9\nadvanced:\n  scalingModifiers:\n    target: '5'\n    ►formula: " + formula + "\n"
                + TRIGGERS;
    }
}
