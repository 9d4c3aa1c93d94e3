package io.scaler4j.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The program behind {@code benchmarks/run}, and the table of benchmarks. */
public final class Main {

    private static final Map<String, Suite> SUITES = new TreeMap<>(Map.ofEntries(
            Map.entry("cli", new CliSuite()),
            Map.entry("cron", new CronSuite()),
            Map.entry("decide", new DecideSuite()),
            Map.entry("formula", new FormulaSuite()),
            Map.entry("external", new ExternalSuite()),
            Map.entry("fleet", new FleetSuite()),
            Map.entry("fleet-kafka", new FleetKafkaSuite()),
            Map.entry("fleet-prometheus", new FleetPrometheusSuite()),
            Map.entry("fleet-redis", new FleetRedisSuite()),
            Map.entry("http", new HttpSuite(System.getenv().getOrDefault("PATH", ""))),
            Map.entry("http-counting", new HttpCountingSuite()),
            Map.entry("kafka-triggers", new KafkaTriggersSuite()),
            Map.entry("process-memory", new ProcessMemorySuite()),
            Map.entry("prometheus-triggers", new PrometheusTriggersSuite()),
            Map.entry("recorder", new RecorderSuite()),
            Map.entry("redis-triggers", new RedisTriggersSuite()),
            Map.entry("simulate", new SimulateSuite()),
            Map.entry("soak", new SoakSuite()),
            Map.entry("states", new StatesSuite()),
            Map.entry("tune", new TuneSuite()),
            Map.entry("yaml", new YamlSuite())));

    private Main() {}

    /**
     * Runs one benchmark and prints a line for each metric, and nothing else, on standard output.
     *
     * @param args a benchmark's name, and {@code --quick} where a smoke run will do
     */
    public static void main(String[] args) {
        List<String> names = new ArrayList<>(Arrays.asList(args));
        boolean quick = names.removeIf("--quick"::equals);
        if (names.size() != 1) {
            misuse("one name is needed, of " + SUITES.keySet());
        }
        Suite suite = SUITES.get(names.get(0));
        if (suite == null) {
            misuse("unknown benchmark '" + names.get(0) + "', there are " + SUITES.keySet());
            return;
        }
        PrintStream lines = System.out;
        System.setOut(System.err); // tools talk on standard output, which is for the metrics
        suite.measure(quick).forEach(lines::println);
        lines.flush();
    }

    private static void misuse(String sentence) {
        System.err.println("benchmarks/run: " + sentence + " (see --help)");
        System.exit(2);
    }
}
