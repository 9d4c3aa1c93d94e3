package io.scaler4j.benchmarks;

import io.scaler4j.testservers.GoProgram;
import io.scaler4j.testservers.ServerUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * {@code http}: what the interceptor costs, beside Go's reverse proxy with the settings of KEDA's HTTP add-on, under
 * the same load in the same run; and how long a target at zero is waited for.
 */
final class HttpSuite implements Suite {

    /** Of the program in Go, in the folder {@code go} of the resources. */
    static final List<String> SOURCES =
            List.of("go.mod", "main.go", "proxy.go", "backend.go", "load.go", "h2.go", "hold.go");

    private static final int MEDIAN = 50;
    private static final int LATE = 99;
    private static final int LATE_COLD = 95;
    /** Until both processes are done with what they began. */
    private static final long SETTLING_MILLIS = 2_000;

    /** Until probes have found out that a backend is gone. */
    private static final long MISSING_MILLIS = 4_000;

    private final String searchPath;
    private final List<Metric> metrics = new ArrayList<>();

    /** @param searchPath the folders in which to look for Go */
    HttpSuite(String searchPath) {
        this.searchPath = searchPath;
    }

    /**
     * How long and how often.
     *
     * @param loads for the loads
     * @param held requests that wait at the same time
     * @param heldSeconds for how long their processor time is measured
     * @param wakes trials
     * @param colds trials
     */
    private record Plan(HttpLoads.Plan loads, int held, int heldSeconds, int wakes, int colds) {

        static final Plan THOROUGH = new Plan(new HttpLoads.Plan(20, 6, 4, 3, 2000), 4000, 5, 400, 100);
        static final Plan QUICK = new Plan(new HttpLoads.Plan(1, 1, 1, 1, 500), 200, 1, 10, 5);
    }

    @Override
    public List<Metric> measure(boolean quick) {
        Plan plan = quick ? Plan.QUICK : Plan.THOROUGH;
        try {
            trials(plan);
            compare(plan);
        } catch (ServerUnavailableException e) {
            System.err.println("benchmarks/run: http: nothing is compared with Go: " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException("the benchmark broke off: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return List.copyOf(metrics);
    }

    // ---- a target at zero

    private void trials(Plan plan) throws IOException {
        double[] wakes = trials("wake", plan.loads().warmUp(), plan.wakes());
        add("wake-p50", percentile(wakes, MEDIAN), "ms");
        add("wake-p99", percentile(wakes, LATE), "ms");
        double[] bare = trials("bare", 0, plan.wakes());
        add("bare-wake-p50", percentile(bare, MEDIAN), "ms");
        add("bare-wake-p99", percentile(bare, LATE), "ms");
        add("wake-p50-ratio", percentile(wakes, MEDIAN) / percentile(bare, MEDIAN), "1");
        double[] colds = trials("cold", plan.loads().warmUp(), plan.colds());
        add("cold-start-added-p50", percentile(colds, MEDIAN), "ms");
        add("cold-start-added-p95", percentile(colds, LATE_COLD), "ms");
    }

    private static double[] trials(String kind, int warmUpSeconds, int count) throws IOException {
        try (var program = PeerProcess.start(
                "the program of trials",
                HttpPeers.java("trials", kind, String.valueOf(warmUpSeconds), String.valueOf(count)))) {
            double[] millis = new double[count];
            for (int i = 0; i < count; i++) {
                millis[i] = Double.parseDouble(program.await("result")[0]);
            }
            return DoubleStream.of(millis).sorted().toArray();
        }
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[(sorted.length - 1) * percent / 100];
    }

    // ---- beside Go

    private void compare(Plan plan) throws IOException, InterruptedException {
        try (var go = GoProgram.build(searchPath, HttpSuite.class, SOURCES)) {
            try (var peers = new HttpPeers(go)) {
                int backend = peers.backend();
                metrics.addAll(new HttpLoads(plan.loads(), peers, peers.ours(backend), peers.ofGo(backend)).measure());
            }
            held("", plan, go, HttpPeers::ours);
            held("go-", plan, go, HttpPeers::ofGo);
        }
    }

    @FunctionalInterface
    private interface Start {
        HttpPeers.Proxy before(HttpPeers peers, int backend) throws IOException;
    }

    /** Requests that wait for a backend which was there before, and are answered when it is back. */
    private void held(String side, Plan plan, GoProgram go, Start start) throws IOException, InterruptedException {
        try (var peers = new HttpPeers(go)) {
            int backend = HttpPeers.freePort();
            HttpPeers.Proxy proxy = start.before(peers, backend);
            PeerProcess earlier = peers.backendAt(backend);
            peers.load(proxy, "-length", plan.loads().warmUp() + "s"); // or the JVM's compiler is measured
            earlier.close();
            Thread.sleep(MISSING_MILLIS);
            double before = memory(proxy);
            PeerProcess load = peers.hold(proxy, plan.held());
            load.await("sent");
            Thread.sleep(SETTLING_MILLIS);
            double cpu = proxy.process().cpuSeconds();
            Thread.sleep(plan.heldSeconds() * 1000L);
            double share = (proxy.process().cpuSeconds() - cpu) / plan.heldSeconds() * 100;
            double bytes = (memory(proxy) - before) / plan.held();
            peers.backendAt(backend);
            HttpPeers.requireNone(load.await("result")[1]);
            add(side + "held-bytes", bytes, "B");
            add(side + "held-cpu", share, "%");
        }
    }

    private static double memory(HttpPeers.Proxy proxy) throws IOException {
        return Double.parseDouble(proxy.process().ask("memory")[0]);
    }

    private void add(String name, double value, String unit) {
        metrics.add(new Metric("http", name, value, unit));
    }
}
