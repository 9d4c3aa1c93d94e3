package io.scaler4j.metric;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the containers of one replica use or request, in thousandths of the resource's unit: for samplers that see
 * containers, and scale on replicas. A container may be there without a number. Immutable.
 *
 * <pre>{@code
 * var requests = ContainerAmounts.none().plus("app", 250).plus("proxy", 50);
 * requests.total().ifPresent(sample::requestMilli);
 * }</pre>
 */
public final class ContainerAmounts {

    private static final ContainerAmounts NONE = new ContainerAmounts(Map.of());

    private final Map<String, OptionalLong> milliByName;

    private ContainerAmounts(Map<String, OptionalLong> milliByName) {
        this.milliByName = milliByName;
    }

    /**
     * No container.
     *
     * @return to be added to
     */
    public static ContainerAmounts none() {
        return NONE;
    }

    /**
     * The same with one more container.
     *
     * @param container its name; replaces one of the same name
     * @param milli what it uses or requests
     * @return a copy
     */
    public ContainerAmounts plus(String container, long milli) {
        return plus(container, OptionalLong.of(milli));
    }

    /**
     * The same with one more container, of which maybe nothing is known.
     *
     * @param container its name; replaces one of the same name
     * @param milli what it uses or requests, or empty
     * @return a copy
     */
    public ContainerAmounts plus(String container, OptionalLong milli) {
        var all = new LinkedHashMap<>(milliByName);
        all.put(container, milli);
        return new ContainerAmounts(all);
    }

    /**
     * All containers together, as the HPA takes them.
     *
     * @return the sum, saturated; empty without a container, and if a single one has no number
     */
    public OptionalLong total() {
        if (milliByName.isEmpty() || milliByName.containsValue(OptionalLong.empty())) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                milliByName.values().stream().mapToLong(OptionalLong::getAsLong).reduce(0, ContainerAmounts::plus));
    }

    /**
     * One container alone.
     *
     * @param container its name
     * @return empty if there is no such container, or if it has no number
     */
    public OptionalLong of(String container) {
        return milliByName.getOrDefault(container, OptionalLong.empty());
    }

    private static long plus(long a, long b) {
        return b > 0 && a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContainerAmounts that && milliByName.equals(that.milliByName);
    }

    @Override
    public int hashCode() {
        return milliByName.hashCode();
    }

    @Override
    public String toString() {
        return milliByName.toString();
    }
}
