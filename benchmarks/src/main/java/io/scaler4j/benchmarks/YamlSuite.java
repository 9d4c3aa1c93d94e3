package io.scaler4j.benchmarks;

import io.scaler4j.scaledobject.check.Lint;
import io.scaler4j.scaledobject.check.LintFacts;
import io.scaler4j.scaledobject.check.Validation;
import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.yaml.YamlReader;
import io.scaler4j.spi.ScalerCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/**
 * {@code yaml}: 10,000 ScaledObjects in a hundred files are read, validated and linted; beside it the YAML library
 * alone composes the same texts, in turns in the same run.
 */
final class YamlSuite implements Suite {

    private static final int FILES = 100;
    private static final int DOCUMENTS = 100;
    private static final int ROUNDS = 15;
    private static final int WARM_UP_ROUNDS = 10;

    @Override
    public List<Metric> measure(boolean quick) {
        List<String> files = files(quick ? 1 : FILES);
        int rounds = quick ? 3 : ROUNDS;
        var times = new Times(rounds);
        try (var catalog = ScalerCatalog.load()) {
            var lint = new Lint(catalog.providers());
            for (int round = -(quick ? 0 : WARM_UP_ROUNDS); round < rounds; round++) {
                times.round(round, files, lint, catalog);
            }
        }
        double compose = median(times.compose);
        double read = median(times.read);
        double validate = median(times.validate);
        double check = median(times.lint);
        return List.of(
                metric("documents", files.size() * DOCUMENTS, "documents"),
                metric("findings", times.findings, "findings"),
                metric("compose-time", compose / 1e6, "ms"),
                metric("read-time", read / 1e6, "ms"),
                metric("validate-time", validate / 1e6, "ms"),
                metric("lint-time", check / 1e6, "ms"),
                metric("ratio-to-parse", (read + validate + check) / compose, "1"));
    }

    /** The times of each step in each round. */
    private static final class Times {

        final double[] compose;
        final double[] read;
        final double[] validate;
        final double[] lint;
        int findings;

        Times(int rounds) {
            compose = new double[rounds];
            read = new double[rounds];
            validate = new double[rounds];
            lint = new double[rounds];
        }

        /** File by file, as a program reads them. A round before the first one warms up. */
        void round(int round, List<String> files, Lint rules, ScalerCatalog catalog) {
            long[] sums = new long[4];
            findings = 0;
            for (String text : files) {
                long begin = System.nanoTime();
                int composed = compose(text);
                long afterCompose = System.nanoTime();
                Manifests manifests = Manifests.of(YamlReader.read(text, "").documents());
                long afterRead = System.nanoTime();
                findings += Validation.of(manifests, catalog.types()).size();
                long afterValidation = System.nanoTime();
                findings += rules.check(manifests.manifests(), LintFacts.none()).size();
                long end = System.nanoTime();
                if (manifests.manifests().size() != composed) {
                    throw new IllegalStateException("composed " + composed + " documents and read "
                            + manifests.manifests().size());
                }
                sums[0] += afterCompose - begin;
                sums[1] += afterRead - afterCompose;
                sums[2] += afterValidation - afterRead;
                sums[3] += end - afterValidation;
            }
            if (round >= 0) {
                compose[round] = sums[0];
                read[round] = sums[1];
                validate[round] = sums[2];
                lint[round] = sums[3];
            }
        }
    }

    private static int compose(String text) {
        int documents = 0;
        var settings = LoadSettings.builder().build();
        for (var node : new Compose(settings).composeAllFromString(text)) {
            documents += node.getTag() == null ? 0 : 1;
        }
        return documents;
    }

    private static List<String> files(int count) {
        var files = new ArrayList<String>();
        for (int file = 0; file < count; file++) {
            var text = new StringBuilder();
            for (int document = 0; document < DOCUMENTS; document++) {
                text.append("---\n").append(document("orders-" + file + "-" + document, document));
            }
            files.add(text.toString());
        }
        return files;
    }

    /** What people write: one or two triggers, a fallback, a behavior in every third. */
    private static String document(String name, int number) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata:
                  name: %1$s
                  namespace: shop
                  labels:
                    app: %1$s
                spec:
                  scaleTargetRef:
                    name: %1$s
                  pollingInterval: 15
                  cooldownPeriod: 120
                  minReplicaCount: 0
                  maxReplicaCount: %2$d
                  fallback:
                    failureThreshold: 3
                    replicas: 4
                """.formatted(name, 10 + number % 20)
                + (number % 3 == 0 ? BEHAVIOR : "") + "  triggers:\n"
                + (number % 2 == 0 ? KAFKA : PROMETHEUS).formatted(name)
                + (number % 4 == 0 ? CRON : "");
    }

    private static final String BEHAVIOR = """
              advanced:
                horizontalPodAutoscalerConfig:
                  behavior:
                    scaleDown:
                      stabilizationWindowSeconds: 120
                      policies:
                        - type: Percent
                          value: 50
                          periodSeconds: 60
            """;
    private static final String KAFKA = """
                - type: kafka
                  name: lag
                  metadata:
                    bootstrapServers: kafka.shop:9092
                    consumerGroup: billing
                    topic: %s
                    lagThreshold: "50"
                    activationLagThreshold: "5"
                    offsetResetPolicy: earliest
            """;
    private static final String PROMETHEUS = """
                - type: prometheus
                  name: rate
                  metadata:
                    serverAddress: http://prometheus.monitoring:9090
                    query: sum(rate(http_requests_total{app="%s"}[2m]))
                    threshold: "100"
                    activationThreshold: "1"
                    ignoreNullValues: "false"
            """;
    private static final String CRON = """
                - type: cron
                  name: office
                  metadata:
                    timezone: Europe/Berlin
                    start: 0 8 * * 1-5
                    end: 0 18 * * 1-5
                    desiredReplicas: "5"
            """;

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Metric metric(String name, double value, String unit) {
        return new Metric("yaml", name, value, unit);
    }
}
