package io.scaler4j.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the Javadoc by the simple names of their types. A name that two types share has no page. */
record TypeIndex(Map<String, Path> pages) {

    /** A type, or a member of one, as text writes them in code: Trigger, Trigger.of, MetricTarget.averageValue(5). */
    private static final Pattern NAME = Pattern.compile("@?([A-Z]\\w*(?:\\.[A-Z]\\w*)*)(?:[.#]\\w+(?:\\([^)]*\\))?)?");

    private static final Pattern PAGE = Pattern.compile("[A-Z]\\w*(\\.[A-Z]\\w*)*\\.html");

    /** The types below a folder of Javadoc; paths are relative to it. */
    static TypeIndex of(Path javadoc) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(javadoc)) {
            files = all.map(javadoc::relativize)
                    .filter(file -> PAGE.matcher(file.getFileName().toString()).matches())
                    .filter(file -> file.getNameCount() > 1)
                    .filter(file ->
                            !file.getName(file.getNameCount() - 2).toString().equals("class-use"))
                    .toList();
        }
        var pages = new HashMap<String, Path>();
        var shared = new HashSet<String>();
        for (Path file : files) {
            String name = file.getFileName().toString().replaceAll("\\.html$", "");
            if (pages.put(name, file) != null) {
                shared.add(name);
            }
        }
        pages.keySet().removeAll(shared);
        return new TypeIndex(Map.copyOf(pages));
    }

    /** The page of the type that a piece of code names, if it is nothing but such a name. */
    Optional<Path> pageFor(String code) {
        Matcher name = NAME.matcher(code);
        return name.matches() ? Optional.ofNullable(pages.get(name.group(1))) : Optional.empty();
    }
}
