package io.scaler4j.simulation;

import io.scaler4j.registry.AutoscalerSpec;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;

/**
 * Looks for the cheapest policy that meets an objective: other targets, a higher minimum, other windows, rates and
 * cooldown than a specification has.
 *
 * <pre>{@code
 * SearchResult found = PolicySearch.of(spec, Map.of("lag", workload), Duration.ofDays(7), Objective.parse("wait p99 <= 2s"))
 *         .prepared(simulation -> simulation.startingAt(2).readyAfter(Duration.ofSeconds(20)))
 *         .run();
 * }</pre>
 *
 * <p>Targets of triggers change only if messages wait. Other objectives are measured by what the targets ask for, and a
 * laxer target would meet them at no cost.
 *
 * <p>The traffic is cut into three parts. Policies are searched on the first 60 %: at random, then step by step around
 * the best. Of the best of them the one is chosen that is no worse than the present policy on the next 20 %. Both this
 * one and the policy of the specification then run on the last 20 %, by which nothing is chosen: that outcome is what
 * to expect. Each part goes on with the count and the state that the part before left.
 *
 * <p>The same seed gives the same result, on any number of threads. Not thread-safe; threads that it starts have ended
 * when {@link #run} returns.
 */
public final class PolicySearch {

    final AutoscalerSpec spec;
    final Map<String, ? extends Traffic> traffic;
    final Duration length;
    final Objective objective;
    long seed = 1;
    int candidates = 400;
    int threads = 1;
    UnaryOperator<Simulation> prepared = simulation -> simulation;
    DoubleConsumer progress = share -> {};

    private PolicySearch(
            AutoscalerSpec spec, Map<String, ? extends Traffic> traffic, Duration length, Objective objective) {
        this.spec = spec;
        this.traffic = Map.copyOf(traffic);
        this.length = length;
        this.objective = objective;
    }

    /**
     * Begins.
     *
     * @param spec where the search starts; its policy must be one of this library
     * @param traffic as in {@link Simulation#of(AutoscalerSpec, Map)}; read by several threads at once, so it must be
     *     pure, as loads are
     * @param length of the traffic, at least ten turns
     * @param objective what a policy must meet
     * @return a search to be told the rest
     * @throws IllegalArgumentException if messages should wait and there is no {@link Workload}, or the traffic is too
     *     short to be cut into parts
     */
    public static PolicySearch of(
            AutoscalerSpec spec, Map<String, ? extends Traffic> traffic, Duration length, Objective objective) {
        Shapes.given("specification", spec);
        Shapes.given("traffic", traffic);
        Shapes.given("objective", objective);
        Shapes.checkPositive("length of the traffic", length);
        Shapes.check(
                length.compareTo(spec.interval().multipliedBy(10)) >= 0,
                "the traffic of a search must last for ten turns or more, so that a part can be held back; it lasts for "
                        + Timeline.text(length));
        Shapes.check(
                !objective.needsWorkload() || traffic.values().stream().anyMatch(Workload.class::isInstance),
                "the objective \"" + objective + "\" needs messages that wait; give a trigger a workload");
        return new PolicySearch(spec, traffic, length, objective);
    }

    /**
     * Sets the seed of what is random.
     *
     * @param seed any. Default 1
     * @return this search
     */
    public PolicySearch seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Sets how many policies are tried.
     *
     * @param candidates at least 10. Default 400
     * @return this search
     */
    public PolicySearch candidates(int candidates) {
        Shapes.check(candidates >= 10, "a search must try 10 policies or more, was " + candidates);
        this.candidates = candidates;
        return this;
    }

    /**
     * Sets how many policies are simulated at a time.
     *
     * @param threads at least 1. Default 1
     * @return this search
     */
    public PolicySearch threads(int threads) {
        Shapes.check(threads >= 1, "a search must have 1 thread or more, was " + threads);
        this.threads = threads;
        return this;
    }

    /**
     * Sets what each simulation is told beside policy and traffic: the count at the start, the time until replicas are
     * ready.
     *
     * @param prepared called for each simulation, by several threads; returns what it was given
     * @return this search
     */
    public PolicySearch prepared(UnaryOperator<Simulation> prepared) {
        this.prepared = Shapes.given("preparation", prepared);
        return this;
    }

    /**
     * Tells how far the search is.
     *
     * @param progress gets a share between 0 and 1 now and then, on the thread that called {@link #run}
     * @return this search
     */
    public PolicySearch progress(DoubleConsumer progress) {
        this.progress = Shapes.given("progress", progress);
        return this;
    }

    /**
     * Searches.
     *
     * @return what was found
     * @throws io.scaler4j.config.InvalidConfigurationException if the traffic does not fit the triggers
     * @throws IllegalArgumentException if the policy is not one of this library
     */
    public SearchResult run() {
        return new SearchRun(this).run();
    }
}
