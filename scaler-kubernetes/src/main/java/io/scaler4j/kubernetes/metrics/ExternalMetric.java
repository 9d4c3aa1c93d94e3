package io.scaler4j.kubernetes.metrics;

import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.config.Masking;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A scaler under the name by which an HPA asks for it. Immutable, apart from the scaler.
 *
 * <pre>{@code
 * ExternalMetric.of("shop", "orders-lag", kafkaLag).labels(Map.of("topic", "orders"))
 * }</pre>
 */
public final class ExternalMetric {

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,253}");

    private final String namespace;
    private final String name;
    private final Map<String, String> labels;
    private final Scaler scaler;
    private final boolean owned;

    private ExternalMetric(String namespace, String name, Map<String, String> labels, Scaler scaler, boolean owned) {
        this.namespace = namespace;
        this.name = name;
        this.labels = labels;
        this.scaler = scaler;
        this.owned = owned;
    }

    /**
     * Returns a metric of one number.
     *
     * @param namespace of the HPAs that use it; an HPA asks in its own namespace alone
     * @param name of letters, digits, dashes, dots, colons and underscores. Upper and lower case are the same, since
     *     the HPA asks in lower case whatever its manifest says
     * @param scaler measures; closed with the server, or when the metric is replaced or removed
     * @return the metric, without labels
     * @throws IllegalArgumentException if namespace or name is none
     */
    public static ExternalMetric of(String namespace, String name, Scaler scaler) {
        return new ExternalMetric(
                checked("namespace", NAMESPACE, namespace),
                checked("name", NAME, name),
                Map.of(),
                Objects.requireNonNull(scaler, "scaler must not be null; it measures"),
                true);
    }

    /**
     * Returns a metric of a trigger, by its name. Only its scaler counts: what is wanted of the number is said by the
     * HPA.
     *
     * @param namespace of the HPAs that use it
     * @param trigger whose name is also the metric's
     * @return the metric, without labels
     * @throws IllegalArgumentException if namespace or name is none
     */
    public static ExternalMetric of(String namespace, Trigger trigger) {
        ExternalMetric metric = of(namespace, trigger.name(), trigger.scaler());
        return new ExternalMetric(metric.namespace, metric.name, metric.labels, metric.scaler, trigger.isOwned());
    }

    private static String checked(String what, Pattern pattern, String text) {
        Objects.requireNonNull(text, what + " must not be null; an HPA asks by it");
        if (!pattern.matcher(text).matches() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("external metric: " + what + " must match " + pattern + ", was "
                    + Masking.quote(text) + "; an HPA could not ask for it");
        }
        return text;
    }

    /**
     * Returns a copy with labels, for HPAs that select metrics by them. Several metrics may have the same name and
     * other labels; the HPA adds up those that it selects.
     *
     * @param labels in place of those before
     * @return a copy
     */
    public ExternalMetric labels(Map<String, String> labels) {
        return new ExternalMetric(namespace, name, Map.copyOf(new TreeMap<>(labels)), scaler, owned);
    }

    /** {@return the namespace of the HPAs that use it} */
    public String namespace() {
        return namespace;
    }

    /** {@return the name by which they ask} */
    public String name() {
        return name;
    }

    /** {@return the labels, maybe none} */
    public Map<String, String> labels() {
        return labels;
    }

    /** {@return what measures} */
    public Scaler scaler() {
        return scaler;
    }

    /** What tells it from others. */
    record Key(String namespace, String name, Map<String, String> labels) {}

    Key key() {
        return new Key(namespace, name.toLowerCase(Locale.ROOT), labels);
    }

    void close() {
        if (owned) {
            scaler.close();
        }
    }

    @Override
    public String toString() {
        return "external metric " + namespace + "/" + name + (labels.isEmpty() ? "" : " " + new TreeMap<>(labels));
    }
}
