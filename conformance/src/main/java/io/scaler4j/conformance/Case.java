package io.scaler4j.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One case of a vector file.
 *
 * @param id unique within its file; {@code #3} for the third case if it has none
 * @param kind empty if it has none
 */
record Case(String id, String kind, JsonNode node) {

    static Case of(int position, JsonNode node) {
        return new Case(
                node.path("id").asText("#" + position), node.path("kind").asText(""), node);
    }

    Fields given() {
        return new Fields("given", node.path("given"));
    }

    Fields expect() {
        return new Fields("expect", node.path("expect"));
    }
}
