package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Traffic as arguments name it. */
class TrafficSourceTest {

    private static final Duration EVERY = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private static Terminal terminal(String input) {
        return new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                Map.of(),
                false,
                false,
                Terminal.UNLIMITED);
    }

    private static TrafficSource of(String text) {
        return TrafficSource.of(text, EVERY, terminal(""));
    }

    private static double at(TrafficSource source, String time) {
        return ((Reading.Value) source.load().at(Durations.parse(time))).activationValue();
    }

    @ParameterizedTest(name = "{0} at {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "constant:100 | 0s | 100",
                "constant:100 | 9d | 100",
                "constant:0 | 1h | 0",
                "constant:1e3 | 1h | 1000",
                "ramp:0,800,10m | 0s | 0",
                "ramp:0,800,10m | 5m | 400",
                "ramp:0,800,10m | 10m | 800",
                "ramp:0,800,10m | 3h | 800",
                "ramp:800,0,10m | 5m | 400",
                "sine:100,50,1h | 0s | 100",
                "sine:100,50,1h | 15m | 150",
                "sine:100,50,1h | 45m | 50",
                "diurnal:20,400 | 4h | 20",
                "diurnal:20,400 | 16h | 400",
                "diurnal:20,400,0.5 | 16h | 400",
                "diurnal:20,400,0.5 | 136h | 200",
                "bursts:40,400,4m,2m | 30s | 400",
                "bursts:40,400,4m,2m | 3m | 40",
                "bursts:40,400,4m,2m | 4m30s | 400",
                "flash-crowd:30,900,2m,5m | 0s | 30",
                "flash-crowd:30,900,2m,5m | 2m | 900",
                "flash-crowd:30,900,2m,5m | 7m | 465"
            })
    void aShapeIsThatOfItsName(String text, String time, double value) {
        TrafficSource source = of(text);
        assertThat(at(source, time)).isCloseTo(value, org.assertj.core.data.Offset.offset(1e-6 * Math.max(1, value)));
        assertThat(source.length()).as("goes on").isEmpty();
    }

    @ParameterizedTest(name = "{0} lasts for {1}")
    @CsvSource({
        "example:office-day, PT24H",
        "example:flash-crowd, PT1H",
        "example:nightly-batch, PT24H",
        "example:partial-outage, PT2H"
    })
    void anExampleIsAsLongAsItIs(String text, Duration length) {
        assertThat(of(text).length().orElseThrow().minus(length)).isLessThan(Duration.ofMinutes(6));
    }

    @Test
    void linesAreReadFromAFileAndFromStandardInput() throws IOException {
        String lines = "time,value\n2026-01-05T08:00:00Z,5\n2026-01-05T08:01:00Z,7\n";
        Path file = Files.writeString(folder.resolve("a file.csv"), lines);
        for (TrafficSource source : new TrafficSource[] {
            of(file.toString()), TrafficSource.of("-", EVERY, terminal(lines)), of(windows(lines))
        }) {
            assertThat(source.length()).contains(Duration.ofMinutes(2));
            assertThat(at(source, "0s")).isEqualTo(5);
            assertThat(at(source, "61s")).isEqualTo(7);
        }
    }

    /** A byte order mark, carriage returns and quotes, as spreadsheets write them. */
    private String windows(String lines) throws IOException {
        String text = "\uFEFF"
                + lines.replaceAll("(?m)^([^,\n]+),([^,\n]+)$", "\"$1\",\"$2\"").replace("\n", "\r\n");
        return Files.writeString(folder.resolve("windows.csv"), text).toString();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "constant:",
                "constant:x",
                "constant:1,2",
                "constant:Infinity",
                "ramp:1",
                "ramp:1,2,3m,4",
                "ramp:,,",
                "sine:1,2",
                "sine:a,b,c",
                "diurnal:5",
                "diurnal:1,2,x",
                "bursts:1,2,3m",
                "flash-crowd:1,2,3m",
                "flash-crowd:1,2,0s,5m",
                "example:",
                "example:none"
            })
    void aShapeThatIsNoneIsRefusedInASentence(String text) {
        assertThatThrownBy(() -> of(text))
                .isInstanceOfAny(MisuseException.class, TypeConversionException.class)
                .satisfies(problem -> assertThat(problem.getMessage()).hasSizeGreaterThan(20));
    }

    @ParameterizedTest(name = "the lines {0}")
    @ValueSource(strings = {"0,1", "0,1\n0,2", "5,1\n4,2", "a,b", "", "0,1\n1,x", "0;1\n1;2"})
    void linesThatAreNoTraceAreRefusedWithTheirNumber(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), lines);
        assertThatThrownBy(() -> of(file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("t.csv is no trace");
    }

    /** A day of tenths of seconds: 864,000 points are kept as they are. */
    @Test
    void aLongFileIsKeptAsFarAsItFits() {
        var lines = new StringBuilder();
        for (int i = 0; i < 864_000; i++) {
            lines.append(i / 10)
                    .append('.')
                    .append(i % 10)
                    .append(',')
                    .append(i % 10)
                    .append('\n');
        }
        TrafficSource source = TrafficSource.of("-", EVERY, terminal(lines.toString()));
        assertThat(at(source, "12.3s")).isEqualTo(3);
        assertThat(source.length()).contains(Duration.ofDays(1));
    }

    /** More than a million points are the means of intervals of turns. */
    @Test
    void aFileThatIsTooLongIsTheMeansOfIntervals() {
        var lines = new StringBuilder();
        for (int i = 0; i < 1_000_050; i++) {
            lines.append(i).append(',').append(i % 15).append('\n');
        }
        TrafficSource source = TrafficSource.of("-", EVERY, terminal(lines.toString()));
        assertThat(at(source, "3s")).isEqualTo(7);
        assertThat(at(source, "5d")).isEqualTo(7);
        assertThat(source.length()).contains(Duration.ofSeconds(1_000_050));
    }
}
