package io.scaler4j.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.commonmark.node.Node;

/** The pages of the site: those at the top of the repository, and those in its folder docs. */
final class Site {

    /** Where the Javadoc is within the site. */
    static final String API = "api";

    private static final String DOCS = "docs";
    private static final Path README = Path.of("README.md");

    private final Path repository;
    private final TypeIndex types;

    Site(Path repository, TypeIndex types) {
        this.repository = repository;
        this.types = types;
    }

    /** Writes every page, and returns their number. */
    int writeTo(Path output) throws IOException {
        Map<Path, Node> pages = pages();
        Contents contents = Contents.of(Objects.requireNonNull(pages.get(README), "README.md"));
        requireAllOf(pages, contents);
        var links = new Links(repository, types);
        for (var page : pages.entrySet()) {
            links.adapt(page.getKey(), page.getValue());
        }
        if (!links.problems().isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", links.problems()));
        }
        var layout = Layout.load(contents);
        for (var page : pages.entrySet()) {
            Path file = output.resolve(fileOf(page.getKey()));
            Files.createDirectories(file.getParent());
            Files.writeString(file, layout.page(page.getKey(), page.getValue()));
        }
        layout.writeStyle(output);
        return pages.size();
    }

    /** The file of a page within the site: docs/kafka.md is docs/kafka.html, and README.md is index.html. */
    static Path fileOf(Path page) {
        String name = page.getFileName().toString();
        return page.resolveSibling(name.equals("README.md") ? "index.html" : name.replaceAll("\\.md$", ".html"));
    }

    private Map<Path, Node> pages() throws IOException {
        var files = new ArrayList<Path>();
        try (Stream<Path> top = Files.list(repository);
                Stream<Path> docs = Files.walk(repository.resolve(DOCS))) {
            Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .forEach(files::add);
        }
        var pages = new TreeMap<Path, Node>();
        for (Path file : files) {
            pages.put(repository.relativize(file), Markdown.parse(Files.readString(file)));
        }
        return pages;
    }

    private static void requireAllOf(Map<Path, Node> pages, Contents contents) {
        List<Path> missing = pages.keySet().stream()
                .filter(page -> page.getParent() != null && page.getParent().endsWith(DOCS) && !contents.has(page))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("README.md lists no " + missing + "; add them to its documentation");
        }
    }
}
