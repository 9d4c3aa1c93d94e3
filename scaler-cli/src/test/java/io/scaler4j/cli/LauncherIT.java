package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with the jar beside it, as users start them. */
@Timeout(240)
class LauncherIT {

    private static final String PROPERTY = "scaler4j.launcher";
    private static final String EXAMPLE = "examples/orders.yaml";

    @TempDir
    Path folder;

    @BeforeEach
    void isPackaged() {
        assumeThat(System.getProperty(PROPERTY))
                .as("the launcher, which mvn verify makes")
                .isNotNull();
    }

    private Ran start(String... arguments) throws IOException, InterruptedException {
        return startBy(System.getProperty(PROPERTY), arguments);
    }

    private Ran startBy(String launcher, String... arguments) throws IOException, InterruptedException {
        Process process = builder(launcher, arguments)
                .redirectInput(Files.writeString(folder.resolve("in"), TestFiles.WARNED)
                        .toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return ran(process);
    }

    private ProcessBuilder builder(String launcher, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SCALER4J_CACHE", folder.resolve("cache").toString());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder;
    }

    private Ran ran(Process process) throws IOException {
        return new Ran(
                process.exitValue(),
                Files.readString(folder.resolve("out"), StandardCharsets.UTF_8),
                Files.readString(folder.resolve("err"), StandardCharsets.UTF_8));
    }

    /** Starts a command, waits for its first line, and ends it as a container does. */
    private Ran startAndTerminate(String... arguments) throws IOException, InterruptedException {
        Process process = builder(System.getProperty(PROPERTY), arguments).start();
        try {
            Path out = folder.resolve("out");
            for (int i = 0;
                    i < 600 && process.isAlive() && !Files.readString(out).contains("\n");
                    i++) {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
            process.destroy();
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
            return ran(process);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aTerminationEndsAServerAndALoopWithZero() throws Exception {
        Path triggers =
                Files.writeString(folder.resolve("triggers.yaml"), "port: 0\naddress: 127.0.0.1\ntypes: [cron]\n");
        Ran served = startAndTerminate("serve", triggers.toString());
        assertThat(served.err()).isEmpty();
        assertThat(served.out()).matches("serving at port \\d+\n");
        assertThat(served.status()).isZero();
        Path cron = Files.writeString(
                folder.resolve("cron.yaml"),
                TestFiles.ORDERS.substring(0, TestFiles.ORDERS.indexOf("    - type"))
                        + "    - {type: cron, metadata: {timezone: UTC, start: 0 8 * * *, end: 0 18 * * *,"
                        + " desiredReplicas: \"5\"}}\n");
        Ran run = startAndTerminate("run", cron.toString(), "--target", "none", "--interval", "1s");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains(" orders ");
        assertThat(run.status()).isZero();
    }

    /** Sources are at hand by their declarations alone, which keeps a start short. */
    @Test
    void aLintLoadsNoClientOfASource() throws Exception {
        Path loaded = folder.resolve("loaded");
        var builder = builder(System.getProperty(PROPERTY), "lint", EXAMPLE);
        builder.environment().put("SCALER4J_CACHE", "off");
        builder.environment().put("SCALER4J_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ran(process).status()).isZero();
        assertThat(Files.readString(loaded))
                .contains(" io.scaler4j.cli.LintCommand ", " io.scaler4j.scaledobject.")
                .doesNotContain(" io.grpc.", " com.google.protobuf.", " org.apache.kafka.clients.", " io.netty.");
    }

    /** 31,536,000 lines, which are about 460 MB. */
    @Test
    void aYearOfSecondsIsReadIn128MiB() throws Exception {
        var builder = builder(
                System.getProperty(PROPERTY),
                "simulate",
                EXAMPLE,
                "--traffic",
                "-",
                "--length",
                "1d",
                "--format",
                "csv");
        builder.environment().put("SCALER4J_JAVA_OPTIONS", "-Xmx128m");
        Process process = builder.start();
        try {
            try (var lines = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
                for (int i = 0; i < 31_536_000; i++) {
                    lines.write((i + "," + i % 1000 + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            Ran ran = ran(process);
            assertThat(ran.err()).isEmpty();
            assertThat(ran.status()).isZero();
            assertThat(ran.out().lines()).hasSizeBetween(5_700, 5_761);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theVersionIsThatOfTheArtifact() throws Exception {
        Ran ran = start("--version");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).matches("(?s)scaler4j \\d+\\.\\d+\\.\\d+.*Java .*");
    }

    @Test
    void theExampleOfTheReadmeIsLintedAndSimulated() throws Exception {
        Ran lint = start("lint", EXAMPLE);
        assertThat(lint.err()).isEmpty();
        assertThat(lint.out()).endsWith("in 1 object of 1 file\n");
        assertThat(lint.status()).isZero();
        Ran simulated = start("simulate", EXAMPLE, "--traffic", "example:flash-crowd");
        assertThat(simulated.status()).isZero();
        assertThat(simulated.out()).startsWith("orders: 1:00:00, ").contains("oracle");
    }

    @Test
    void theFirstStartMakesAnArchiveAndTheSecondUsesIt() throws Exception {
        Ran first = start("lint", "-");
        try (var files = Files.list(folder.resolve("cache"))) {
            assertThat(files).singleElement().asString().endsWith(".jsa");
        }
        assertThat(first.status()).isEqualTo(1);
        assertThat(first.out()).startsWith("-:9:3: warning: cooldown-without-effect");
        assertThat(start("lint", "-")).isEqualTo(first);
    }

    @Test
    void everySourceIsInTheJar() throws Exception {
        Path orders = Files.writeString(folder.resolve("orders.yaml"), TestFiles.FOREIGN);
        assertThat(start("lint", orders.toString()).out().replaceAll("\\s+", " "))
                .contains(
                        "at hand are [cpu, cron, external, external-push, http, kafka, memory, prometheus, redis, redis-cluster,");
    }

    @Test
    void aLinkToTheLauncherWorks() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(System.getProperty(PROPERTY)));
        assertThat(startBy(link.toString(), "--version").out()).startsWith("scaler4j ");
    }

    @Test
    void aWrongUseEndsWithTwo() throws Exception {
        Ran ran = start("simulate");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).startsWith("scaler4j: ").hasLineCount(1);
        assertThat(ran.out()).isEmpty();
    }
}
