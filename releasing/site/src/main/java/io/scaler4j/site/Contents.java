package io.scaler4j.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/** The navigation, as the README lists the documentation: groups of pages, each under the label of its first link. */
record Contents(List<Group> groups) {

    private static final String HEADING = "Documentation";

    /** @param pages label of each page by its file, which is relative to the repository, in the order of the README */
    record Group(String title, Map<Path, String> pages) {}

    static Contents of(Node readme) {
        var groups = new ArrayList<Group>();
        String title = "";
        for (Node node = sectionOf(readme); node != null && !(node instanceof Heading); node = node.getNext()) {
            if (node instanceof Paragraph) {
                title = Markdown.text(node).replaceAll(":$", "");
            } else if (node instanceof BulletList) {
                groups.add(new Group(title, pagesOf(node)));
            }
        }
        return new Contents(groups);
    }

    boolean has(Path page) {
        return groups.stream().anyMatch(group -> group.pages().containsKey(page));
    }

    private static Node sectionOf(Node readme) {
        for (Node node = readme.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading && Markdown.text(node).equals(HEADING) && node.getNext() != null) {
                return node.getNext();
            }
        }
        throw new IllegalArgumentException(
                "README.md has no heading \"" + HEADING + "\"; the site takes its navigation from the lists below it");
    }

    private static Map<Path, String> pagesOf(Node list) {
        var pages = new LinkedHashMap<Path, String>();
        list.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                String file = link.getDestination().replaceAll("#.*", "");
                if (Markdown.isPage(file)) {
                    pages.putIfAbsent(Path.of(file), label(Markdown.text(link)));
                }
            }
        });
        return pages;
    }

    /** Some links stand within a sentence, and so begin with a small letter. */
    private static String label(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
