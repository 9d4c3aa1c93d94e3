package io.scaler4j.scaledobject;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Texts of HorizontalPodAutoscalers at random, with every kind of metric, of both versions. */
final class RandomHpas {

    private static final List<String> AMOUNTS = List.of("3", "2.5", "500m", "1.5Gi", "10k", "\"7\"", "1e2");

    private final SplittableRandom random;

    RandomHpas(long seed) {
        random = new SplittableRandom(seed);
    }

    String text() {
        boolean isOld = random.nextInt(5) == 0;
        int min = random.nextInt(4);
        var spec = new ArrayList<String>();
        spec.add("scaleTargetRef: {"
                + any(
                        "apiVersion: apps/v1, kind: Deployment",
                        "apiVersion: apps/v1, kind: StatefulSet",
                        "apiVersion: example.com/v1, kind: Own",
                        "kind: ReplicationController")
                + ", name: orders}");
        List<String> metrics = isOld || random.nextInt(5) == 0 ? List.of() : metrics();
        boolean canWake = metrics.stream().anyMatch(metric -> metric.matches("\\{type: (External|Object).*"));
        if (min > 0 || canWake) {
            spec.add("minReplicas: " + min);
        }
        spec.add("maxReplicas: " + (Math.max(1, min) + random.nextInt(9)));
        if (!metrics.isEmpty()) {
            spec.add("metrics: [" + String.join(", ", metrics) + "]");
        }
        if (isOld && random.nextBoolean()) {
            spec.add("targetCPUUtilizationPercentage: " + (1 + random.nextInt(150)));
        }
        if (!isOld && random.nextBoolean()) {
            spec.add("behavior: {scaleUp: " + rules() + ", scaleDown: " + rules() + "}");
        }
        return """
                apiVersion: autoscaling/%s
                kind: HorizontalPodAutoscaler
                metadata: {name: orders%s}
                spec:
                %s""".formatted(
                        isOld ? "v1" : "v2",
                        random.nextBoolean() ? ", namespace: shop" : "",
                        String.join("\n", spec).indent(2));
    }

    private List<String> metrics() {
        var metrics = new ArrayList<String>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            metrics.add(metric(i));
        }
        return metrics;
    }

    private String metric(int number) {
        String named = "metric: {name: m" + number
                + (random.nextBoolean() ? ", selector: {matchLabels: {queue: a}}" : "") + "}";
        return switch (random.nextInt(5)) {
            case 0 -> "{type: Resource, resource: {name: " + resource() + ", target: " + ofResource() + "}}";
            case 1 ->
                "{type: ContainerResource, containerResource: {name: " + any("cpu", "memory")
                        + ", container: app, target: " + ofResource() + "}}";
            case 2 -> "{type: Pods, pods: {" + named + ", target: " + average() + "}}";
            case 3 ->
                "{type: Object, object: {" + named + ", describedObject: {kind: Service, name: orders}, target: "
                        + (random.nextBoolean() ? average() : total()) + "}}";
            default ->
                "{type: External, external: {" + named + ", target: " + (random.nextBoolean() ? average() : total())
                        + "}}";
        };
    }

    private String resource() {
        return any("cpu", "memory", "example.com/gpu");
    }

    private String ofResource() {
        return random.nextBoolean()
                ? "{type: Utilization, averageUtilization: " + (1 + random.nextInt(200)) + "}"
                : average();
    }

    private String average() {
        return "{type: AverageValue, averageValue: " + any(AMOUNTS.toArray(String[]::new)) + "}";
    }

    private String total() {
        return "{type: Value, value: " + any(AMOUNTS.toArray(String[]::new)) + "}";
    }

    private String rules() {
        var rules = new ArrayList<String>();
        if (random.nextBoolean()) {
            rules.add("stabilizationWindowSeconds: " + random.nextInt(3601));
        }
        if (random.nextBoolean()) {
            rules.add("selectPolicy: " + any("Max", "Min", "Disabled"));
        }
        if (random.nextBoolean()) {
            rules.add("tolerance: 0." + random.nextInt(90));
        }
        if (random.nextBoolean()) {
            rules.add("policies: [{type: " + any("Pods", "Percent") + ", value: " + (1 + random.nextInt(9))
                    + ", periodSeconds: " + (1 + random.nextInt(1800)) + "}]");
        }
        return "{" + String.join(", ", rules) + "}";
    }

    private String any(String... words) {
        return words[random.nextInt(words.length)];
    }
}
