package io.scaler4j.benchmarks;

import java.util.List;

/** {@code cron}: one read of a cron trigger. */
final class CronSuite implements Suite {

    @Override
    public List<Metric> measure(boolean quick) {
        var jmh = new Jmh(CronBenchmark.class, quick);
        Jmh.Cost read = jmh.costOf("read");
        return List.of(
                metric("time", read.time(), "ns/op"),
                metric("garbage", read.garbageBytes(), "B/op"),
                metric("keda-rule-time", jmh.costOf("readAsKeda").time(), "ns/op"),
                metric("leap-day-time", jmh.costOf("readLeapDay").time(), "ns/op"));
    }

    private static Metric metric(String name, double value, String unit) {
        return new Metric("cron", name, value, unit);
    }
}
