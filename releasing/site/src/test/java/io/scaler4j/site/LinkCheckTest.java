package io.scaler4j.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkCheckTest {

    @TempDir
    Path folder;

    @Test
    void aSiteWhoseLinksAllLeadSomewhereHasNoProblem() throws IOException {
        page(
                "index.html",
                "<h2 id='why-and-how'>Why</h2><a href='docs/kafka.html#lag'>1</a><a href='#why-and-how'>2</a>");
        page("docs/kafka.html", "<h2 id='lag'>Lag</h2><a href='../index.html'>1</a><a href='https://keda.sh'>2</a>");

        var links = LinkCheck.of(folder);

        assertThat(links.problems()).isEmpty();
        assertThat(links.pages()).isEqualTo(2);
        assertThat(links.inside()).isEqualTo(3);
        assertThat(links.outside()).isEqualTo(1);
    }

    @Test
    void aLinkToAFileThatIsMissingIsAProblem() throws IOException {
        page("index.html", "<a href='docs/kafka.html'>1</a>");
        assertThat(LinkCheck.of(folder).problems())
                .containsExactly("index.html has a dead link: docs/kafka.html leads to no file of the site");
    }

    @Test
    void aLinkToAHeadingThatIsMissingIsAProblem() throws IOException {
        page("index.html", "<h2 id='lag'>Lag</h2><a href='#leg'>1</a><a href='other.html#lag'>2</a>");
        page("other.html", "");
        assertThat(LinkCheck.of(folder).problems())
                .containsExactlyInAnyOrder(
                        "index.html has a dead link: #leg leads to no place of its page",
                        "index.html has a dead link: other.html#lag leads to no place of its page");
    }

    @Test
    void aLinkOutOfTheSiteIsAProblem() throws IOException {
        Path site = folder.resolve("site");
        page("site/index.html", "<a href='../secret.html'>1</a>");
        page("secret.html", "");
        assertThat(LinkCheck.of(site).problems()).hasSize(1);
    }

    @Test
    void aStyleAScriptAndAPictureThatAreMissingAreProblems() throws IOException {
        page("index.html", "<link rel='stylesheet' href='site.css'><script src='a.js'></script><img src='b.png'>");
        assertThat(LinkCheck.of(folder).problems()).hasSize(3);
    }

    @Test
    void anAnchorOfJavadocIsFoundInItsEncodedForm() throws IOException {
        page(
                "api/Reading.html",
                "<section id='of(double)'></section><section id='&lt;init&gt;(int[])'></section>"
                        + "<a href='#of(double)'>1</a><a href='#%3Cinit%3E(int%5B%5D)'>2</a>");
        assertThat(LinkCheck.of(folder).problems()).isEmpty();
    }

    @Test
    void theListOfConstantsMayNamePackagesWithoutConstantsAndNoOtherPageMay() throws IOException {
        page("api/constant-values.html", "<a href='#io.scaler4j'>1</a><a href='nothing.html'>2</a>");
        page("api/index.html", "<a href='#io.scaler4j'>1</a>");
        assertThat(LinkCheck.of(folder).problems())
                .containsExactlyInAnyOrder(
                        "api/constant-values.html has a dead link: nothing.html leads to no file of the site",
                        "api/index.html has a dead link: #io.scaler4j leads to no place of its page");
    }

    @Test
    void aLinkToAFolderLeadsToItsIndex() throws IOException {
        page("index.html", "<a href='docs/'>1</a><a href='empty/'>2</a>");
        page("docs/index.html", "");
        Files.createDirectories(folder.resolve("empty"));
        assertThat(LinkCheck.of(folder).problems())
                .containsExactly("index.html has a dead link: empty/ leads to no file of the site");
    }

    private void page(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<!DOCTYPE html><html><body>" + content + "</body></html>");
    }
}
