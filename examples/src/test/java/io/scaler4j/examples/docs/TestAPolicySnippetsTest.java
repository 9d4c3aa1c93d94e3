package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.Stage;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.simulation.Comparison;
import io.scaler4j.simulation.CpuLoad;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Scores;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Trace;
import io.scaler4j.simulation.VirtualTime;
import io.scaler4j.simulation.Workload;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of docs/test-a-policy.md, compiled and run; the output it shows is what comes out. */
class TestAPolicySnippetsTest {

    private static final Path PAGE = Path.of("../docs/test-a-policy.md");

    @Test
    void aPolicyThatFlapsIsFoundAndMended() throws IOException {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(TestAPolicySnippetsTest::doesNotFlap)
                .satisfies(error ->
                        assertThat(Files.readString(PAGE)).contains(indented(String.valueOf(error.getMessage()))));

        Run patient = bursts(PATIENT);
        staysAtEight(patient);
        String printed = printedBy(() -> compare(bursts(EAGER), patient));
        assertThat(Files.readString(PAGE)).contains(indented(printed));
    }

    private static String printedBy(Runnable snippet) {
        var printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            snippet.run();
        } finally {
            System.setOut(before);
        }
        return printed.toString(UTF_8).stripTrailing();
    }

    private static final ScalingPolicy EAGER = ScalingPolicy.builder()
            .replicas(1, 20)
            .scaleDown(ScalingRules.builder().stabilizationWindow(ZERO).build())
            .build();

    static Run bursts(ScalingPolicy policy) {
        return Simulation.of(policy)
                .trigger("queue", averageValue(50), Load.bursts(40, 400, ofMinutes(4), ofMinutes(2)))
                .every(ofSeconds(15))
                .lasting(ofHours(1));
    }

    static void doesNotFlap() {
        assertThat(bursts(EAGER)).hasNoFlapping();
    }

    private static final ScalingPolicy PATIENT = ScalingPolicy.builder()
            .replicas(1, 20)
            .scaleDown(ScalingRules.builder().stabilizationWindow(ofMinutes(5)).build())
            .build();

    static void staysAtEight(Run bursts) {
        assertThat(bursts).wentThrough(1, 5, 8).hasNoFlapping().staysWithin(1, 8);
    }

    private static void compare(Run eager, Run patient) {
        var comparison = Comparison.of(eager, patient);
        System.out.println(comparison);
    }

    @Test
    void aSpecificationIsSimulatedWithoutABroker() {
        try (ScalerCatalog catalog = ScalerCatalog.load()) {
            var lag = TriggerSpec.builder("kafka")
                    .name("lag")
                    .metadata(Map.of(
                            "bootstrapServers", "localhost:9092",
                            "consumerGroup", "billing",
                            "topic", "orders",
                            "lagThreshold", "50"))
                    .build();
            var orders = AutoscalerSpec.builder("orders")
                    .policy(ScalingPolicy.builder().replicas(0, 20).build())
                    .trigger(catalog.plan(lag))
                    .build();
            assertThat(asConfigured(orders)).staysWithin(0, 16).settlesAt(0).within(ofMinutes(20));
        }
    }

    private static Run asConfigured(AutoscalerSpec orders) {
        Map<String, Load> loads = Map.of("lag", Load.constant(800).then(ofMinutes(10), 0));
        return Simulation.of(orders, loads).startingAt(0).lasting(ofHours(1));
    }

    @Test
    void aDayWithAnOutage() {
        var policy = ScalingPolicy.builder().replicas(1, 20).build();
        var run = aDay(policy);
        var lastBefore = run.replicasAt(ofHours(20).minusSeconds(1));
        assertThat(run.replicasAt(ofHours(22).minusSeconds(1))).isEqualTo(lastBefore);
    }

    private static Run aDay(ScalingPolicy policy) {
        return Simulation.of(policy)
                .startingAt(10)
                .trigger(
                        "rate",
                        averageValue(50),
                        Load.diurnal(50, 800, 0.4).withPoissonNoise(42).failing(ofHours(20), ofHours(22)))
                .lasting(ofHours(24));
    }

    @Test
    void processorTimeThatTheReplicasShare() {
        var policy = ScalingPolicy.builder().replicas(1, 20).build();
        assertThat(anOfficeDay(policy).replicasAt(ofHours(16))).isBetween(11, 13);
    }

    private static Run anOfficeDay(ScalingPolicy policy) {
        var office = CpuLoad.cores(Load.diurnal(0.2, 4, 1)) // cores that the work of a second needs
                .requestMilli(500)
                .limitMilli(1000)
                .startingMilli(800);
        var run = Simulation.of(policy)
                .startingAt(1)
                .cpu("cpu", utilization(70), office)
                .readyAfter(ofSeconds(40))
                .lasting(ofHours(24));
        assertThat(run).hasNoFailedReads().staysWithin(1, 20);
        return run;
    }

    @Test
    void aQueueThatIsWorkedOff() {
        var policy = ScalingPolicy.builder().replicas(0, 20).build();
        assertThat(aQueue(policy).replicasAt(ofMinutes(10))).isPositive();
        var crowd = Workload.queue(Load.constant(0).then(ofMinutes(5), 20), ofMillis(100));
        assertThat(shareOfLateMessages(policy, crowd)).isBetween(0.01, 0.5);
    }

    private static Run aQueue(ScalingPolicy policy) {
        var crowd = Workload.queue(Load.constant(0).then(ofMinutes(5), 20), ofMillis(100));
        var run = Simulation.of(policy)
                .startingAt(0)
                .workload("lag", averageValue(20), crowd)
                .readyAfter(ofSeconds(20))
                .lasting(ofMinutes(20));
        assertThat(run).neverExceedsDelay(ofSeconds(40));
        return run;
    }

    private static double shareOfLateMessages(ScalingPolicy policy, Workload crowd) {
        var slow = Simulation.of(policy)
                .startingAt(0)
                .workload(
                        "lag",
                        averageValue(20),
                        crowd.warmUp(ofSeconds(30), 3)
                                .shutdownDrain(ofSeconds(5))
                                .metricDelay(ofSeconds(10)))
                .actsAfter(ofSeconds(5))
                .readyAfter(ofSeconds(20))
                .lasting(ofMinutes(20));
        return slow.queue().orElseThrow().shareAbove(ofSeconds(40));
    }

    @Test
    void aFlashCrowdThatWasRecorded() throws IOException {
        var policy = ScalingPolicy.builder()
                .replicas(2, 60)
                .scaleUp(ScalingRules.builder().replicas(3, ofMinutes(1)).build())
                .build();
        Run run = aFlashCrowd(policy);
        assertThat(Files.readString(PAGE)).contains(indented(printedBy(() -> printScores(run))));
    }

    private static Run aFlashCrowd(ScalingPolicy policy) {
        var crowd = Trace.example("flash-crowd");
        var run = Simulation.of(policy)
                .startingAt(2)
                .trigger("requests per second", averageValue(20), crowd)
                .actsAfter(ofSeconds(10))
                .readyAfter(ofSeconds(30))
                .lasting(crowd.length());
        assertThat(run).staysWithin(2, 60).hasNoFlapping();
        return run;
    }

    private static void printScores(Run run) {
        System.out.println(Scores.table(run));
    }

    @Test
    void aTraceOfAPrometheus(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("orders.json");
        Files.writeString(
                file,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"queue\":\"orders\"},"
                        + "\"values\":[[1767571200,\"10\"],[1767571230,\"20\"],[1767571260,\"30\"],[1767571290,\"50\"]]}]}}");
        twiceAsMuch(file, folder);
        assertThat(folder.resolve("orders.csv")).hasContent("time,value\n0,30\n60,80\n");
    }

    private static void twiceAsMuch(Path file, Path folder) {
        var twiceAsMuch = Trace.fromPrometheus(file, Map.of("queue", "orders"))
                .holdingFor(ofMinutes(2))
                .resampledEvery(ofMinutes(1))
                .scaledBy(2);
        twiceAsMuch.writeCsv(folder.resolve("orders.csv"));
    }

    @Test
    void oneDecision() {
        var run = Simulation.of(ScalingPolicy.builder().replicas(1, 20).build())
                .startingAt(10)
                .trigger("lag", averageValue(50), Load.constant(500).then(ofMinutes(10), 60))
                .lasting(ofHours(1));
        holdsAfterElevenMinutes(run);
    }

    private static void holdsAfterElevenMinutes(Run run) {
        var decision = run.turns().get(44).decision().orElseThrow();
        assertThat(decision).holds().isHeldBy(Stage.STABILIZE);
    }

    @Test
    void theRealLoopGrowsToSixteen() {
        var policy = ScalingPolicy.builder().replicas(1, 20).build();
        var replicas = new AtomicInteger(1);
        var start = Instant.parse("2026-01-05T08:00:00Z");
        var time = VirtualTime.startingAt(start);
        try (var autoscaler = Autoscaler.builder("orders")
                .time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .target(ScaleTarget.of(replicas::get, replicas::set))
                .policy(policy)
                .trigger(Trigger.of("lag", Load.constant(800).asScaler(start), averageValue(50)))
                .build()
                .start()) {
            time.advance(ofMinutes(10));
            assertThat(replicas).hasValue(16);
        }
    }

    private static String indented(String text) {
        return text.lines()
                .map(line -> "    " + line)
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }
}
