package io.scaler4j.site;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Follows every link between the files of a folder, Javadoc included: the file has to be there, and the anchor in it.
 * Links to other sites are counted and not followed.
 */
final class LinkCheck {

    /** Where links and anchors are, as selectors. */
    private static final String LINKS = "a[href], link[href], area[href]";

    private static final String SOURCES = "img[src], script[src], iframe[src]";

    private final Path folder;
    private final Map<Path, Page> pages = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int inside;
    private int outside;

    private record Page(Set<String> anchors, Set<String> links) {}

    private LinkCheck(Path folder) {
        this.folder = folder;
    }

    static LinkCheck of(Path folder) throws IOException {
        var check = new LinkCheck(folder);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            check.pages.put(file, read(file));
        }
        for (Path file : files) {
            check.follow(file);
        }
        return check;
    }

    int pages() {
        return pages.size();
    }

    /** How many different links lead to a place within the folder, counted for each page. */
    int inside() {
        return inside;
    }

    /** How many different links lead elsewhere, counted for each page. */
    int outside() {
        return outside;
    }

    /** The dead links, as sentences. */
    List<String> problems() {
        return problems;
    }

    private static Page read(Path file) throws IOException {
        Document html = Jsoup.parse(file.toFile(), "UTF-8");
        var anchors = new HashSet<String>();
        html.select("[id]").forEach(element -> anchors.add(element.id()));
        html.select("a[name]").forEach(element -> anchors.add(element.attr("name")));
        var links = new HashSet<String>();
        for (Element element : html.select(LINKS)) {
            links.add(element.attr("href"));
        }
        for (Element element : html.select(SOURCES)) {
            links.add(element.attr("src"));
        }
        return new Page(anchors, links);
    }

    private void follow(Path from) {
        for (String link :
                pages.getOrDefault(from, new Page(Set.of(), Set.of())).links()) {
            if (link.matches("(?i)[a-z][a-z0-9+.-]*:.*|//.*")) {
                outside++;
            } else if (!isMistakeOfJavadoc(from, link)) {
                inside++;
                follow(from, link);
            }
        }
    }

    /** The list of constants names packages that have none, and links to their missing headings (JDK 17). */
    private static boolean isMistakeOfJavadoc(Path from, String link) {
        return from.endsWith("constant-values.html") && link.startsWith("#");
    }

    private void follow(Path from, String link) {
        int hash = link.indexOf('#');
        String path = (hash < 0 ? link : link.substring(0, hash)).replaceAll("\\?.*", "");
        String anchor = hash < 0 ? "" : decoded(link.substring(hash + 1));
        Path file = path.isEmpty() ? from : from.resolveSibling(decoded(path)).normalize();
        if (Files.isDirectory(file)) {
            file = file.resolve("index.html");
        }
        if (!Files.isRegularFile(file) || !file.startsWith(folder)) {
            problem(from, link, "leads to no file of the site");
        } else if (!anchor.isEmpty() && !hasAnchor(file, anchor)) {
            problem(from, link, "leads to no place of its page");
        }
    }

    private boolean hasAnchor(Path file, String anchor) {
        Page page = pages.get(file);
        return page != null && page.anchors().contains(anchor);
    }

    private void problem(Path from, String link, String what) {
        problems.add(folder.relativize(from) + " has a dead link: " + link + " " + what);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
