package io.scaler4j.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads back what a command printed, with parsers that know nothing of it. */
final class Parsed {

    private Parsed() {}

    /** Maps, lists, texts, flags, nulls, and all numbers as doubles. */
    static Object json(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new AssertionError("something follows the JSON value");
            }
            return value;
        } catch (IOException e) {
            throw new AssertionError("is no JSON: " + e.getMessage(), e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> "null";
            default -> throw new AssertionError("no value: " + parser.currentToken());
        };
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    /** A member of a member. */
    static Object find(Object value, String... path) {
        Object found = value;
        for (String step : path) {
            found = found instanceof List<?> list
                    ? list.get(Integer.parseInt(step))
                    : map(found).get(step);
            if (found == null) {
                throw new AssertionError("there is no " + step + " of " + String.join(".", path));
            }
        }
        return found;
    }

    /** Rows by the names of their columns, as RFC 4180 has it. */
    static List<Map<String, String>> csv(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (quoted) {
                if (character != '"') {
                    cell.append(character);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (character == '"') {
                quoted = true;
            } else if (character == ',' || character == '\n') {
                row.add(cell.toString());
                cell.setLength(0);
                if (character == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else {
                cell.append(character);
            }
        }
        List<Map<String, String>> named = new ArrayList<>();
        for (List<String> each : rows.subList(1, rows.size())) {
            Map<String, String> byName = new LinkedHashMap<>();
            for (int i = 0; i < each.size(); i++) {
                byName.put(rows.get(0).get(i), each.get(i));
            }
            named.add(byName);
        }
        return named;
    }
}
