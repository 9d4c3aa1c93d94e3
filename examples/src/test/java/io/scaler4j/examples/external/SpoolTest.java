package io.scaler4j.examples.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.ScaleTarget;
import io.scaler4j.spi.ScalerCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two programs, in this process and as processes. */
class SpoolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private void spool(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Files.createFile(folder.resolve("order-" + i));
        }
    }

    @Test
    void filesThatArriveWakeIdleWorkersBeforeTheInterval() throws IOException {
        var workers = new AtomicInteger();
        try (var server = SpoolServer.serve(0, folder);
                var catalog = ScalerCatalog.load();
                var autoscaler = SpoolWorkers.scaling(
                                catalog, "127.0.0.1:" + server.port(), ScaleTarget.of(workers::get, workers::set))
                        .start()) {
            await().atMost(PATIENCE).until(() -> server.counts().streams() == 2);
            assertThat(workers).hasValue(0);

            spool(120);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(workers).hasValue(3));
        }
    }

    @Test
    void aFolderThatIsGoneKeepsTheWorkers() throws Exception {
        spool(120);
        var workers = new AtomicInteger();
        try (var server = SpoolServer.serve(0, folder.resolve("gone"));
                var catalog = ScalerCatalog.load();
                var autoscaler = SpoolWorkers.scaling(
                        catalog, "127.0.0.1:" + server.port(), ScaleTarget.of(workers::get, workers::set))) {
            workers.set(3);
            for (int i = 0; i < 5; i++) {
                autoscaler.evaluate();
            }
            assertThat(workers).hasValue(3);
            assertThat(server.counts().failedCalls()).isPositive();
        }
    }

    @Test
    void theProgramsMeetAndEndWhenAskedTo() throws Exception {
        spool(60);
        Process server = started("SpoolServer", "0", folder.toString());
        Process workers = null;
        try (var told = server.inputReader()) {
            String line = told.readLine();
            assertThat(line).startsWith("serves the trigger spool on port ");
            workers = started("SpoolWorkers", "127.0.0.1:" + line.substring(line.lastIndexOf(' ') + 1));
            try (var scaled = workers.inputReader()) {
                assertThat(Stream.generate(() -> next(scaled)).limit(1_000).anyMatch("2 workers"::equals))
                        .isTrue();
            }
        } finally {
            for (Process each : workers == null ? new Process[] {server} : new Process[] {workers, server}) {
                each.destroy();
                assertThat(each.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static String next(BufferedReader reader) {
        try {
            return String.valueOf(reader.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process started(String program, String... arguments) throws IOException {
        var command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.scaler4j.examples.external." + program),
                        Stream.of(arguments))
                .toList();
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void aProgramWithoutItsArgumentsSaysHowItIsUsed() throws Exception {
        for (String program : new String[] {"SpoolServer", "SpoolWorkers"}) {
            Process process = started(program);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
        }
    }
}
