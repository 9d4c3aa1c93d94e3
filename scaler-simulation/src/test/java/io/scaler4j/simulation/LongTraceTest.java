package io.scaler4j.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings that are longer than memory. */
@Timeout(120)
class LongTraceTest {

    @TempDir
    Path folder;

    /** Regular but for gaps of points without a value and of no points at all, so that both know the same distance. */
    private static String lines(long seed, int points) {
        var random = new SplittableRandom(seed);
        var lines = new StringBuilder();
        long at = 0;
        for (int i = 0; i < points; i++) {
            lines.append(at).append(',').append(random.nextInt(20) == 0 ? "" : random.nextInt(1_000));
            lines.append('\n');
            at += random.nextInt(30) == 0 ? random.nextInt(2, 200) : 1;
        }
        return lines.toString();
    }

    private static Trace streamed(String lines, int kept, Duration every) throws IOException {
        return TraceCsv.read("the CSV", new StringReader(lines), TraceSink.keeping(kept, every));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsTooLongIsTheMeansOfIntervals(long seed) throws IOException {
        String lines = lines(seed, 2_000);
        Duration every = Duration.ofSeconds(new SplittableRandom(seed).nextInt(1, 90));
        Trace streamed = streamed(lines, 100, every);
        Trace inMemory = Trace.fromCsv(new StringReader(lines)).resampledEvery(every);
        assertThat(streamed.points()).isEqualTo(inMemory.points());
        assertThat(streamed.length()).isEqualTo(inMemory.length());
    }

    @ParameterizedTest(name = "{0} points of at most {1}")
    @CsvSource({"2, 1000000", "500, 500", "500, 501"})
    void whatFitsIsKeptAsItIs(int points, int most) throws IOException {
        String lines = lines(points, points);
        Trace all = Trace.fromCsv(new StringReader(lines));
        Trace kept = streamed(lines, most, Duration.ofSeconds(15));
        assertThat(kept.points()).isEqualTo(all.points());
        assertThat(kept.length()).isEqualTo(all.length());
    }

    /** The sum of value times time is that of the lines, whatever the interval is. */
    @ParameterizedTest(name = "every {0} s")
    @ValueSource(ints = {2, 7, 15, 60, 999})
    void meansKeepTheSum(int seconds) throws IOException {
        var lines = new StringBuilder();
        double sum = 0;
        for (int i = 0; i < 9_990; i++) {
            lines.append(i).append(',').append(i % 97).append('\n');
            sum += i % 97;
        }
        double means = 0;
        List<Trace.Point> points =
                streamed(lines.toString(), 10, Duration.ofSeconds(seconds)).points();
        for (int i = 0; i < points.size(); i++) {
            double length = Math.min(seconds, 9_990 - (double) i * seconds);
            means += points.get(i).value().orElseThrow() * length;
        }
        assertThat(means).isCloseTo(sum, org.assertj.core.data.Offset.offset(1e-6 * sum));
    }

    @Test
    void aLineThatIsWrongIsToldHoweverFarItIs() {
        String lines = lines(3, 2_000) + "soon,5\n";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> streamed(lines, 100, Duration.ofSeconds(15)))
                .withMessageContaining("line 2001", "soon");
    }

    @Test
    void tooManyIntervalsAreRefusedBeforeTheyFillMemory() {
        String lines = "0,1\n1,1\n2,1\n3,1\n1500000000,1\n1500000001,1\n1500000002,1\n";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> streamed(lines, 3, Duration.ofMillis(10)))
                .withMessageContaining("at most 10000000 points");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.fromCsv(new StringReader(lines), Duration.ZERO))
                .withMessageContaining("more than 0");
    }

    /** Seconds of a given time, made as they are read. */
    private static final class Seconds extends Reader {

        private final int count;
        private final StringBuilder ready = new StringBuilder();
        private int next;

        Seconds(int count) {
            this.count = count;
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            while (ready.length() < length && next < count) {
                ready.append(1_767_571_200L + next)
                        .append(',')
                        .append(next++ % 1_000)
                        .append('\n');
            }
            int given = Math.min(length, ready.length());
            ready.getChars(0, given, buffer, offset);
            ready.delete(0, given);
            return given == 0 ? -1 : given;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** In a process of its own: {@code SECONDS EVERY}. */
    static final class InLittleMemory {

        public static void main(String[] arguments) {
            int seconds = Integer.parseInt(arguments[0]);
            Trace trace = Trace.fromCsv(new Seconds(seconds), Duration.ofSeconds(Integer.parseInt(arguments[1])));
            System.out.println(trace);
        }
    }

    /** All points need 16 bytes each, so four million would take twice this heap. */
    @Test
    void manyMoreLinesThanFitIntoMemoryAreRead() throws Exception {
        Path out = folder.resolve("out");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                InLittleMemory.class.getName(),
                "4000000",
                "60"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(out)).isZero();
        assertThat(Files.readString(out).strip()).isEqualTo("66667 points over 1111:07:00");
    }
}
