package io.scaler4j.metric;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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

    private static final ContainerAmounts NONE = new ContainerAmounts(Map.of(), OptionalLong.empty());

    private final Map<String, OptionalLong> milliByName;
    private final OptionalLong whole;

    private ContainerAmounts(Map<String, OptionalLong> milliByName, OptionalLong whole) {
        this.milliByName = milliByName;
        this.whole = whole;
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
        return new ContainerAmounts(all, whole);
    }

    /**
     * The same with a number for the replica as a whole, as a pod may request it beside or in place of its containers.
     * It counts in place of the sum; a container alone still has its own number.
     *
     * @param milli what the replica requests as a whole
     * @return a copy
     */
    public ContainerAmounts whole(long milli) {
        return new ContainerAmounts(milliByName, OptionalLong.of(milli));
    }

    /**
     * All containers together, as the HPA takes them.
     *
     * @return the number of the replica as a whole, if it has one; otherwise the sum, saturated: empty without a
     *     container, and if a single one has no number
     */
    public OptionalLong total() {
        if (whole.isPresent()) {
            return whole;
        }
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
        long sum = a + b;
        boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
        if (overflow) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContainerAmounts that
                && milliByName.equals(that.milliByName)
                && whole.equals(that.whole);
    }

    @Override
    public int hashCode() {
        return Objects.hash(milliByName, whole);
    }

    @Override
    public String toString() {
        return milliByName + (whole.isPresent() ? " as a whole " + whole.getAsLong() : "");
    }
}
