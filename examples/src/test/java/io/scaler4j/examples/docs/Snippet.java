package io.scaler4j.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A block of code in the README or in a page of docs.
 *
 * @param page the file it stands in
 * @param number from 1 on, among the page's blocks of this language
 * @param head its package and import lines; none in XML
 * @param body what follows them
 */
public record Snippet(Path page, int number, String head, String body) {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /**
     * All blocks of a language.
     *
     * @param language as it stands behind the three backticks
     */
    public static List<Snippet> of(String language) throws IOException {
        var block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```");
        var snippets = new ArrayList<Snippet>();
        for (Path page : pages()) {
            var matcher = block.matcher(Files.readString(page));
            for (int number = 1; matcher.find(); number++) {
                snippets.add(of(page, number, matcher.group(1)));
            }
        }
        return snippets;
    }

    private static Snippet of(Path page, int number, String text) {
        var head = text.lines().filter(Snippet::isHead).collect(Collectors.joining("\n"));
        var body = text.lines().filter(line -> !isHead(line)).collect(Collectors.joining("\n"));
        return new Snippet(page, number, head, body.strip());
    }

    private static boolean isHead(String line) {
        return line.startsWith("import ") || line.startsWith("package ");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(page -> page.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    @Override
    public String toString() {
        return ROOT.relativize(page) + " #" + number;
    }
}
