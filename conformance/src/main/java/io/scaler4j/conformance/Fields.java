package io.scaler4j.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a vector, read strictly: what is missing or of another type is a {@link MalformedCaseException} that
 * names the path. Integers are 64-bit and never pass through a double. An optional field may be missing or null.
 */
public final class Fields {

    private final String path;
    private final JsonNode node;

    Fields(String path, JsonNode node) {
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw new MalformedCaseException(path + " must be an object, was " + node);
        }
    }

    JsonNode node() {
        return node;
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return find(name) != null;
    }

    /** Whether the field is a text. */
    public boolean isText(String name) {
        return node.path(name).isTextual();
    }

    public long integer(String name) {
        return integer(path + "." + name, required(name));
    }

    public OptionalLong integerIfAny(String name) {
        return has(name) ? OptionalLong.of(integer(name)) : OptionalLong.empty();
    }

    /** A 32-bit integer: a count, a percentage. */
    public int count(String name) {
        long value = integer(name);
        if (value != (int) value) {
            throw new MalformedCaseException(path + "." + name + " must fit into 32 bits, was " + value);
        }
        return (int) value;
    }

    public OptionalInt countIfAny(String name) {
        return has(name) ? OptionalInt.of(count(name)) : OptionalInt.empty();
    }

    public double number(String name) {
        JsonNode value = required(name);
        if (!value.isNumber()) {
            throw new MalformedCaseException(path + "." + name + " must be a number, was " + value);
        }
        return value.doubleValue();
    }

    public Optional<Double> numberIfAny(String name) {
        return has(name) ? Optional.of(number(name)) : Optional.empty();
    }

    public String text(String name) {
        return text(path + "." + name, required(name));
    }

    public Optional<String> textIfAny(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public boolean flag(String name) {
        JsonNode value = required(name);
        if (!value.isBoolean()) {
            throw new MalformedCaseException(path + "." + name + " must be true or false, was " + value);
        }
        return value.booleanValue();
    }

    /** False if missing or null. */
    public boolean flagOrFalse(String name) {
        return has(name) && flag(name);
    }

    public Optional<Boolean> flagIfAny(String name) {
        return has(name) ? Optional.of(flag(name)) : Optional.empty();
    }

    public Fields object(String name) {
        return new Fields(path + "." + name, required(name));
    }

    public Optional<Fields> objectIfAny(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    public List<Fields> objects(String name) {
        return list(name, Fields::new);
    }

    /** Empty if missing or null. */
    public List<Fields> objectsIfAny(String name) {
        return has(name) ? objects(name) : List.of();
    }

    public List<Long> integers(String name) {
        return list(name, Fields::integer);
    }

    public List<String> texts(String name) {
        return list(name, Fields::text);
    }

    /** A list of numbers, some of which may be null. */
    public List<Optional<Double>> numbersOrNull(String name) {
        return list(name, (path, value) -> {
            if (!value.isNumber() && !value.isNull()) {
                throw new MalformedCaseException(path + " must be a number or null, was " + value);
            }
            return value.isNull() ? Optional.empty() : Optional.of(value.doubleValue());
        });
    }

    /** This object as a map from free names to objects, in order. */
    public Map<String, Fields> asObjects() {
        var map = new LinkedHashMap<String, Fields>();
        node.properties().forEach(field -> map.put(field.getKey(), object(field.getKey())));
        return map;
    }

    /** This object as a map from free names to 64-bit integers, in order. */
    public Map<String, Long> asIntegers() {
        var map = new LinkedHashMap<String, Long>();
        node.properties().forEach(field -> map.put(field.getKey(), integer(field.getKey())));
        return map;
    }

    /** This object as a map from free names to texts, in order. */
    public Map<String, String> asTexts() {
        var map = new LinkedHashMap<String, String>();
        node.properties().forEach(field -> map.put(field.getKey(), text(field.getKey())));
        return map;
    }

    /** The names of this object, in order. */
    public List<String> names() {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** What to throw for a text that is not allowed. */
    public MalformedCaseException malformed(String name, String allowed) {
        return new MalformedCaseException(path + "." + name + " must be " + allowed + ", was " + node.path(name));
    }

    private static long integer(String path, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new MalformedCaseException(path + " must be a 64-bit integer, was " + value);
        }
        return value.longValue();
    }

    private static String text(String path, JsonNode value) {
        if (!value.isTextual()) {
            throw new MalformedCaseException(path + " must be a text, was " + value);
        }
        return value.textValue();
    }

    private <T> List<T> list(String name, BiFunction<String, JsonNode, T> element) {
        JsonNode array = required(name);
        if (!array.isArray()) {
            throw new MalformedCaseException(path + "." + name + " must be a list, was " + array);
        }
        var list = new ArrayList<T>();
        array.forEach(value -> list.add(element.apply(path + "." + name + "[" + list.size() + "]", value)));
        return list;
    }

    private JsonNode required(String name) {
        JsonNode value = find(name);
        if (value == null) {
            throw new MalformedCaseException(path + "." + name + " is missing");
        }
        return value;
    }

    private @Nullable JsonNode find(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
