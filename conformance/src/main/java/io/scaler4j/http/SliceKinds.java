package io.scaler4j.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The kind about EndpointSlices, in the form in which the API answers. */
final class SliceKinds {

    private SliceKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("http.ready-endpoints", SliceKinds::readyEndpoints);
    }

    private static Result readyEndpoints(Fields given) {
        EndpointSlices slices = parse(list(given));
        Map<String, Set<String>> candidates = new TreeMap<>();
        for (String port : slices.portNames()) {
            candidates.put(
                    port,
                    slices.endpoints(port).stream()
                            .map(endpoint -> endpoint.toString().replace("http://", ""))
                            .collect(Collectors.toSet()));
        }
        return Result.of("ready", slices.isReady()).and("candidates", candidates);
    }

    private static EndpointSlices parse(ObjectNode list) {
        try {
            return EndpointSlices.parse(list.toString().getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode list(Fields given) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("kind", "EndpointSliceList");
        ArrayNode items = list.putArray("items");
        for (Fields slice : given.objects("slices")) {
            ObjectNode item = items.addObject().put("addressType", "IPv4");
            ArrayNode ports = item.putArray("ports");
            for (Fields port : slice.objectsIfAny("ports")) {
                ObjectNode one = ports.addObject();
                port.textIfAny("name").ifPresent(name -> one.put("name", name));
                port.countIfAny("port").ifPresent(number -> one.put("port", number));
            }
            ArrayNode endpoints = item.putArray("endpoints");
            for (Fields endpoint : slice.objectsIfAny("endpoints")) {
                ObjectNode one = endpoints.addObject();
                ArrayNode addresses = one.putArray("addresses");
                endpoint.textIfAny("address").ifPresent(addresses::add);
                ObjectNode conditions = one.putObject("conditions");
                endpoint.flagIfAny("ready").ifPresent(ready -> conditions.put("ready", ready));
            }
        }
        return list;
    }
}
