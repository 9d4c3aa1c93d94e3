package io.scaler4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code fleet-100k}: as {@code fleet}, with 100,000 autoscalers in a process of its own that has a heap of 2 GiB. */
final class LargeFleetSuite implements Suite {

    private static final int AUTOSCALERS = 100_000;
    private static final Duration QUICK_INTERVAL = Duration.ofMillis(250);

    @Override
    public List<Metric> measure(boolean quick) {
        return quick ? measure(AUTOSCALERS / 500, QUICK_INTERVAL) : measure(AUTOSCALERS, FleetSuite.INTERVAL);
    }

    private static List<Metric> measure(int autoscalers, Duration interval) {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                String.valueOf(autoscalers),
                String.valueOf(interval.toMillis()));
        try {
            String[] words = PeerProcess.result("the fleet", command);
            List<Metric> metrics = new ArrayList<>();
            for (int i = 0; i + 2 < words.length; i += 3) {
                metrics.add(new Metric("fleet-100k", words[i], Double.parseDouble(words[i + 1]), words[i + 2]));
            }
            return metrics;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the fleet ran", e);
        }
    }

    /** The process: prints the metrics of the autoscalers that it runs, each as three words. */
    static final class Program {

        private Program() {}

        /**
         * Runs and measures.
         *
         * @param args how many autoscalers, and their interval in milliseconds
         */
        public static void main(String[] args) {
            var line = new StringBuilder("result");
            for (Metric metric :
                    FleetSuite.measure(Integer.parseInt(args[0]), Duration.ofMillis(Long.parseLong(args[1])))) {
                line.append(' ')
                        .append(metric.name())
                        .append(' ')
                        .append(metric.value())
                        .append(' ')
                        .append(metric.unit());
            }
            System.out.println(line);
        }
    }
}
