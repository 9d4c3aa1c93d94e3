package io.scaler4j.scaledobject.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No text of a mebibyte costs much time or memory, and none makes the reader throw. */
class HostileYamlTest {

    private static final int SIZE = 1024 * 1024;

    /** A slow machine may need more than the second that we promise. */
    private static final int MOST_MILLIS = 3000;

    @Test
    void aMebibyteNeedsNoMoreThan64MebibytesOfMemory() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // What the JVM itself and the text need comes on top.
                        "-Xmx80m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileYamlTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        System.out.println(printed);
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed.lines()).hasSize(texts().size()).allMatch(line -> line.endsWith(" ok"));
    }

    /** Reads each text twice and prints the shorter time of the processor, as other programs run, too. */
    public static void main(String[] args) {
        texts().forEach((name, text) -> {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 2; i++) {
                long start = processorNanos();
                YamlReader.read(text, "");
                best = Math.min(best, processorNanos() - start);
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(best);
            System.out.println(name + ": " + millis + " ms" + (millis < MOST_MILLIS ? " ok" : " is too slow"));
        });
    }

    /** Of the whole process, with the collector; the clock's where the system does not say. */
    private static long processorNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElseGet(System::nanoTime);
    }

    private static Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("list", filled("- a\n"));
        texts.put("list in brackets", "[" + filled("a,") + "]");
        texts.put("mappings in brackets", "[" + filled("{a},") + "]");
        texts.put("open brackets", filled("["));
        texts.put("open braces", filled("{"));
        texts.put("open JSON", filled("{\"a\":"));
        texts.put("closing brackets", filled("]"));
        texts.put("same keys", filled("a:\n"));
        texts.put("documents", filled("a\n---\n"));
        texts.put("separators", filled("---\n"));
        texts.put("anchors", filled("- &a a\n"));
        texts.put("tags", filled("- !!int 1\n"));
        texts.put("floats", filled("- 1.2345678901234567e-300\n"));
        texts.put("subnormal floats", filled("- 1.2345678901234567e-310\n"));
        texts.put("one number", "a: " + "1".repeat(SIZE));
        texts.put("one word", filled("a"));
        texts.put("one line", filled("a "));
        texts.put("lines of one text", filled("a\n"));
        texts.put("one quoted text", "\"" + filled("a ") + "\"");
        texts.put("one block", "a: |\n" + filled(" b\n"));
        texts.put("empty lines in a block", "a: |\n" + filled("\n"));
        texts.put("escapes", "\"" + filled("\\x41") + "\"");
        texts.put("spaces", filled(" "));
        texts.put("tabs", filled("\t"));
        texts.put("tabs behind colons", filled("a:\tb\n"));
        texts.put("comments", filled("#\n"));
        texts.put("question marks", filled("? "));
        texts.put("dashes", filled("- "));
        texts.put("colons", filled(":"));
        texts.put("percent signs", filled("%a\n"));
        texts.put("quotes", filled("'"));
        texts.put("carriage returns", filled("\r"));
        texts.put("marks", filled("\uFEFF"));
        texts.put("emoji", filled("😀"));
        texts.put("merges", "a: &a {b: 1}\nc:\n" + filled(" <<: *a\n"));
        texts.put("laughs", laughs());
        return texts;
    }

    private static String filled(String part) {
        return part.repeat(SIZE / part.length());
    }

    /** Each line has the one before it nine times; the reader stops at its limit. */
    private static String laughs() {
        var text = new StringBuilder("a0: &a0 [1]\n");
        for (int i = 1; i < 12; i++) {
            text.append("a%d: &a%d [".formatted(i, i))
                    .append("*a%d,".formatted(i - 1).repeat(9))
                    .append("]\n");
        }
        return text.toString();
    }

    @Test
    void anyBytesGiveNodesOrProblems() {
        long seed = Long.getLong("scaler4j.seed", System.nanoTime());
        var random = new Random(seed);
        var questions = new Questions(random);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = questions.document().getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(4); j > 0 && bytes.length > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(YamlReader.read(bytes, "f"))
                    .as("-Dscaler4j.seed=%d, text %d", seed, i)
                    .isNotNull();
        }
    }
}
