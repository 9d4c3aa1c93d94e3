package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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
@Timeout(120)
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
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(Files.writeString(folder.resolve("in"), TestFiles.WARNED)
                        .toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SCALER4J_CACHE", folder.resolve("cache").toString());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
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
                .contains("at hand are [cpu, cron, external, external-push, http, kafka, memory, prometheus, redis, redis-cluster,");
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
