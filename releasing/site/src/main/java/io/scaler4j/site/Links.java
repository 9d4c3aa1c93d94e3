package io.scaler4j.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/**
 * Makes the links of the repository links of the site: pages lead to pages, other files lead to where the repository is
 * published, and code that names a type leads to its Javadoc.
 */
final class Links {

    private static final String PUBLISHED = "https://github.com/scaler4j/scaler4j/";

    private final Path repository;
    private final TypeIndex types;
    private final List<String> problems = new ArrayList<>();

    Links(Path repository, TypeIndex types) {
        this.repository = repository;
        this.types = types;
    }

    /** The links that lead nowhere, as sentences. */
    List<String> problems() {
        return problems;
    }

    /** Changes the links of a page, whose path is relative to the repository. */
    void adapt(Path page, Node document) {
        var codes = new ArrayList<Code>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                // Not into it: a link within a link is none.
                link.setDestination(adapted(page, link.getDestination()));
            }

            @Override
            public void visit(Code code) {
                if (!(code.getParent() instanceof Heading)) {
                    codes.add(code);
                }
            }
        });
        codes.forEach(code -> linkToType(page, code));
    }

    private String adapted(Path page, String destination) {
        if (destination.startsWith("#") || destination.matches("[a-z]+:.*")) {
            return destination;
        }
        int hash = destination.indexOf('#');
        String path = hash < 0 ? destination : destination.substring(0, hash);
        String anchor = hash < 0 ? "" : destination.substring(hash);
        Path file = page.resolveSibling(path).normalize();
        if (!Files.exists(repository.resolve(file))) {
            problems.add(page + " has a link to " + destination + ", which does not exist");
            return destination;
        }
        boolean isOnSite = Markdown.isPage(path) && (file.getParent() == null || file.startsWith("docs"));
        return isOnSite ? relative(page, Site.fileOf(file)) + anchor : published(file) + anchor;
    }

    private String published(Path file) {
        String kind = Files.isDirectory(repository.resolve(file)) ? "tree" : "blob";
        return PUBLISHED + kind + "/main/" + slashes(file);
    }

    private void linkToType(Path page, Code code) {
        types.pageFor(code.getLiteral()).ifPresent(type -> {
            var link = new Link(relative(page, Path.of(Site.API).resolve(type)), null);
            code.insertBefore(link);
            link.appendChild(code);
        });
    }

    /** The way from a page to a file of the site. */
    static String relative(Path page, Path file) {
        Path folder = page.getParent();
        return slashes(folder == null ? file : folder.relativize(file));
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
