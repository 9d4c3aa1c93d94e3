package io.scaler4j.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads EndpointSlices from JSON. What has an unexpected type is refused, and what is unknown is passed over. */
final class SliceReader {

    private static final int MOST_PORTS = 65_535;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(50).build())
            .build();

    private final JsonParser json;

    private SliceReader(JsonParser json) {
        this.json = json;
    }

    static List<EndpointSlices.Slice> read(byte[] text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            List<EndpointSlices.Slice> slices = new SliceReader(json).document();
            if (json.nextToken() != null) {
                throw new IOException("there is something behind the EndpointSlices");
            }
            return slices;
        } catch (JsonProcessingException e) {
            throw new IOException("the EndpointSlices are no valid JSON", e); // its message may quote the text
        }
    }

    /** A list has items, a slice has endpoints. */
    private List<EndpointSlices.Slice> document() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("EndpointSlices must be a JSON object: an EndpointSliceList or an EndpointSlice");
        }
        List<EndpointSlices.Slice> items = new ArrayList<>();
        var single = new Parts();
        boolean isList = false;
        boolean isSlice = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("items")) {
                isList = true;
                each(value, "items", () -> items.add(slice()));
            } else {
                isSlice |= field.equals("endpoints");
                single.read(field, value);
            }
        }
        if (isList == isSlice) {
            throw new IOException("EndpointSlices must have either items, as a list of them, or endpoints, as one of"
                    + " them; ask the API for endpointslices of discovery.k8s.io/v1");
        }
        return isList ? items : List.of(single.slice());
    }

    private EndpointSlices.Slice slice() throws IOException {
        var parts = new Parts();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            parts.read(field, json.nextToken());
        }
        return parts.slice();
    }

    /** The fields of a slice, in any order. */
    private final class Parts {

        private final List<EndpointSlices.Port> ports = new ArrayList<>();
        private final List<String> addresses = new ArrayList<>();

        void read(String field, JsonToken value) throws IOException {
            switch (field) {
                case "ports" -> each(value, field, () -> port(ports));
                case "endpoints" -> each(value, field, () -> endpoint(addresses));
                default -> json.skipChildren();
            }
        }

        EndpointSlices.Slice slice() {
            return new EndpointSlices.Slice(ports, addresses);
        }
    }

    private void port(List<EndpointSlices.Port> ports) throws IOException {
        String name = "";
        int number = 0;
        boolean tcp = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "name" -> name = textOr("", value);
                case "protocol" -> tcp = textOr("TCP", value).equals("TCP");
                case "port" -> number = value == JsonToken.VALUE_NULL ? 0 : number(value);
                default -> json.skipChildren();
            }
        }
        if (tcp && number > 0) {
            ports.add(new EndpointSlices.Port(name, number));
        }
    }

    /** Of an endpoint's addresses the first counts: they are all of one replica. */
    private void endpoint(List<String> ready) throws IOException {
        List<String> addresses = new ArrayList<>();
        boolean isReady = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "addresses" -> addresses(value, addresses);
                case "conditions" -> isReady = conditions(value);
                default -> json.skipChildren();
            }
        }
        if (isReady && !addresses.isEmpty()) {
            ready.add(addresses.get(0));
        }
    }

    private void addresses(JsonToken value, List<String> addresses) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        expect(value == JsonToken.START_ARRAY, "addresses must be a list");
        for (JsonToken one = json.nextToken(); one != JsonToken.END_ARRAY; one = json.nextToken()) {
            String address = textOr("", one);
            if (!address.isBlank()) {
                addresses.add(address);
            }
        }
    }

    private boolean conditions(JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return true;
        }
        expect(value == JsonToken.START_OBJECT, "conditions must be an object");
        boolean ready = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken condition = json.nextToken();
            if (field.equals("ready")) {
                expect(condition.isBoolean() || condition == JsonToken.VALUE_NULL, "ready must be true or false");
                ready = condition != JsonToken.VALUE_FALSE;
            } else {
                json.skipChildren();
            }
        }
        return ready;
    }

    private int number(JsonToken value) throws IOException {
        expect(value == JsonToken.VALUE_NUMBER_INT, "port must be a number");
        long number = json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? -1 : json.getLongValue();
        expect(number >= 1 && number <= MOST_PORTS, "port must be from 1 to 65535");
        return (int) number;
    }

    private String textOr(String orElse, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return orElse;
        }
        expect(value == JsonToken.VALUE_STRING, "a name or an address must be a text");
        return json.getText();
    }

    /** Calls for each object of a list; null is an empty one. */
    private void each(JsonToken value, String name, Element element) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        expect(value == JsonToken.START_ARRAY, name + " must be a list");
        for (JsonToken one = json.nextToken(); one != JsonToken.END_ARRAY; one = json.nextToken()) {
            expect(one == JsonToken.START_OBJECT, name + " must be a list of objects");
            element.read();
        }
    }

    private static void expect(boolean holds, String sentence) throws IOException {
        if (!holds) {
            throw new IOException("the EndpointSlices are malformed: " + sentence);
        }
    }

    /** Reads one object whose start has been read. */
    private interface Element {
        void read() throws IOException;
    }
}
