package io.scaler4j.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service decides that is killed again and again, beside the same without. */
class KilledServiceTest {

    private static final int KILLS = 200;
    private static final long SEED = 20_260_105;

    @TempDir
    Path folder;

    private Process start(Path world) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledService.class.getName(),
                        world.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("errors").toFile()))
                .start();
    }

    private void runToTheEnd(Path world) throws Exception {
        Process process = start(world);
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(errors()).isZero();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("errors"));
    }

    @Test
    void decidesAsIfItHadNeverBeenKilled() throws Exception {
        Path calm = Files.createDirectory(folder.resolve("calm"));
        runToTheEnd(calm);
        Path killed = Files.createDirectory(folder.resolve("killed"));
        var random = new SplittableRandom(SEED);
        int kills = 0;
        for (; kills < KILLS; kills++) {
            Process process = start(killed);
            long steps = random.nextInt(1, 40);
            if (read(process.getInputStream(), steps) < steps) {
                break;
            }
            process.destroyForcibly().waitFor();
        }
        int turnsWhenKilled =
                Files.readAllLines(killed.resolve(KilledService.DECISIONS)).size();
        runToTheEnd(killed);

        assertThat(kills).as("kills, before the service was done: " + errors()).isEqualTo(KILLS);
        assertThat(turnsWhenKilled).as("turns that the kills were spread over").isGreaterThan(KILLS);
        List<String> decisions = Files.readAllLines(calm.resolve(KilledService.DECISIONS));
        assertThat(decisions).hasSize(KilledService.TURNS);
        assertThat(decisions.stream().map(line -> line.split(" ")[1]).distinct())
                .hasSizeGreaterThan(20);
        assertThat(Files.readAllLines(killed.resolve(KilledService.DECISIONS))).isEqualTo(decisions);
    }

    /** Each byte is a step; the kill comes some time within the one that follows. */
    private static long read(InputStream steps, long wanted) throws IOException {
        long read = 0;
        while (read < wanted && steps.read() >= 0) {
            read++;
        }
        return read;
    }
}
