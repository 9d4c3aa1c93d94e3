package io.scaler4j.cron;

/**
 * What KEDA's {@code cron} scaler calls its metric. Use it to find a trigger's numbers in dashboards of a cluster where
 * KEDA runs; a decision needs no such name. Pure functions.
 */
public final class KedaMetric {

    private KedaMetric() {}

    /**
     * The name of the external metric.
     *
     * @param triggerIndex position of the trigger in its ScaledObject, from 0 on
     * @param timezone the trigger's zone
     * @param start the trigger's start
     * @param end the trigger's end
     * @return as in {@code s0-cron-Etc-UTC-08xxx-018xxx}
     */
    public static String name(int triggerIndex, String timezone, String start, String end) {
        return "s" + triggerIndex + "-"
                + normalize("cron-" + timezone + "-" + withoutSigns(start) + "-" + withoutSigns(end));
    }

    private static String withoutSigns(String expression) {
        return expression
                .replace(" ", "")
                .replace("*", "x")
                .replace("/", "Sl")
                .replace("?", "Qm")
                .replace(",", "Cm");
    }

    static String normalize(String name) {
        return name.replaceAll("[/.:%()]", "-");
    }
}
