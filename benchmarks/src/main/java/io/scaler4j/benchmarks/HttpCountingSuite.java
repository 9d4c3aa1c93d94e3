package io.scaler4j.benchmarks;

import java.util.List;

/** {@code http-counting}: what a request pays for being counted and routed. */
final class HttpCountingSuite implements Suite {

    @Override
    public List<Metric> measure(boolean quick) {
        var jmh = new Jmh(HttpCountingBenchmark.class, quick);
        Jmh.Cost count = jmh.costOf("count");
        Jmh.Cost tracked = jmh.costOf("tracked");
        return List.of(
                metric("count-time", count.time(), "ns/op"),
                metric("count-garbage", count.garbageBytes(), "B/op"),
                metric("tracked-time", tracked.time(), "ns/op"),
                metric("tracked-garbage", tracked.garbageBytes(), "B/op"),
                metric("bare-count-time", jmh.costOf("bare").time(), "ns/op"),
                metric("route-10-time", jmh.costOf("findAmongTen").time(), "ns/op"),
                metric("route-1000-time", jmh.costOf("findAmongThousand").time(), "ns/op"),
                metric("route-10000-time", jmh.costOf("findAmongTenThousand").time(), "ns/op"));
    }

    private static Metric metric(String name, double value, String unit) {
        return new Metric("http-counting", name, value, unit);
    }
}
