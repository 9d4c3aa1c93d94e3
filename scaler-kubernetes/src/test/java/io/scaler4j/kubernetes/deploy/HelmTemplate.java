package io.scaler4j.kubernetes.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The little of Helm's templates that the chart uses: values, values as JSON, and lines with {@code if}, {@code else}
 * and {@code end}. Anything else is refused, so that the chart stays within what the tests render.
 */
final class HelmTemplate {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern LINE = Pattern.compile("\\{\\{- (if (\\.[A-Za-z.]+)|else|end) }}");
    private static final Pattern VALUE = Pattern.compile("\\{\\{ (\\.[A-Za-z.]+)( \\| toJson)? }}");

    private final JsonNode scope;

    /** With {@code Values} and {@code Release}. */
    HelmTemplate(JsonNode scope) {
        this.scope = scope;
    }

    String render(String template) {
        var rendered = new StringBuilder();
        Deque<Boolean> conditions = new ArrayDeque<>();
        for (Iterator<String> lines = template.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            Matcher action = LINE.matcher(line);
            if (action.matches()) {
                act(action, conditions);
            } else if (!conditions.contains(false)) {
                rendered.append(values(line)).append('\n');
            }
        }
        if (!conditions.isEmpty()) {
            throw new IllegalArgumentException("an if has no end");
        }
        return rendered.toString();
    }

    private void act(Matcher action, Deque<Boolean> conditions) {
        switch (action.group(1)) {
            case "end" -> conditions.pop();
            case "else" -> conditions.push(!conditions.pop());
            default -> conditions.push(!conditions.contains(false) && isTrue(value(action.group(2))));
        }
    }

    private static boolean isTrue(JsonNode value) {
        return value.isTextual() ? !value.asText().isEmpty() : value.asBoolean();
    }

    private String values(String line) {
        String rendered = VALUE.matcher(line).replaceAll(found -> {
            JsonNode value = value(found.group(1));
            return Matcher.quoteReplacement(found.group(2) == null ? value.asText() : json(value));
        });
        if (rendered.contains("{{")) {
            throw new IllegalArgumentException("not rendered: " + line);
        }
        return rendered;
    }

    private JsonNode value(String path) {
        JsonNode value = scope.at(path.replace('.', '/'));
        if (value.isMissingNode()) {
            throw new IllegalArgumentException(path + " is no value of the chart");
        }
        return value;
    }

    private static String json(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode scope(Map<String, Object> values, String namespace) {
        return MAPPER.valueToTree(Map.of("Values", values, "Release", Map.of("Namespace", namespace)));
    }
}
