package io.scaler4j.scaledobject.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shapes that are written as a table, whose head says how: too many fields to declare one by one. */
final class ShapeTable {

    private static final Pattern LINE =
            Pattern.compile("( *)(\\w+)(\\*?)(?: (\\[\\w*]\\+?|\\{\\w+}|\\w+))?(?: (unique|by (\\S+)))?");
    private static final int INDENT = 2;

    private record Line(int depth, String name, boolean required, String type, Optional<Distinct> distinct) {}

    private final String description;
    private final Map<String, List<Line>> declared = new HashMap<>();
    private final Map<String, Shape.Structure> made = new HashMap<>();

    private ShapeTable(String description) {
        this.description = description;
    }

    /** @param description what is said of each field */
    static ShapeTable of(String resource, String description) {
        var table = new ShapeTable(description);
        try (InputStream stream = ShapeTable.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            table.read(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private void read(BufferedReader lines) throws IOException {
        List<Line> fields = new ArrayList<>();
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Line line = line(text);
            if (line.depth() == 0) {
                fields = new ArrayList<>();
                declared.put(line.name(), fields);
            } else {
                fields.add(line);
            }
        }
    }

    private static Line line(String text) {
        Matcher matcher = LINE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("not a line of a table of fields: " + text);
        }
        @Nullable String by = matcher.group(6);
        @Nullable String kind = matcher.group(5);
        Optional<Distinct> distinct = by != null
                ? Optional.of(Distinct.by(by.split(",", -1)))
                : Optional.ofNullable(kind).map(unique -> Distinct.items());
        @Nullable String type = matcher.group(4);
        return new Line(
                matcher.group(1).length() / INDENT,
                matcher.group(2),
                !matcher.group(3).isEmpty(),
                type == null ? "" : type,
                distinct);
    }

    Shape.Structure structure(String name) {
        Shape.Structure known = made.get(name);
        if (known == null) {
            List<Line> lines = declared.get(name);
            if (lines == null) {
                throw new IllegalStateException(name + " is not declared");
            }
            known = structure(lines).named(name);
            made.put(name, known);
        }
        return known;
    }

    private Shape.Structure structure(List<Line> lines) {
        var fields = new ArrayList<Field>();
        for (int i = 0; i < lines.size(); ) {
            Line line = lines.get(i);
            int end = i + 1;
            while (end < lines.size() && lines.get(end).depth() > line.depth()) {
                end++;
            }
            Shape shape = shape(line, lines.subList(i + 1, end));
            fields.add(
                    line.required()
                            ? Field.required(line.name(), shape, description)
                            : Field.optional(line.name(), shape, description));
            i = end;
        }
        return Shape.object(fields.toArray(Field[]::new));
    }

    private Shape shape(Line line, List<Line> below) {
        String type = line.type();
        if (type.startsWith("{")) {
            return Shape.map(plain(type.substring(1, type.length() - 1)));
        }
        if (!type.startsWith("[")) {
            return type.isEmpty() ? structure(below) : plain(type);
        }
        String item = type.substring(1, type.indexOf(']'));
        Shape.Listing list = Shape.list(item.isEmpty() ? structure(below) : plain(item));
        Shape.Listing filled = type.endsWith("+") ? list.atLeast(1) : list;
        return line.distinct().map(filled::with).orElse(filled);
    }

    private Shape plain(String type) {
        return switch (type) {
            case "text" -> Shape.text();
            case "label" -> Shape.text().notEmpty().like(Format.LABEL);
            case "flag" -> Shape.flag();
            case "int" -> Shape.whole();
            case "long" -> Shape.whole().ofLong();
            case "quantity" -> Shape.quantity().wholeOrText();
            case "intOrText" -> new Shape.WholeOrText();
            case "any" -> Shape.anything();
            default -> structure(type);
        };
    }
}
