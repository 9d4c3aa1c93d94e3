package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.scaledobject.ScaledObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code tune} finds: theory's optimum, the same for the same seed, and no worse where it was not tuned. */
class TuneSearchTest {

    @TempDir
    Path folder;

    private String orders;

    @BeforeEach
    void writeFile() throws IOException {
        orders = Files.writeString(
                        folder.resolve("orders.yaml"),
                        TestFiles.ORDERS
                                .replace("minReplicaCount: 2", "minReplicaCount: 1")
                                .replace("\"50\"", "\"10\"")
                                .replace("maxReplicaCount: 20", "maxReplicaCount: 60"))
                .toString();
    }

    private Ran tune(String... more) {
        List<String> all = new ArrayList<>(List.of("tune", orders));
        all.addAll(Arrays.asList(more));
        return Ran.of(all.toArray(String[]::new));
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

    @ParameterizedTest(name = "{0} messages a second of {1} ms that wait for {2} ms at most, 95 of 100")
    @CsvSource({"20, 200, 100", "10, 300, 300"})
    void theCheapestPolicyOfAQueueCostsWhatTheorySays(int perSecond, int service, int limit) {
        int optimum = leastServers(perSecond, service / 1000.0, 0.95, limit / 1000.0);
        Ran ran = tune(
                "-t",
                "constant:" + perSecond,
                "--service-time",
                service + "ms",
                "--poisson-arrivals",
                "--exponential-service",
                "--length",
                "5h",
                "--objective",
                "wait p95 <= " + limit + "ms",
                "--candidates",
                "200",
                "--format",
                "json");
        Object json = Parsed.json(ran.out());
        double hours = (Double) Parsed.find(json, "searched", "after", "replicaHours");
        assertThat(hours / 3).isBetween(optimum - 1.0, optimum + 1.0); // three of the five hours are searched
        assertThat(Parsed.find(json, "searched", "after", "met")).isEqualTo(true);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theResultFollowsFromTheSeedOnAnyNumberOfThreads(long seed) {
        Set<String> results = new HashSet<>();
        for (String threads : List.of("1", "2", "5")) {
            results.add(tune(
                            "-t",
                            "diurnal:20,400",
                            "--length",
                            "2d",
                            "--objective",
                            "under <= 3%",
                            "--candidates",
                            "40",
                            "--seed",
                            Long.toString(seed),
                            "--threads",
                            threads,
                            "--format",
                            "json")
                    .out());
        }
        assertThat(results).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"example:office-day", "example:flash-crowd", "example:nightly-batch", "example:partial-outage"})
    void onTrafficThatWasHeldBackTheTunedPolicyIsNoWorse(String traffic) {
        Ran ran = tune("-t", traffic, "--objective", "under <= 10%", "--candidates", "60", "--format", "json");
        Object json = Parsed.json(ran.out());
        Object before = Parsed.find(json, "heldBack", "before");
        Object after = Parsed.find(json, "heldBack", "after");
        boolean wasMet = (Boolean) Parsed.find(before, "met");
        boolean isMet = (Boolean) Parsed.find(after, "met");
        assertThat(isMet || !wasMet).as(ran.out()).isTrue();
        assertThat(ran.status()).isEqualTo(isMet ? 0 : 1);
    }

    @Test
    void noPolicyOfTheFrontBeatsAnotherInBoth() {
        Ran ran = tune(
                "-t",
                "bursts:40,400,20m,4m",
                "--length",
                "1d",
                "--objective",
                "under <= 5%",
                "--candidates",
                "80",
                "--format",
                "json");
        List<Object> front = Parsed.list(Parsed.find(Parsed.json(ran.out()), "front"));
        assertThat(front).hasSizeGreaterThan(1);
        for (Object one : front) {
            for (Object other : front) {
                boolean cheaper = number(one, "replicaHours") < number(other, "replicaHours");
                boolean better = number(one, "measured") < number(other, "measured");
                assertThat(one == other || !(cheaper && better)).isTrue();
            }
        }
    }

    private static double number(Object outcome, String name) {
        return (Double) Parsed.find(outcome, name);
    }

    /** The object that is printed, simulated on the same traffic, is as good as the search says. */
    @Test
    void theTunedObjectDoesWhatWasPromised() throws IOException {
        Path tuned = folder.resolve("tuned.yaml");
        Ran ran = tune(
                "-t",
                "diurnal:20,400",
                "--length",
                "5d",
                "--objective",
                "under <= 5%",
                "--candidates",
                "60",
                "--format",
                "json",
                "--write",
                tuned.toString());
        assertThat(ran.status()).isZero();
        assertThat(Files.readString(tuned)).isEqualTo(Parsed.find(Parsed.json(ran.out()), "yaml"));
        Ran simulated = Ran.of(
                "simulate", tuned.toString(), "-t", "diurnal:20,400", "--length", "5d", "--objective", "under <= 6%");
        assertThat(simulated.status()).as(simulated.err()).isZero();
        assertThat(Ran.of("lint", "--fail-on", "error", tuned.toString()).status())
                .isZero();
    }

    @Test
    void whatTheFileSaysBesidesStays() {
        Ran ran = tune(
                "-t",
                "diurnal:20,400",
                "--length",
                "2d",
                "--objective",
                "under <= 5%",
                "--candidates",
                "40",
                "--format",
                "yaml");
        var before = ScaledObjects.read(Path.of(orders)).single();
        var after = ScaledObjects.parse(ran.out()).single();
        assertThat(PolicyDetails.of(after.policy()).orElseThrow().max())
                .isEqualTo(PolicyDetails.of(before.policy()).orElseThrow().max());
        assertThat(after.name()).isEqualTo(before.name());
        assertThat(after.triggers().get(0).metric().trigger()).isEqualTo("rate");
        assertThat(ran.out()).contains("query: sum(rate(requests_total[2m]))", "namespace: shop");
        assertThat(Ran.withInput(ran.out(), "lint", "--fail-on", "error", "-").status())
                .isZero();
    }

    /** Without messages a laxer target would meet every objective, so it stays. */
    @Test
    void targetsStayWhereAnObjectiveIsMeasuredByThem() {
        Ran ran = tune(
                "-t",
                "diurnal:20,400",
                "--length",
                "2d",
                "--objective",
                "under <= 1%",
                "--candidates",
                "60",
                "-f",
                "yaml");
        assertThat(ran.out()).contains("threshold: \"10\"");
    }

    @Test
    void shortTrafficIsSaidToBeShort() {
        Ran ran = tune("-t", "constant:100", "--length", "10m", "--objective", "under <= 50%", "--candidates", "20");
        assertThat(ran.out()).contains("note: ");
    }

    @Test
    void anObjectThatIsGoodAlreadyStaysAsItIs() {
        Ran ran = tune(
                "-t",
                "constant:5",
                "--length",
                "5h",
                "--objective",
                "under <= 50%",
                "--candidates",
                "30",
                "-f",
                "json");
        Object json = Parsed.json(ran.out());
        assertThat(number(Parsed.find(json, "heldBack", "after"), "replicaHours"))
                .isLessThanOrEqualTo(number(Parsed.find(json, "heldBack", "before"), "replicaHours"));
    }
}
