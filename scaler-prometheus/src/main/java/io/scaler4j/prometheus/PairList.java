package io.scaler4j.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code name=value} pairs with commas in between. A value may hold {@code =}, and a comma as {@code \,}; a comma at
 * the end does no harm; of two equal names the later counts.
 */
final class PairList {

    private PairList() {}

    /**
     * The pairs, in order.
     *
     * @throws IllegalArgumentException if a part is no pair
     */
    static Map<String, String> parse(String text) {
        List<String> parts = split(text);
        if (parts.get(parts.size() - 1).isBlank()) {
            parts.remove(parts.size() - 1);
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : parts) {
            int sign = part.indexOf('=');
            if (sign < 0 || part.substring(0, sign).isBlank()) {
                throw new IllegalArgumentException("no pair");
            }
            pairs.put(part.substring(0, sign).strip(), part.substring(sign + 1).strip());
        }
        return pairs;
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        var part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
                part.append(',');
                i++;
            } else if (character == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(character);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
