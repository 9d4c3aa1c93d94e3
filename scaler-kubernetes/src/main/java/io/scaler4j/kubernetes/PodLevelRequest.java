package io.scaler4j.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.cpu.Quantity;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a pod requests as a whole, once it has a request at pod level. The HPA then counts as the scheduler does: that
 * request, or for a resource without one what the containers need at most at a time; and the overhead of the pod's
 * runtime class. A container without a request then requests nothing, and is no error.
 *
 * @see <a
 *     href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/2837-pod-level-resource-spec">KEP-2837</a>
 */
final class PodLevelRequest {

    private static final String HUGE_PAGES = "hugepages-";

    private final JsonNode spec;
    private final String resource;

    private PodLevelRequest(JsonNode spec, String resource) {
        this.spec = spec;
        this.resource = resource;
    }

    /** Whether there is a request at pod level: of any resource, not only of the one that is looked at. */
    static boolean isSet(JsonNode spec) {
        for (Iterator<String> names = requests(spec).fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.equals("cpu") || name.equals("memory") || name.startsWith(HUGE_PAGES)) {
                return true;
            }
        }
        return false;
    }

    /** Of one resource, in thousandths rounded up; empty if neither pod, containers nor overhead have it. */
    static OptionalLong of(JsonNode spec, String resource) {
        var pod = new PodLevelRequest(spec, resource);
        Optional<BigDecimal> whole = pod.amount(requests(spec));
        BigDecimal requested = whole.isPresent() ? whole.get() : pod.ofContainers();
        BigDecimal all = sum(requested, pod.amount(spec.path("overhead")).orElse(null));
        return all == null ? OptionalLong.empty() : OptionalLong.of(new Quantity(all.toPlainString(), all).milli());
    }

    private static JsonNode requests(JsonNode item) {
        return item.path("resources").path("requests");
    }

    /** The larger of what runs for good, and of each init container beside those that were started before it. */
    private @Nullable BigDecimal ofContainers() {
        BigDecimal running = null;
        for (JsonNode each : spec.path("containers")) {
            running = sum(running, ofContainer(each));
        }
        BigDecimal started = null;
        BigDecimal most = null;
        for (JsonNode each : spec.path("initContainers")) {
            BigDecimal own = ofContainer(each);
            if (each.path("restartPolicy").asText("").equals("Always")) {
                running = sum(running, own);
                started = sum(started, own);
                most = larger(most, started);
            } else {
                most = larger(most, sum(own, started));
            }
        }
        return larger(running, most);
    }

    /** A limit counts as the request where the request is absent, as the API server would have written it. */
    private @Nullable BigDecimal ofContainer(JsonNode container) {
        return amount(requests(container))
                .or(() -> amount(container.path("resources").path("limits")))
                .orElse(null);
    }

    private Optional<BigDecimal> amount(JsonNode amounts) {
        return amounts.hasNonNull(resource)
                ? Optional.of(Quantity.parse(amounts.path(resource).asText("")).value())
                : Optional.empty();
    }

    private static @Nullable BigDecimal sum(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null ? b : b == null ? a : a.add(b);
    }

    private static @Nullable BigDecimal larger(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null ? b : b == null ? a : a.max(b);
    }
}
