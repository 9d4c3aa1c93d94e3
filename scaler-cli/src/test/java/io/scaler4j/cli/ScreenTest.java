package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.simulation.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each verb on screens of several widths, and through a pipe. */
class ScreenTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("orders.yaml"), TestFiles.ORDERS);
        Files.writeString(folder.resolve("warned.yaml"), TestFiles.WARNED.replace("orders", "warned"));
        Files.writeString(folder.resolve("broken.yaml"), TestFiles.BROKEN.replace("orders", "broken"));
        Files.writeString(folder.resolve("eager.yaml"), TestFiles.ORDERS.replace("\"50\"", "\"20\""));
        Path recordings = Files.createDirectory(folder.resolve("recordings"));
        TestRecordings.record(
                recordings,
                "orders",
                TestFiles.ORDERS,
                START,
                Duration.ofMinutes(20),
                Load.constant(400).then(Duration.ofMinutes(5), 90));
    }

    /** Arguments; a name of a file in the folder begins with @. */
    static Stream<List<String>> commands() {
        return Stream.of(
                        "lint @warned.yaml @broken.yaml",
                        "simulate @orders.yaml -t example:flash-crowd",
                        "simulate @orders.yaml -t diurnal:2,30 --service-time 200ms --length 6h --changes 50",
                        "explain @orders.yaml --reading rate=740 --replicas 4",
                        "explain @recordings --all",
                        "explain @recordings --policy @orders.yaml",
                        "diff @orders.yaml @eager.yaml --recording @recordings",
                        "tune @orders.yaml -t diurnal:20,400 --length 1d --candidates 20 --objective under<=5%",
                        "convert @orders.yaml --to hpa",
                        "--help")
                .map(line -> List.of(line.split(" ", -1)));
    }

    private String[] arguments(List<String> command) {
        return command.stream().map(each -> each.replace("@", folder + "/")).toArray(String[]::new);
    }

    private static boolean hasPath(String line) {
        return line.contains("/");
    }

    /** Names of files are not broken, and an object in YAML is as it is. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void noLineIsWiderThanTheScreen(List<String> command) {
        for (int columns : new int[] {80, 100, 200}) {
            Ran ran = Ran.onScreen(columns, Map.of("NO_COLOR", "1"), arguments(command));
            assertThat(ran.out() + ran.err()).isNotEmpty();
            assertThat(ran.out().lines().takeWhile(line -> !line.startsWith("apiVersion")))
                    .filteredOn(line -> !hasPath(line))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void theWidthChangesNoWord(List<String> command) {
        List<String> narrow = words(Ran.onScreen(80, Map.of("NO_COLOR", "1"), arguments(command)));
        assertThat(words(Ran.onScreen(200, Map.of("NO_COLOR", "1"), arguments(command))))
                .isEqualTo(narrow);
        if (!command.contains("--help")) {
            assertThat(words(Ran.of(arguments(command)))).isEqualTo(narrow);
        }
    }

    private static List<String> words(Ran ran) {
        return Arrays.asList(ran.out().strip().split("\\s+"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void withoutATerminalOrWithNoColorThereIsNoEscape(List<String> command) {
        assertThat(Ran.of(arguments(command)).out()).doesNotContain("\u001b");
        Ran refused = Ran.onScreen(80, Map.of("NO_COLOR", "1"), arguments(command));
        assertThat(refused.out() + refused.err()).doesNotContain("\u001b");
    }
}
