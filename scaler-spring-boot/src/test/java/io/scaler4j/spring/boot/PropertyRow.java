package io.scaler4j.spring.boot;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A property as its record declares it: the name from the component, the description from the Javadoc. */
record PropertyRow(String name, String value, String description) {

    private static final Map<Type, String> VALUES = Map.of(
            String.class, "text",
            Duration.class, "duration",
            Path.class, "folder",
            Integer.class, "whole number",
            Double.class, "number",
            boolean.class, "`true`, `false`");

    /** Returns every property, in the order of the records. */
    static List<PropertyRow> all() throws IOException {
        var rows = new ArrayList<PropertyRow>();
        add(ScalerProperties.PREFIX, ScalerProperties.class, rows);
        return rows;
    }

    private static void add(String prefix, Class<?> type, List<PropertyRow> rows) throws IOException {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + kebab(component.getName());
            Type given = component.getGenericType();
            if (given instanceof ParameterizedType container) {
                Type[] arguments = container.getActualTypeArguments();
                Type element = arguments[arguments.length - 1];
                boolean list = container.getRawType() == List.class;
                if (element instanceof Class<?> part && part.isRecord()) {
                    add(name + (list ? "[*]" : ".<name>"), part, rows);
                } else {
                    rows.add(row(
                            list ? name : name + ".*",
                            VALUES.get(element) + (list ? ", several" : ""),
                            type,
                            component));
                }
            } else if (component.getType().isRecord()) {
                add(name, component.getType(), rows);
            } else {
                rows.add(row(name, value(component.getType()), type, component));
            }
        }
    }

    private static PropertyRow row(String name, String value, Class<?> type, RecordComponent component)
            throws IOException {
        return new PropertyRow(name, value, description(type, component.getName()));
    }

    private static String value(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant ->
                            "`" + constant.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                    .collect(Collectors.joining(", "));
        }
        return VALUES.get(type);
    }

    private static String kebab(String component) {
        return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** What the Javadoc of the record says. */
    private static String description(Class<?> type, String component) throws IOException {
        Class<?> file = type.getEnclosingClass() == null ? type : type.getEnclosingClass();
        String source = Files.readString(Path.of("src/main/java", file.getName().replace('.', '/') + ".java"));
        int record = source.indexOf("record " + type.getSimpleName() + "(");
        String javadoc = source.substring(source.lastIndexOf("/**", record), record);
        Matcher described = Pattern.compile("(?s)@param " + component + " (.*?)(?=@param|\\*/)")
                .matcher(javadoc);
        return described.find()
                ? described.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ").strip()
                : "";
    }
}
