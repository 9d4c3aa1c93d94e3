package io.scaler4j.kubernetes.metrics;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * HPAs with random bounds, targets and behaviors. Windows and periods are no multiple of the time between two turns,
 * 1.4 s, or close to one: else it would be chance on which side of a window a change is.
 */
final class RandomHpas {

    private static final int[] PERIODS = {2, 5, 6};
    private static final int[] WINDOWS = {0, 2, 5, 6};

    private RandomHpas() {}

    /**
     * A manifest and the count to begin with, which is within the bounds: outside of them the HPA moves to a bound
     * without a look at its metric, so that nobody in its shadow sees it.
     */
    record Hpa(String name, String yaml, int replicas) {}

    static Hpa next(String name, String namespace, Random random) {
        int min = 1 + random.nextInt(3);
        int max = min + 1 + random.nextInt(12);
        return new Hpa(name, yaml(name, namespace, min, max, random), min + random.nextInt(Math.min(4, max - min)));
    }

    private static String yaml(String name, String namespace, int min, int max, Random random) {
        return """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %1$s}
                  minReplicas: %3$d
                  maxReplicas: %4$d
                  metrics:
                    - type: External
                      external:
                        metric: {name: %1$s}
                        target: %5$s
                  behavior:
                    scaleUp: %6$s
                    scaleDown: %7$s
                """.formatted(
                        name,
                        namespace,
                        min,
                        max,
                        random.nextBoolean()
                                ? "{type: AverageValue, averageValue: \"" + (5 + random.nextInt(20)) + "\"}"
                                : "{type: Value, value: \"" + (20 + random.nextInt(60)) + "\"}",
                        rules(random),
                        rules(random));
    }

    private static String rules(Random random) {
        String select = random.nextInt(12) == 0 ? "Disabled" : random.nextBoolean() ? "Max" : "Min";
        String policies = IntStream.range(0, 1 + random.nextInt(2))
                .mapToObj(i -> random.nextBoolean()
                        ? policy("Pods", 1 + random.nextInt(5), random)
                        : policy("Percent", 10 * (1 + random.nextInt(15)), random))
                .collect(Collectors.joining(", "));
        return "{stabilizationWindowSeconds: " + WINDOWS[random.nextInt(WINDOWS.length)] + ", selectPolicy: " + select
                + ", policies: [" + policies + "]}";
    }

    private static String policy(String type, int value, Random random) {
        return "{type: " + type + ", value: " + value + ", periodSeconds: " + PERIODS[random.nextInt(PERIODS.length)]
                + "}";
    }
}
