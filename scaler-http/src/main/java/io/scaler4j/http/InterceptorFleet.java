package io.scaler4j.http;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.PendingQuery;
import io.scaler4j.connect.QueryBatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * Interceptors in other processes, whose counts are added up: processes with a {@link RequestTracker} that answer with
 * a {@link QueueAnswer}, or those of KEDA's HTTP add-on.
 *
 * <pre>{@code
 * var fleet = InterceptorFleet.builder().address("keda-add-ons-http-interceptor-admin.keda:9090").build();
 * Trigger.of("requests", fleet.concurrency("shop/web"), averageValue(100))
 * }</pre>
 *
 * <p>A read asks all interceptors side by side. Scalers of one fleet share its polls: what is younger than half a
 * second is not asked for again. A poll has one of three ends:
 *
 * <table>
 * <caption>Readings</caption>
 * <thead><tr><th>interceptors</th><th>reading</th></tr></thead>
 * <tbody>
 * <tr><td>all answer</td><td>the sum, complete</td></tr>
 * <tr><td>some do not answer</td><td>the sum with their last known counts, as a lower bound: it never shrinks a
 *     target. Counts older than the {@linkplain Builder#maxAge limit} are left out</td></tr>
 * <tr><td>none answers, or none is there</td><td>a failure</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A name is looked up for each poll and stands for all of its addresses, as that of a headless service does. The
 * fleet holds connections and no thread of its own; it needs no closing. Thread-safe.
 */
public final class InterceptorFleet {

    private static final Duration FRESHNESS = Duration.ofMillis(500);

    private final FleetPolls polls;
    private final QueryBatcher<String, FleetPolls.Poll> batches;
    private final String name;

    private InterceptorFleet(FleetPolls polls, String name) {
        this.polls = polls;
        this.name = name;
        batches = new QueryBatcher<>(this::send, FRESHNESS);
    }

    private void send(List<PendingQuery<String, FleetPolls.Poll>> queries, ReadRequest request) {
        CompletableFuture<FleetPolls.Poll> poll = polls.poll(request);
        queries.forEach(query -> query.answerWith(poll));
    }

    /** {@return a builder of a fleet without addresses} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a scaler of the requests in flight on a route, over all interceptors. A request that began and ended
     * between two reads activates the target, too.
     *
     * @param route the route's name; {@code *} for the sum of all routes, by which interceptors themselves are scaled
     * @return a scaler for one trigger: it remembers what its last read saw. It needs no closing
     */
    public Scaler concurrency(String route) {
        return new FleetScaler(this, route, RequestMeter.concurrency(), () -> {});
    }

    /**
     * Returns a scaler of the requests per second on a route, over all interceptors.
     *
     * @param route the route's name
     * @param window over which the rate is taken
     * @return a scaler for one trigger: it remembers what its reads saw. It needs no closing
     */
    public Scaler rate(String route, RateWindow window) {
        Objects.requireNonNull(window, "window must not be null; RateWindow.DEFAULT is one");
        return new FleetScaler(this, route, RequestMeter.rate(window), () -> {});
    }

    CompletableFuture<FleetPolls.Poll> poll(ReadRequest request) {
        return batches.ask("queue", request);
    }

    String addresses() {
        return name;
    }

    /** {@return the addresses} */
    @Override
    public String toString() {
        return "interceptors at " + name;
    }

    /** Builds an {@link InterceptorFleet}, and reports everything that is wrong at once. Not thread-safe. */
    public static final class Builder {

        private final List<String> addresses = new ArrayList<>();
        private final Problems problems = Problems.of("fleet of interceptors");
        private Duration timeout = Duration.ofSeconds(1);
        private Duration maxAge = Duration.ofSeconds(45);
        private Executor executor = ForkJoinPool.commonPool();
        private InterceptorAddress.Names names = InterceptorAddress.Names.ofJvm();

        private Builder() {}

        /**
         * Adds an address. At least one is required.
         *
         * @param address {@code host:port}, or a URL; the path is {@code /queue} unless given
         * @return this builder
         */
        public Builder address(String address) {
            if (problems.given("address", address)) {
                addresses.add(address);
            }
            return this;
        }

        /**
         * Sets how long a poll waits for each interceptor.
         *
         * @param limit more than 0; three quarters of the read's time limit if that is shorter. Default 1 s
         * @return this builder
         */
        public Builder timeout(Duration limit) {
            if (positive("timeout", limit)) {
                timeout = limit;
            }
            return this;
        }

        /**
         * Sets for how long the last known counts of an interceptor that does not answer are added.
         *
         * @param age more than 0. Default 45 s: three polls at the usual interval
         * @return this builder
         */
        public Builder maxAge(Duration age) {
            if (positive("maxAge", age)) {
                maxAge = age;
            }
            return this;
        }

        /**
         * Sets where names are looked up, which may block.
         *
         * @param threads stays the caller's to close. Default: the JDK's common pool
         * @return this builder
         */
        public Builder executor(Executor threads) {
            if (problems.given("executor", threads)) {
                executor = threads;
            }
            return this;
        }

        Builder names(InterceptorAddress.Names lookUp) {
            names = lookUp;
            return this;
        }

        private boolean positive(String option, Duration value) {
            return problems.given(option, value)
                    && problems.check(
                            !value.isNegative() && !value.isZero(), option + " must be more than 0, was " + value);
        }

        /** Checks the addresses, and adds what is wrong. */
        void check(Problems all) {
            all.check(!addresses.isEmpty(), "address is missing; give that of the interceptors' admin port");
            addresses.forEach(address -> InterceptorAddress.read(address, all));
        }

        /**
         * Makes the fleet. Nothing is looked up or connected yet.
         *
         * @return a fleet
         * @throws InvalidConfigurationException with everything that is wrong
         */
        public InterceptorFleet build() {
            check(problems);
            problems.throwIfAny();
            Set<InterceptorAddress> all = new LinkedHashSet<>();
            addresses.forEach(
                    address -> InterceptorAddress.read(address, problems).ifPresent(all::add));
            String name = String.join(
                    ", ", all.stream().map(InterceptorAddress::toString).toList());
            return new InterceptorFleet(
                    new FleetPolls(List.copyOf(all), names, executor, timeout, new FleetCounts(maxAge)), name);
        }
    }
}
