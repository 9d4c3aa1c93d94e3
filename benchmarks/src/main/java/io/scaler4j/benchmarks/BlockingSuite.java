package io.scaler4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code blocking}: 1,000 autoscalers whose scaler and target block for 50 ms in each call, on the registry's pool, on
 * a thread of the system for each call, and on a virtual thread for each call if the JVM has them. Each kind has its
 * own process.
 */
final class BlockingSuite implements Suite {

    private static final List<String> NAMES = List.of(
            "turns", "failed", "turn-p50", "turn-p99", "turn-max", "latest-turn", "threads", "memory", "turn-cpu");
    private static final List<String> UNITS = List.of("turns", "turns", "ms", "ms", "ms", "ms", "threads", "MiB", "us");

    @Override
    public List<Metric> measure(boolean quick) {
        var metrics = new ArrayList<Metric>();
        for (BlockingWatcher.Kind kind : BlockingWatcher.Kind.values()) {
            if (kind == BlockingWatcher.Kind.VIRTUAL && Runtime.version().feature() < BlockingWatcher.VIRTUAL_SINCE) {
                System.err.println("benchmarks/run: no virtual threads in this JVM (" + Runtime.version()
                        + "); JDK 21 or newer has them");
            } else {
                add(metrics, kind, quick ? 20 : 1_000, quick ? 1 : 6);
            }
        }
        return metrics;
    }

    private static void add(List<Metric> metrics, BlockingWatcher.Kind kind, int autoscalers, int rounds) {
        String[] told = run(kind, autoscalers, rounds);
        String prefix = kind.name().toLowerCase(Locale.ROOT) + "-";
        for (int i = 0; i < NAMES.size(); i++) {
            metrics.add(new Metric("blocking", prefix + NAMES.get(i), Double.parseDouble(told[i]), UNITS.get(i)));
        }
    }

    private static String[] run(BlockingWatcher.Kind kind, int autoscalers, int rounds) {
        try {
            return PeerProcess.result(
                    "the " + kind + " process",
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BlockingWatcher.class.getName(),
                            kind.name(),
                            String.valueOf(autoscalers),
                            String.valueOf(rounds)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
