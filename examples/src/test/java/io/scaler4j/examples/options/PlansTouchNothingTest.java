package io.scaler4j.examples.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of every type are made in a JVM in which a look-up of a name, a socket and a file are refused. */
class PlansTouchNothingTest {

    private static final int WITHOUT_SECURITY_MANAGER = 24;

    @TempDir
    private Path folder;

    @Test
    void noPlanResolvesAHostOpensASocketOrReadsAFile() throws Exception {
        assumeTrue(Runtime.version().feature() < WITHOUT_SECURITY_MANAGER, "JDK 24 and newer cannot forbid look-ups");
        List<String> lines = probe();
        assertThat(lines)
                .as("the control cases: each of these is refused")
                .contains("probe before: done")
                .anyMatch(
                        line -> line.startsWith("probe resolve: ") && line.contains("asks for the host kafka.invalid"))
                .anyMatch(line -> line.startsWith("probe connect: ") && line.contains("asks for the host 127.0.0.1"))
                .anyMatch(line -> line.startsWith("probe read: ") && line.contains("reads " + folder));
        List<String> plans = lines.subList(4, lines.size());
        assertThat(plans).hasSize(18 + 14).allMatch(line -> line.endsWith(": done"));
    }

    private List<String> probe() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("kubeconfig"), "apiVersion: v1\n");
        Path output = folder.resolve("output");
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.security.manager=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlanProbe.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String said = Files.readString(output, UTF_8);
        assertThat(status).as(said).isZero();
        return said.lines().filter(line -> line.startsWith("probe ")).toList();
    }
}
