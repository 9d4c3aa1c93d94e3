package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.ScaledObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {

    @TempDir
    Path folder;

    String orders;

    @BeforeEach
    void writeFile() throws IOException {
        orders = Files.writeString(
                        folder.resolve("orders.yaml"),
                        TestFiles.ORDERS
                                .replace("\"50\"", "\"10\"")
                                .replace("maxReplicaCount: 20", "maxReplicaCount: 60"))
                .toString();
    }

    private String[] arguments(String... more) {
        String[] all = {
            "tune", orders, "-t", "diurnal:20,400", "--length", "5d", "--objective", "under <= 5%", "--candidates", "60"
        };
        String[] arguments = Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, arguments, all.length, more.length);
        return arguments;
    }

    @Test
    void theTunedObjectIsCheaperAndIsWrittenAsYaml() {
        Ran ran = Ran.of(arguments());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .startsWith("objective 'under <= 5%', ")
                .containsPattern("(?m)^tuned policy, held back +[\\d.]+ +[\\d.]+ %  +met$")
                .contains("what each change buys", "policies that no other beats in both:", "kind: ScaledObject");
        Ran yaml = Ran.of(arguments("--format", "yaml"));
        assertThat(ran.out()).endsWith(yaml.out());
        assertThat(ScaledObjects.parse(yaml.out()).single())
                .isNotEqualTo(ScaledObjects.read(Path.of(orders)).single());
    }

    @Test
    void theSameArgumentsGiveTheSameBytesOnAnyNumberOfThreads() throws IOException {
        Path written = folder.resolve("tuned.yaml");
        Ran ran = Ran.of(arguments("--format", "json", "--threads", "1", "--write", written.toString()));
        assertThat(ran.out())
                .startsWith("{\"objective\":\"under <= 5%\",\"tried\":")
                .contains("\"front\":[{");
        assertThat(Ran.of(arguments("--format", "json", "--threads", "3")).out())
                .isEqualTo(ran.out());
        assertThat(Files.readString(written)).startsWith("apiVersion: ");
    }

    @Test
    void anObjectiveThatNobodyMeetsEndsWithOne() {
        Ran ran = Ran.of(
                "tune",
                orders,
                "-t",
                "constant:100000",
                "--length",
                "2h",
                "--objective",
                "under <= 1%",
                "--candidates",
                "20");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("note: no policy that was tried meets the objective");
    }

    @Test
    void aScreenIsNotExceededButByTheObject() {
        Ran ran = Ran.onScreen(80, Map.of("NO_COLOR", "1"), arguments());
        assertThat(ran.out().lines().takeWhile(line -> !line.startsWith("apiVersion")))
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
}
