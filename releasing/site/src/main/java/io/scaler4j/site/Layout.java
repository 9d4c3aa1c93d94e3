package io.scaler4j.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.commonmark.node.Node;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What all pages have in common: the frame of {@code page.html}, its style and the navigation. */
final class Layout {

    private static final Path HOME = Path.of("README.md");
    private static final String STYLE = "site.css";
    private static final Path JAVADOC = Path.of(Site.API, "index.html");

    private final String frame;
    private final Contents contents;

    private Layout(String frame, Contents contents) {
        this.frame = frame;
        this.contents = contents;
    }

    static Layout load(Contents contents) throws IOException {
        return new Layout(resource("page.html"), contents);
    }

    void writeStyle(Path output) throws IOException {
        Files.writeString(output.resolve(STYLE), resource(STYLE));
    }

    /** A whole page of the site, from what is on it. */
    String page(Path page, Node markdown) {
        Document html = Jsoup.parse(frame);
        html.outputSettings().prettyPrint(false);
        part(html, "main").html(Markdown.html(markdown));
        html.title(part(html, "main").select("h1").text() + " - scaler4j");
        part(html, "link[rel=stylesheet]").attr("href", Links.relative(page, Path.of(STYLE)));
        part(html, "header a").attr("href", Links.relative(page, Site.fileOf(HOME)));
        part(html, "header a.javadoc").attr("href", Links.relative(page, JAVADOC));
        navigate(page, part(html, "nav"), part(html, "main"));
        return html.outerHtml();
    }

    private void navigate(Path page, Element nav, Element main) {
        for (Contents.Group group : contents.groups()) {
            nav.appendElement("h2").text(group.title());
            Element list = nav.appendElement("ul");
            for (Map.Entry<Path, String> entry : group.pages().entrySet()) {
                Element item = list.appendElement("li");
                Element link = item.appendElement("a")
                        .attr("href", Links.relative(page, Site.fileOf(entry.getKey())))
                        .text(entry.getValue());
                if (entry.getKey().equals(page)) {
                    link.attr("aria-current", "page");
                    sections(item, main);
                }
            }
        }
    }

    /** The headings of the page that is shown, below its own entry. */
    private static void sections(Element item, Element main) {
        Element list = item.appendElement("ul");
        for (Element heading : main.select("h2[id]")) {
            list.appendElement("li")
                    .appendElement("a")
                    .attr("href", "#" + heading.id())
                    .text(heading.text());
        }
    }

    private static Element part(Document html, String selector) {
        return Objects.requireNonNull(html.selectFirst(selector), selector);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Layout.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
