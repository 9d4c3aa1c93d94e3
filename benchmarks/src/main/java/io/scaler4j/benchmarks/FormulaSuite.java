package io.scaler4j.benchmarks;

import java.util.List;

/** {@code formula}: one evaluation of a formula, beside the same expression compiled by javac. */
final class FormulaSuite implements Suite {

    @Override
    public List<Metric> measure(boolean quick) {
        var jmh = new Jmh(FormulaBenchmark.class, quick);
        Jmh.Cost formula = jmh.costOf("formula");
        Jmh.Cost javac = jmh.costOf("javac");
        Jmh.Cost mixed = jmh.costOf("oneOfMany");
        Jmh.Cost count = jmh.costOf("count");
        return List.of(
                metric("formula-ratio", formula.time() / javac.time(), "x"),
                metric("formula-garbage", formula.garbageBytes(), "B/op"),
                metric("formula-time", formula.time(), "ns/op"),
                metric("javac-time", javac.time(), "ns/op"),
                metric("one-of-many-time", mixed.time(), "ns/op"),
                metric("one-of-many-javac-time", jmh.costOf("oneOfManyJavac").time(), "ns/op"),
                metric("count-time", count.time(), "ns/op"),
                metric("count-garbage", count.garbageBytes(), "B/op"),
                metric("interpreted-time", jmh.costOf("interpreted").time(), "ns/op"),
                metric("compile-time", jmh.costOf("compile").time(), "ns/op"));
    }

    private static Metric metric(String name, double value, String unit) {
        return new Metric("formula", name, value, unit);
    }
}
