package io.scaler4j.benchmarks;

import io.scaler4j.benchmarks.HttpPeers.Cost;
import io.scaler4j.benchmarks.HttpPeers.Proxy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The same loads on two proxies, in turns. A ratio is the median of the ratios of all turns. */
final class HttpLoads {

    private static final String[] SMALL = {"-path", "/small", "-connections", "32"};
    private static final String[] H2C = {"-h2c", "-path", "/small", "-connections", "4", "-streams", "16"};
    private static final String[] BIG = {"-path", "/big", "-connections", "4"};
    private static final String[] UPLOAD = {"-path", "/small", "-connections", "4", "-body", "10485760"};

    private final Plan plan;
    private final HttpPeers peers;
    private final Proxy ours;
    private final Proxy theirs;
    private final List<Metric> metrics = new ArrayList<>();

    /**
     * How long and how often.
     *
     * @param warmUp seconds of each load of small requests before anything counts; a fourth of it of large ones
     * @param turns of each load of small requests
     * @param largeTurns of each load of large ones
     * @param seconds of one turn
     * @param rate requests a second where the rate is fixed
     */
    record Plan(int warmUp, int turns, int largeTurns, int seconds, int rate) {}

    HttpLoads(Plan plan, HttpPeers peers, Proxy ours, Proxy theirs) {
        this.plan = plan;
        this.peers = peers;
        this.ours = ours;
        this.theirs = theirs;
    }

    List<Metric> measure() throws IOException, InterruptedException {
        warmUp();
        Turns saturated = turns(plan.turns(), SMALL);
        report("h1-cpu", "us", saturated, Cost::cpuMicros);
        report("h1-rps", "req/s", saturated, Cost::perSecond);
        report("h1-p50", "ms", saturated, Cost::p50);
        Turns fixed = turns(plan.turns(), SMALL, "-rate", String.valueOf(plan.rate()));
        report("h1-fixed-p50", "ms", fixed, Cost::p50);
        report("h1-fixed-p99", "ms", fixed, Cost::p99);
        Turns h2c = turns(plan.turns(), H2C);
        report("h2c-cpu", "us", h2c, Cost::cpuMicros);
        report("h2c-rps", "req/s", h2c, Cost::perSecond);
        report("big-cpu", "us", turns(plan.largeTurns(), BIG), Cost::cpuMicros);
        report("upload-cpu", "us", turns(plan.largeTurns(), UPLOAD), Cost::cpuMicros);
        return metrics;
    }

    /** The JVM's compiler needs the time; Go does not, and opens its connections. */
    private void warmUp() throws IOException, InterruptedException {
        for (String[] load : List.of(SMALL, H2C, BIG, UPLOAD)) {
            boolean isSmall = load == SMALL || load == H2C;
            load(ours, load, isSmall ? plan.warmUp() : Math.max(1, plan.warmUp() / 4.0));
            load(theirs, load, 1);
        }
    }

    private record Turns(List<Cost> ours, List<Cost> theirs) {}

    private Turns turns(int count, String[] load, String... more) throws IOException, InterruptedException {
        var turns = new Turns(new ArrayList<>(), new ArrayList<>());
        for (int turn = 0; turn < count; turn++) {
            turns.theirs.add(load(theirs, load, plan.seconds(), more));
            turns.ours.add(load(ours, load, plan.seconds(), more));
        }
        return turns;
    }

    private Cost load(Proxy proxy, String[] load, double seconds, String... more)
            throws IOException, InterruptedException {
        var options = new ArrayList<>(List.of(load));
        options.addAll(List.of(more));
        options.addAll(List.of("-length", Math.round(seconds * 1000) + "ms"));
        return peers.load(proxy, options.toArray(String[]::new));
    }

    private void report(String name, String unit, Turns turns, ToDoubleFunction<Cost> value) {
        var ratios = new ArrayList<Double>();
        for (int turn = 0; turn < turns.ours.size(); turn++) {
            double divisor = value.applyAsDouble(turns.theirs.get(turn));
            ratios.add(divisor > 0 ? value.applyAsDouble(turns.ours.get(turn)) / divisor : 0);
        }
        add(name + "-ratio", median(ratios), "1");
        add(name, median(turns.ours.stream().map(value::applyAsDouble).toList()), unit);
        add("go-" + name, median(turns.theirs.stream().map(value::applyAsDouble).toList()), unit);
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }

    private void add(String name, double value, String unit) {
        metrics.add(new Metric("http", name, value, unit));
    }
}
