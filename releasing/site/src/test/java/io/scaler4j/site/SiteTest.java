package io.scaler4j.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {

    private static final TypeIndex TYPES = new TypeIndex(Map.of("Trigger", Path.of("io/scaler4j/Trigger.html")));

    @TempDir
    Path folder;

    private Path repository;
    private Path output;

    @BeforeEach
    void aRepositoryWithAReadmeAndTwoPages() throws IOException {
        repository = folder.resolve("repository");
        output = folder.resolve("site");
        file("README.md", """
            # scaler4j
            A [page](docs/kafka.md#which-lag-counts-at-0).

            ## Documentation

            Sources:

            - [Kafka lag](docs/kafka.md): lag, and [more](docs/kafka.md#more)
            - [Redis & others](docs/redis.md): lists

            The project:

            - [changelog](CHANGELOG.md), [License](LICENSE)
            """);
        file("CHANGELOG.md", "# Changelog");
        file("LICENSE", "Apache");
        file("docs/kafka.md", """
            # Scale on Kafka lag

            ## Which lag counts at 0?

            | `Trigger.of(lag)` | what |
            | --- | --- |
            | a | <b>b</b> |

            See [Redis](redis.md), [the code](../scaler-kafka/src/Kafka.java) and `Unknown`.

            ## More
            """);
        file(
                "docs/redis.md",
                "# Scale on Redis\n\nSee [`Trigger`](kafka.md) and [the API](../api) and [home](../README.md).");
        file("scaler-kafka/src/Kafka.java", "class Kafka {}");
        file("api/scaler-api.txt", "");
    }

    @Test
    void eachPageOfMarkdownIsAPageOfTheSite() throws IOException {
        assertThat(write()).isEqualTo(4);
        assertThat(page("docs/kafka.html").title()).isEqualTo("Scale on Kafka lag - scaler4j");
        assertThat(page("index.html").select("main h1").text()).isEqualTo("scaler4j");
        assertThat(page("docs/kafka.html").select("main table td")).hasSize(2);
    }

    @Test
    void aHeadingHasTheIdThatItHasOnGitHub() throws IOException {
        write();
        assertThat(page("docs/kafka.html").select("main h2").eachAttr("id"))
                .containsExactly("which-lag-counts-at-0", "more");
        assertThat(page("index.html").select("main p a").eachAttr("href"))
                .contains("docs/kafka.html#which-lag-counts-at-0");
    }

    @Test
    void linksToPagesStayOnTheSiteAndLinksToOtherFilesLeadToTheRepository() throws IOException {
        write();
        assertThat(page("docs/kafka.html").select("main p a").eachAttr("href"))
                .containsExactly(
                        "redis.html", "https://github.com/scaler4j/scaler4j/blob/main/scaler-kafka/src/Kafka.java");
        assertThat(page("docs/redis.html").select("main p a").eachAttr("href"))
                .containsExactly("kafka.html", "https://github.com/scaler4j/scaler4j/tree/main/api", "../index.html");
    }

    @Test
    void codeThatNamesATypeLeadsToItsJavadocUnlessItIsALinkAlready() throws IOException {
        write();
        assertThat(page("docs/kafka.html").select("main th a").attr("href"))
                .isEqualTo("../api/io/scaler4j/Trigger.html");
        assertThat(page("docs/redis.html").select("main a a")).isEmpty();
    }

    @Test
    void theNavigationIsTheReadmesListAndShowsTheSectionsOfThePage() throws IOException {
        write();
        Document page = page("docs/kafka.html");
        assertThat(page.select("nav h2").eachText()).containsExactly("Sources", "The project");
        assertThat(page.select("nav > ul > li > a").eachText())
                .containsExactly("Kafka lag", "Redis & others", "Changelog");
        assertThat(page.select("nav [aria-current]").text()).isEqualTo("Kafka lag");
        assertThat(page.select("nav ul ul a").eachAttr("href")).containsExactly("#which-lag-counts-at-0", "#more");
    }

    @Test
    void markupWithinMarkdownIsShownAsText() throws IOException {
        write();
        assertThat(page("docs/kafka.html").select("main td").eachText()).contains("<b>b</b>");
    }

    @Test
    void aLinkToAFileThatIsMissingIsRefusedWithItsPage() throws IOException {
        file("docs/redis.md", "# Redis\n\n[a](nothing.md) and [b](../nothing.java)");
        assertThatThrownBy(this::write)
                .hasMessageContaining("docs/redis.md has a link to nothing.md, which does not exist")
                .hasMessageContaining("docs/redis.md has a link to ../nothing.java, which does not exist");
    }

    @Test
    void aPageThatTheReadmeDoesNotListIsRefused() throws IOException {
        file("docs/lonely.md", "# Lonely");
        assertThatThrownBy(this::write).hasMessageContaining("README.md lists no [docs/lonely.md]");
    }

    @Test
    void theLinksOfTheSiteAreAlive() throws IOException {
        file("../site/api/index.html", "<html></html>");
        file("../site/api/io/scaler4j/Trigger.html", "<html></html>");
        write();
        assertThat(LinkCheck.of(output).problems()).isEmpty();
    }

    private int write() throws IOException {
        return new Site(repository, TYPES).writeTo(output);
    }

    private Document page(String name) throws IOException {
        return Jsoup.parse(output.resolve(name).toFile(), "UTF-8");
    }

    private void file(String name, String text) throws IOException {
        Path file = repository.resolve(name).normalize();
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
