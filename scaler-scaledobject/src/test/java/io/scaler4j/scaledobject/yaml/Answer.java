package io.scaler4j.scaledobject.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What kubectl makes of a text, as the program in {@code oracle/yaml} prints it.
 *
 * @param documents up to the first that it refuses, without empty ones
 * @param refused whether it refuses one
 * @param strict whether the strict mode refuses a document
 */
record Answer(List<Node> documents, boolean refused, boolean strict) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Position NOWHERE = new Position("", 1, 1);

    static Answer parse(String line) throws IOException {
        var answer = MAPPER.readTree(line);
        var documents = new ArrayList<Node>();
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("docs")) {
                    parser.nextToken();
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        documents.add(node(parser));
                    }
                }
            }
        }
        documents.removeIf(node -> node instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL);
        return new Answer(
                documents, answer.hasNonNull("error") || answer.hasNonNull("refused"), answer.hasNonNull("strict"));
    }

    /** The node at the parser's token, with the numbers as they are written. */
    static Node node(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            var entries = new ArrayList<Node.Entry>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                entries.add(new Node.Entry(key, NOWHERE, node(parser)));
            }
            return new Node.Mapping(entries, NOWHERE);
        }
        if (token == JsonToken.START_ARRAY) {
            var items = new ArrayList<Node>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node(parser));
            }
            return new Node.Sequence(items, NOWHERE);
        }
        String text = parser.getText();
        Node.Type type = switch (token) {
            case VALUE_NULL -> Node.Type.NULL;
            case VALUE_TRUE, VALUE_FALSE -> Node.Type.BOOLEAN;
            case VALUE_STRING -> Node.Type.STRING;
            default -> text.contains(".") || text.contains("e") ? Node.Type.FLOAT : Node.Type.INTEGER;
        };
        return new Node.Scalar(type, text, text, type == Node.Type.STRING, NOWHERE);
    }
}
