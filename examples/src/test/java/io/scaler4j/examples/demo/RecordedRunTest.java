package io.scaler4j.examples.demo;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The closed loop of the test kit beside the real one. The folder {@code recorded} holds what a run of the demo on a
 * real broker left behind: the arrivals that the broker acknowledged, and the counts that were decided on the lag of
 * the group. A simulation with these arrivals and the demo's policy has to go the same way; it knows nothing of the lag
 * that was read. To record again, on a machine that does nothing else, in the root of the project:
 *
 * <pre>{@code
 * ./demo --speed 2 && cp examples/target/demo/{arrivals,orders}.csv \
 *     examples/src/test/resources/io/scaler4j/examples/demo/recorded/
 * }</pre>
 */
class RecordedRunTest {

    private static final DemoOptions OPTIONS = new DemoOptions(2, false);
    /** What {@link DemoBroker} sets up for: a group gives a new replica its partitions within half a second. */
    private static final Duration REBALANCE = Duration.ofMillis(500);
    /** A {@link io.scaler4j.kafka.KafkaCluster} gives a lag again for up to a second: half of that on average. */
    private static final Duration LAG_AGE = Duration.ofMillis(500);

    private final Instant began = began();
    private final List<RecordedTurn> recorded = recordedTurns();
    private final Run simulated = simulate();

    /** @param at since the load began */
    private record RecordedTurn(Duration at, int from, int to) {}

    @Test
    void theModelReachesTheRecordedPeak() {
        assertThat(Collections.max(simulated.series())).isCloseTo(Collections.max(recordedSeries()), within(1));
    }

    @Test
    void theModelTurnsWhereTheRealLoopTurned() {
        assertThat(turningPoints(simulated.series()))
                .usingElementComparator((one, other) -> Math.abs(one - other) <= 1 ? 0 : one - other)
                .containsExactlyElementsOf(turningPoints(recordedSeries()));
        assertThat(recordedSeries()).startsWith(0).contains(10).endsWith(0);
    }

    /** It may take steps in between, since a real lag is read a little earlier or later. */
    @Test
    void theModelGoesThroughTheRecordedCountsInTheirOrder() {
        Deque<Integer> ahead = new ArrayDeque<>(simulated.series());
        for (int count : recordedSeries()) {
            while (!ahead.isEmpty() && Math.abs(ahead.element() - count) > 1) {
                ahead.remove();
            }
            assertThat(ahead)
                    .as("within 1 of %d, of %s in %s", count, recordedSeries(), simulated.series())
                    .isNotEmpty();
        }
    }

    @Test
    void theModelIsNeverFarOffForLong() {
        double seconds = simulated.length().toMillis() / 1e3;
        double meanDifference = IntStream.range(0, (int) seconds)
                .map(second -> Math.abs(simulated.replicasAt(Duration.ofSeconds(second)) - recordedAt(second)))
                .average()
                .orElseThrow();
        assertThat(meanDifference).as("replicas, of up to 10").isLessThan(1);
    }

    private int recordedAt(int second) {
        int replicas = recorded.get(0).from();
        for (RecordedTurn turn : recorded) {
            replicas = turn.at().compareTo(Duration.ofSeconds(second)) <= 0 ? turn.to() : replicas;
        }
        return replicas;
    }

    @Test
    void theModelWorksOffEveryMessage() {
        assertThat(simulated.queue().orElseThrow().done())
                .isEqualTo(simulated.queue().orElseThrow().arrived())
                .isCloseTo(Load.ofDemo(OPTIONS).arrivals().size(), within(5L));
    }

    /** With turns at the same time within each second as they were made; only the first was out of step. */
    private Run simulate() {
        int withinSecond = recorded.stream()
                .skip(1)
                .mapToInt(turn -> turn.at().getNano())
                .min()
                .orElseThrow();
        Trace arrivals = Trace.fromResource(RecordedRunTest.class, "recorded/arrivals.csv")
                .resampledEvery(Duration.ofSeconds(1));
        return Simulation.of(ScaledRun.policy(OPTIONS))
                .beginning(Instant.parse("2026-11-26T00:00:00Z").minusNanos(withinSecond))
                .startingAt(0)
                .workload(
                        "lag",
                        averageValue(ScaledRun.LAG_THRESHOLD),
                        io.scaler4j.simulation.Workload.queue(arrivals, Workload.SERVICE_TIME)
                                .partitions(Workload.PARTITIONS)
                                .metricDelay(LAG_AGE))
                .readyAfter(REBALANCE)
                .every(Duration.ofSeconds(1))
                .lasting(arrivals.length());
    }

    private List<Integer> recordedSeries() {
        List<Integer> series = new ArrayList<>(List.of(recorded.get(0).from()));
        recorded.stream()
                .filter(turn -> turn.to() != series.get(series.size() - 1))
                .forEach(turn -> series.add(turn.to()));
        return series;
    }

    /** The first count, the last, and those at which ups and downs meet. */
    private static List<Integer> turningPoints(List<Integer> series) {
        return IntStream.range(0, series.size())
                .filter(i -> i == 0
                        || i == series.size() - 1
                        || (series.get(i) > series.get(i - 1)) != (series.get(i + 1) > series.get(i)))
                .mapToObj(series::get)
                .toList();
    }

    private List<RecordedTurn> recordedTurns() {
        List<String> lines = lines("recorded/orders.csv");
        List<String> columns = List.of(lines.get(0).split(","));
        return lines.stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> new RecordedTurn(
                        Duration.between(began, Instant.parse(cells[columns.indexOf("time")])),
                        Integer.parseInt(cells[columns.indexOf("replicas_before")]),
                        Integer.parseInt(cells[columns.indexOf("replicas")])))
                .toList();
    }

    /** The time in the first line of the arrivals. */
    private static Instant began() {
        return Instant.parse(lines("recorded/arrivals.csv").get(1).split(",")[0]);
    }

    private static List<String> lines(String resource) {
        try (InputStream in = RecordedRunTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
