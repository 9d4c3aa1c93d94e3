package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.ScalingPolicy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The block of docs/shutdown.md, as a process that is really asked to stop, and its parts. */
class ShutdownSnippetsTest {

    private static final String READY = "RECOMMEND 1 -> 6";

    @TempDir
    Path folder;

    @Test
    void aProcessThatIsAskedToStopSavesItsStateAndEndsWith143() throws Exception {
        Path file = folder.resolve("orders.state");
        Process service = service(file);
        try {
            Awaitility.await()
                    .atMost(ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(folder.resolve("log")).content().contains(READY));
            service.destroy(); // SIGTERM
            assertThat(service.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(service.exitValue()).isEqualTo(143);
        } finally {
            service.destroyForcibly();
        }
        assertThat(file).content().contains("state=");
        assertThat(folder.resolve("orders.state.new")).doesNotExist();
    }

    @Test
    void aPauseAndTheStateGoOverARestart() throws Exception {
        Path file = folder.resolve("orders.state");
        var replicas = new AtomicInteger(4);
        var counts = new ArrayList<Integer>();

        run(file, replicas, autoscaler -> {
            Awaitility.await().until(() -> replicas.get() == 6);
            autoscaler.pauseAt(3);
            Awaitility.await().until(() -> replicas.get() == 3);
            autoscaler.forceActivation(true);
        });
        counts.add(replicas.get());
        var control = new AtomicReference<Control>();
        run(file, replicas, autoscaler -> {
            control.set(autoscaler.control());
            autoscaler.resume();
            Awaitility.await().until(() -> replicas.get() == 6);
        });
        counts.add(replicas.get());

        assertThat(counts).containsExactly(3, 6);
        assertThat(control).hasValue(Control.none().pauseAt(3).forceActivation(true));
    }

    @Test
    void aDamagedFileIsNoReasonNotToStart() throws Exception {
        Path file = folder.resolve("orders.state");
        Files.writeString(file, "state=damaged\n");
        var replicas = new AtomicInteger(4);
        run(file, replicas, autoscaler -> Awaitility.await().until(() -> replicas.get() == 6));
        assertThat(file).content().contains("state=").doesNotContain("damaged");
    }

    private interface Work {
        void on(Autoscaler autoscaler);
    }

    /** Restores, works and saves, as the main method does. */
    private static void run(Path file, AtomicInteger replicas, Work work) throws IOException {
        var builder = Autoscaler.builder("orders")
                .target(ScaleTarget.of(replicas::get, replicas::set))
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("lag", request -> Reading.of(300), averageValue(50)));
        var autoscaler = OrdersService.restored(file, builder);
        try (autoscaler) {
            autoscaler.start();
            work.on(autoscaler);
        }
        OrdersService.save(file, autoscaler);
    }

    private Process service(Path file) throws IOException {
        Path logging = Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="console"/></root>
                </configuration>
                """);
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile=" + logging,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrdersService.class.getName(),
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "log"))
                .start();
    }
}
