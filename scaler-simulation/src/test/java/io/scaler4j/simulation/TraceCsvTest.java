package io.scaler4j.simulation;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.simulation.Trace.Point;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings as lines of a time and a value. */
class TraceCsvTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0,1\n0.5,2\n61,3",
                "time,value\n0,1\n0.5,2\n61,3\n",
                "\uFEFF\"Time\",\"queue\"\r\n\"1767600000\",\"1\"\r\n\"1767600000.5\",\"2\"\r\n\"1767600061\",\"3\"\r\n",
                "# seconds since 1970\n\n 1767600000 , 1.0\n 1767600000.5 , 2e0\n 1767600061 , +3\n",
                "1767600000000,1\n1767600000500,2\n1767600061000,3",
                "1.7676e12,1\n1767600000500,2\n1767600061000.0,3",
                "2026-01-05T08:00:00Z,1\n2026-01-05T08:00:00.5Z,2\n2026-01-05T08:01:01Z,3",
                "time,value\n2026-01-05T09:00:00+01:00,1\n2026-01-05T08:00:00.500Z,2\n2026-01-05T03:01:01-05:00,3",
            })
    void timeCountsFromTheFirstPointHoweverItIsWritten(String csv) {
        Trace trace = read(csv);
        assertThat(trace.points()).extracting(Point::elapsed).containsExactly(ZERO, ofMillis(500), ofSeconds(61));
        assertThat(trace.points())
                .extracting(point -> point.value().orElseThrow())
                .containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void whatIsNoNumberByNatureIsAGap() {
        Trace trace = read("0,\n1,NaN\n2,+Inf\n3,-Infinity\n4,\"\"\n5,0");
        assertThat(trace.points())
                .extracting(point -> point.value().isPresent())
                .containsExactly(false, false, false, false, false, true);
    }

    @Test
    void tellsEveryLineThatIsWrongAndWhy() {
        assertThatIllegalArgumentException().isThrownBy(() -> read("""
                        time,value
                        0,1
                        yesterday,2
                        15
                        30;3
                        45,3,4
                        60,three
                        60,4
                        75,1e400
                        74,5
                        2026-01-05T08:00:00Z,6
                        90,6
                        """)).withMessage("""
                        the CSV is no trace:
                          line 3 has "yesterday" as its time; a time is a number of seconds or milliseconds, or an instant such as 2026-01-05T08:00:00Z, and lies between 1970 and 2262
                          line 4 has 1 columns and needs two, a time and a value, as in 15,412.5
                          line 5 has 1 columns and needs two, a time and a value, as in 15,412.5
                          line 6 has 3 columns and needs two, a time and a value, as in 15,412.5
                          line 7 has "three" as its value, which is no number, or too large for one
                          line 8 has a time that is not later than that of line 7; times must ascend
                          line 9 has "1e400" as its value, which is no number, or too large for one
                          line 10 has a time that is not later than that of line 9; times must ascend
                          line 11 has an instant as its time, and line 9 a number of seconds; a file keeps to one of them""");
    }

    @Test
    void tellsTenPlacesAndHowManyMore() {
        String csv = IntStream.range(0, 1_000).mapToObj(i -> i + ",x").collect(Collectors.joining("\n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(csv))
                .withMessageContaining("line 10 has \"x\"")
                .withMessageEndingWith("\n  and 990 more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "9300000000",
                "1e400",
                "1e-9999999999",
                "2026-01-05T08:00:00",
                "2026-01-05",
                "08:00",
                "",
                "2300-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "0x10",
                "1_000",
                "NaN"
            })
    void refusesTimesThatAreNone(String time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("time,value\n" + time + ",1\n10,1\n20,1"))
                .withMessageContaining("line 2 has \"" + time + "\" as its time; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "time,value", "time,value\n5,5\n", "# nothing"})
    void refusesWhatHasTooFewLines(String csv) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(csv))
                .withMessageContaining("a trace needs two lines, each with a time and a value; there were ");
    }

    @Test
    void aFileNamesItself(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("monday.csv");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Trace.fromCsv(file))
                .withMessageContaining("monday.csv cannot be read");
        Files.writeString(file, "1,2\n1,2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.fromCsv(file))
                .withMessageStartingWith("monday.csv is no trace:\n  line 2 ");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> read("0,1\n1,2").writeCsv(folder.resolve("missing/monday.csv")))
                .withMessageContaining("the trace cannot be written to ");
    }

    @Test
    void theFileOfATraceIsPlain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("plain.csv");
        read("0,0.1\n0.25,\n15,-0\n600,12345678900").writeCsv(file);
        assertThat(file).hasContent("time,value\n0,0.1\n0.25,\n15,0\n600,12345678900\n");
        assertThat(Files.readString(file)).doesNotContain("\r").endsWith("\n");
    }

    @Test
    void aResourceStandsBesideAClass() {
        Trace trace = Trace.fromResource(TraceCsvTest.class, "steps.csv");
        assertThat(trace.length()).isEqualTo(ofMinutes(3));
        assertThat(Trace.fromResource(TraceCsvTest.class, "/io/scaler4j/simulation/steps.csv")
                        .points())
                .isEqualTo(trace.points());
        assertThat(Trace.fromResource(TraceCsvTest.class, "steps.json").points())
                .isEqualTo(trace.points());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.fromResource(TraceCsvTest.class, "missing.csv"))
                .withMessage(
                        "there is no resource \"missing.csv\" beside io.scaler4j.simulation.TraceCsvTest; without a / at"
                                + " its beginning the name counts from the package of the class");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.fromResource(TraceCsvTest.class, "steps.xml"))
                .withMessage("a trace is a resource that ends with .csv or .json, was \"steps.xml\"");
    }

    private static Trace read(String csv) {
        return Trace.fromCsv(new StringReader(csv));
    }
}
