package io.scaler4j.benchmarks;

import io.scaler4j.http.RequestHeaders;
import io.scaler4j.http.RequestTracker;
import io.scaler4j.http.Route;
import io.scaler4j.http.RouteCounter;
import io.scaler4j.http.RoutingTable;
import io.scaler4j.http.Tracked;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a request pays for being counted and routed. The budget: at most 20 ns and no memory for counting. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HttpCountingBenchmark {

    private static final int ASKED = 1024;

    /** A counter, and the bare pair that it is made of. */
    @State(Scope.Benchmark)
    public static class Counters {

        private final RouteCounter counter = new RequestTracker().counter("shop/web");
        private final LongAdder arrived = new LongAdder();
        private final LongAdder finished = new LongAdder();

        /** Starts at 0. */
        public Counters() {}
    }

    /** Tables, each with hosts and two prefixes per host, and requests that are spread over them. */
    @State(Scope.Thread)
    public static class Tables {

        private final RoutingTable ten = table(10);
        private final RoutingTable thousand = table(1_000);
        private final RoutingTable tenThousand = table(10_000);
        private final String[] fewHosts = hosts(10);
        private final String[] manyHosts = hosts(1_000);
        private final String[] mostHosts = hosts(10_000);
        private int turn;

        /** Builds the tables. */
        public Tables() {}

        private static RoutingTable table(int routes) {
            List<Route> all = IntStream.range(0, routes)
                    .mapToObj(i -> Route.builder("shop/r" + i)
                            .host("h" + i / 2 + ".example.com")
                            .pathPrefix(i % 2 == 0 ? "/" : "/api")
                            .build())
                    .toList();
            return RoutingTable.of(all);
        }

        /** Relatively prime to the number of hosts, so that every host comes. */
        private static String[] hosts(int routes) {
            return IntStream.range(0, ASKED)
                    .mapToObj(i -> "h" + (i * 7919L) % (routes / 2) + ".example.com")
                    .toArray(String[]::new);
        }

        private Optional<Route> find(RoutingTable table, String[] hosts) {
            turn = turn + 1 == ASKED ? 0 : turn + 1;
            return table.find(hosts[turn], "/api/v1/orders/17", RequestHeaders.none());
        }
    }

    /**
     * begin and end.
     *
     * @param counters where
     */
    @Benchmark
    public void count(Counters counters) {
        counters.counter.begin();
        counters.counter.end();
    }

    /**
     * The same as a resource of try.
     *
     * @param counters where
     * @return its text is not asked for
     */
    @Benchmark
    public int tracked(Counters counters) {
        try (Tracked request = counters.counter.track()) {
            return request == null ? 0 : 1;
        }
    }

    /**
     * Two increments and nothing else.
     *
     * @param counters where
     */
    @Benchmark
    public void bare(Counters counters) {
        counters.arrived.increment();
        counters.finished.increment();
    }

    /**
     * A look-up.
     *
     * @param tables where
     * @return the route
     */
    @Benchmark
    public Optional<Route> findAmongTen(Tables tables) {
        return tables.find(tables.ten, tables.fewHosts);
    }

    /**
     * A look-up.
     *
     * @param tables where
     * @return the route
     */
    @Benchmark
    public Optional<Route> findAmongThousand(Tables tables) {
        return tables.find(tables.thousand, tables.manyHosts);
    }

    /**
     * A look-up.
     *
     * @param tables where
     * @return the route
     */
    @Benchmark
    public Optional<Route> findAmongTenThousand(Tables tables) {
        return tables.find(tables.tenThousand, tables.mostHosts);
    }
}
