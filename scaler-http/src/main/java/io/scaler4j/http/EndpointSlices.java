package io.scaler4j.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The replicas of a Kubernetes service, as its EndpointSlices have them. Code that watches the slices hands the ready
 * ones to an {@link EndpointList}:
 *
 * <pre>{@code
 * // the answer to GET .../namespaces/shop/endpointslices?labelSelector=kubernetes.io/service-name=web
 * endpointList.set(EndpointSlices.parse(answer).endpoints("http"));
 * }</pre>
 *
 * <p>An endpoint is ready if its condition {@code ready} is true or not set, so one that terminates is not. Each port
 * belongs to the addresses of its own slice. Ports without a number, and those of UDP and SCTP, are passed over.
 * Immutable.
 */
public final class EndpointSlices {

    private final boolean ready;
    private final Map<String, List<Endpoint>> byPort;

    private EndpointSlices(boolean ready, Map<String, List<Endpoint>> byPort) {
        this.ready = ready;
        this.byPort = byPort;
    }

    /**
     * Reads slices.
     *
     * @param json an {@code EndpointSliceList}, or one {@code EndpointSlice}, in UTF-8; unknown fields are passed over
     * @return what is ready
     * @throws IOException with a sentence, if it is neither: an unknown state is never "nothing is ready"
     */
    public static EndpointSlices parse(byte[] json) throws IOException {
        return of(SliceReader.read(json));
    }

    static EndpointSlices of(List<Slice> slices) {
        boolean ready = false;
        Map<String, Set<Endpoint>> found = new LinkedHashMap<>();
        for (Slice slice : slices) {
            ready |= !slice.readyAddresses().isEmpty();
            for (Port port : slice.ports()) {
                for (String address : slice.readyAddresses()) {
                    found.computeIfAbsent(port.name(), name -> new LinkedHashSet<>())
                            .add(Endpoint.http(address, port.number()));
                }
            }
        }
        Map<String, List<Endpoint>> byPort = new LinkedHashMap<>();
        found.forEach((name, endpoints) -> byPort.put(name, List.copyOf(endpoints)));
        return new EndpointSlices(ready, byPort);
    }

    /** {@return whether any endpoint is ready, on whatever port} */
    public boolean isReady() {
        return ready;
    }

    /**
     * Returns the ready replicas that have a port.
     *
     * @param portName the port's name in the service; empty for a port without a name
     * @return each once, in the order of the slices; unmodifiable
     */
    public List<Endpoint> endpoints(String portName) {
        return byPort.getOrDefault(portName, List.of());
    }

    /** {@return the names of the ports that ready replicas have; unmodifiable} */
    public List<String> portNames() {
        return List.copyOf(byPort.keySet());
    }

    @Override
    public String toString() {
        return "endpoints of the ports " + new ArrayList<>(byPort.keySet());
    }

    /** A port that has a number. */
    record Port(String name, int number) {}

    /** The parts of one slice that matter. */
    record Slice(List<Port> ports, List<String> readyAddresses) {}
}
