package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.Scaler;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySearchTest {

    private static Scaler unopened(TriggerContext context) {
        throw new AssertionError("a search opens nothing");
    }

    private static AutoscalerSpec spec(ScalingPolicy policy, double target) {
        return AutoscalerSpec.builder("orders")
                .policy(policy)
                .trigger(TriggerPlan.of(MetricSpec.of("lag", averageValue(target)), PolicySearchTest::unopened))
                .build();
    }

    private static AutoscalerSpec spec(int min, int max, double target) {
        return spec(ScalingPolicy.builder().replicas(min, max).build(), target);
    }

    /** Erlang's C: the probability that a message waits, for a load in Erlangs. */
    private static double erlangC(int servers, double load) {
        double term = 1;
        double sum = 1;
        for (int k = 1; k < servers; k++) {
            term *= load / k;
            sum += term;
        }
        double last = term * load / servers * servers / (servers - load);
        return last / (sum + last);
    }

    /** The smallest number of servers of an M/M/c queue whose waits stay below a limit in that share of cases. */
    private static int leastServers(double perSecond, double serviceSeconds, double share, double limit) {
        double load = perSecond * serviceSeconds;
        int servers = (int) Math.floor(load) + 1;
        while (erlangC(servers, load) * Math.exp(-(servers - load) * limit / serviceSeconds) > 1 - share) {
            servers++;
        }
        return servers;
    }

    @Test
    void theClosedFormIsThatOfTheTables() {
        assertThat(erlangC(1, 0.5)).isCloseTo(0.5, within(1e-12));
        assertThat(erlangC(10, 8)).isCloseTo(0.409, within(0.001));
    }

    /** Steady traffic wants a steady count, and theory knows which. */
    @ParameterizedTest(name = "{0} messages a second of {1} ms, {2} ms of waiting at p95")
    @CsvSource({"20, 200, 100", "8, 500, 250"})
    void theOptimumOfAQueueThatTheoryKnowsIsFoundWithinOneReplica(
            double perSecond, int serviceMillis, int limitMillis) {
        int optimum = leastServers(perSecond, serviceMillis / 1000.0, 0.95, limitMillis / 1000.0);
        Workload workload = Workload.queue(Load.constant(perSecond), Duration.ofMillis(serviceMillis))
                .withPoissonArrivals(11)
                .withExponentialService(12);
        Duration length = Duration.ofHours(2);
        SearchResult found = PolicySearch.of(
                        spec(1, 20, 5),
                        Map.of("lag", workload),
                        length,
                        Objective.parse("wait p95 <= " + limitMillis + "ms"))
                .candidates(150)
                .threads(2)
                .prepared(simulation -> simulation.startingAt(10))
                .run();
        assertThat(found.searched().after().met()).isTrue();
        double meanReplicas = found.searched().after().replicaHours() / (length.toMinutes() / 60.0 * 3 / 5);
        assertThat(meanReplicas).isCloseTo(optimum, within(1.0));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"office-day", "flash-crowd", "nightly-batch", "partial-outage"})
    void theTunedPolicyMeetsTheObjectiveOnWhatWasHeldBackWhereThePresentOneDoes(String example) {
        Trace trace = Trace.example(example);
        double target = example.equals("nightly-batch") ? 200 : 20;
        SearchResult found = PolicySearch.of(
                        spec(1, 60, target), Map.of("lag", trace), trace.length(), Objective.parse("time under <= 5%"))
                .candidates(200)
                .threads(2)
                .run();
        SearchResult.Outcome before = found.heldBack().before();
        SearchResult.Outcome after = found.heldBack().after();
        assertThat(after.met() || !before.met() || after.measured() <= before.measured())
                .as("%s on what was held back: %s, and after %s", example, before, after)
                .isTrue();
        // An hour with one crowd in it says nothing of what is held back, and the notes say so.
        assertThat(after.replicaHours() > before.replicaHours() && before.met() && after.met())
                .isEqualTo(found.notes().stream().anyMatch(note -> note.contains("costs more than the present one")));
    }

    /** Every weekday is the same but for chance, so what is good on three of them is good on the next. */
    @Test
    void daysThatRepeatAreNotOverfitted() {
        Load days = Load.diurnal(20, 400, 1).withPoissonNoise(5);
        AutoscalerSpec present = spec(1, 60, 10);
        SearchResult found = PolicySearch.of(
                        present, Map.of("lag", days), Duration.ofDays(5), Objective.parse("under <= 5%"))
                .candidates(60)
                .threads(2)
                .run();
        assertThat(found.heldBack().after().met()).isTrue();
        assertThat(found.heldBack().after().replicaHours())
                .isLessThan(found.heldBack().before().replicaHours());
        assertThat(found.notes()).noneMatch(note -> note.contains("keep that"));
    }

    @Test
    void theSameSeedGivesTheSameResultOnAnyNumberOfThreads() {
        Trace trace = Trace.example("flash-crowd");
        PolicySearch search = PolicySearch.of(
                        spec(2, 60, 20), Map.of("lag", trace), trace.length(), Objective.parse("under <= 3%"))
                .candidates(80);
        SearchResult one = search.seed(3).threads(1).run();
        assertThat(search.seed(3).threads(4).run()).isEqualTo(one);
        assertThat(search.seed(4).run().front()).isNotEqualTo(one.front());
    }

    @Test
    void theFrontHasNoCandidateThatAnotherBeatsInBoth() {
        Trace trace = Trace.example("flash-crowd");
        SearchResult found = PolicySearch.of(
                        spec(2, 60, 20), Map.of("lag", trace), trace.length(), Objective.parse("under <= 3%"))
                .candidates(80)
                .run();
        List<SearchResult.Candidate> front = found.front();
        assertThat(front).hasSizeGreaterThan(2);
        for (int i = 1; i < front.size(); i++) {
            assertThat(front.get(i).outcome().replicaHours())
                    .isGreaterThanOrEqualTo(front.get(i - 1).outcome().replicaHours());
            assertThat(front.get(i).outcome().measured())
                    .isLessThan(front.get(i - 1).outcome().measured());
        }
    }

    @Test
    void everyDifferenceIsThereBecauseItBuysSomething() {
        Trace trace = Trace.example("office-day");
        SearchResult found = PolicySearch.of(
                        spec(1, 60, 5), Map.of("lag", trace), trace.length(), Objective.parse("time under <= 5%"))
                .candidates(150)
                .run();
        assertThat(found.changes()).isNotEmpty();
        SearchResult.Outcome best = found.searched().after();
        assertThat(found.changes())
                .allSatisfy(change -> assertThat(
                                !change.without().met() || change.without().replicaHours() > best.replicaHours())
                        .as("%s", change)
                        .isTrue());
    }

    @Test
    void thePresentPolicyStaysWhereNothingIsBetter() {
        SearchResult found = PolicySearch.of(
                        spec(1, 1, 1e9),
                        Map.of("lag", Load.constant(5)),
                        Duration.ofHours(2),
                        Objective.parse("under <= 1%"))
                .candidates(30)
                .run();
        assertThat(found.changes()).isEmpty();
        assertThat(found.policy()).isEqualTo(spec(1, 1, 1e9).policy());
        assertThat(found.searched().after()).isEqualTo(found.searched().before());
    }

    @Test
    void trafficThatIsShortAndAnObjectiveThatNobodyMeetsAreSaid() {
        SearchResult found = PolicySearch.of(
                        spec(1, 2, 1),
                        Map.of("lag", Load.constant(50)),
                        Duration.ofMinutes(10),
                        Objective.parse("under <= 1%"))
                .candidates(30)
                .run();
        assertThat(found.searched().after().met()).isFalse();
        assertThat(found.notes())
                .anyMatch(note -> note.startsWith("the traffic is short: 40 turns"))
                .anyMatch(note -> note.startsWith("no policy that was tried meets the objective"));
    }

    @Test
    void aLaxerTargetIsNoWayToMeetAnObjectiveThatIsMeasuredByTargets() {
        Trace trace = Trace.example("office-day");
        AutoscalerSpec present = spec(1, 60, 5);
        SearchResult found = PolicySearch.of(
                        present, Map.of("lag", trace), trace.length(), Objective.parse("time under <= 5%"))
                .candidates(60)
                .run();
        assertThat(found.metrics()).isEqualTo(SpecifiedSimulation.metrics(present));
    }

    @Test
    void whatTheRulesOfAPolicyDoNotNameIsKept() {
        ScalingPolicy policy = ScalingPolicy.likeKeda()
                .replicas(0, 30)
                .cooldown(Duration.ofMinutes(7))
                .initialCooldown(Duration.ofMinutes(2))
                .build();
        Trace trace = Trace.example("office-day");
        SearchResult found = PolicySearch.of(
                        spec(policy, 5), Map.of("lag", trace), trace.length(), Objective.parse("time under <= 5%"))
                .candidates(60)
                .run();
        PolicyDetails before = PolicyDetails.of(policy).orElseThrow();
        PolicyDetails after = PolicyDetails.of(found.policy()).orElseThrow();
        assertThat(after.activation()).isEqualTo(before.activation());
        assertThat(after.initialCooldown()).isEqualTo(before.initialCooldown());
        assertThat(after.max()).isEqualTo(before.max());
        assertThat(after.tolerance()).isEqualTo(before.tolerance());
    }

    @Test
    void theSumsOfASearchAreThoseOfTheScores() {
        var sums = new RunningScores();
        Simulation simulation = Simulation.of(
                        ScalingPolicy.builder().replicas(1, 50).build())
                .trigger("lag", averageValue(20), Trace.example("partial-outage"))
                .gap(Duration.ofMinutes(10), Duration.ofMinutes(20));
        simulation.watcher = sums::add;
        Run run = simulation.lasting(Duration.ofHours(2));
        sums.end(run.beginning().plus(run.length()));
        Scores scores = Scores.of(run);
        assertThat(sums.replicaHours()).isCloseTo(scores.replicaHours(), within(1e-9));
        assertThat(sums.timeshareUnder()).isCloseTo(scores.timeshareUnder(), within(1e-9));
        assertThat(sums.accuracyUnder()).isCloseTo(scores.accuracyUnder(), within(1e-9));
        assertThat(scores.timeshareUnder()).isPositive();
    }

    @Test
    void laterTrafficIsTheSameTraffic() {
        Load load = Load.diurnal(1, 9, 0.5);
        Instant noon = Instant.parse("2026-01-05T12:00:00Z");
        assertThat(Shifted.load(Duration.ofHours(3), load).at(Duration.ofHours(2)))
                .isEqualTo(load.at(Duration.ofHours(5)));
        assertThat(Shifted.load(Duration.ofHours(3), load).asScaler(noon)).isNotNull();
    }

    @Test
    void trafficThatCannotBeCutAndWaitsWithoutMessagesAreRefused() {
        assertThatThrownBy(() -> PolicySearch.of(
                        spec(1, 2, 1),
                        Map.of("lag", Load.constant(1)),
                        Duration.ofMinutes(1),
                        Objective.parse("under <= 1%")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ten turns");
        assertThatThrownBy(() -> PolicySearch.of(
                        spec(1, 2, 1),
                        Map.of("lag", Load.constant(1)),
                        Duration.ofHours(1),
                        Objective.parse("wait p99 <= 1s")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give a trigger a workload");
    }
}
