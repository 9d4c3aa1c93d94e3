package io.scaler4j.http.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypesTest {

    @ParameterizedTest
    @CsvSource({
        "index.html, text/html; charset=utf-8",
        "A.HTM, text/html; charset=utf-8",
        "a.min.js, text/javascript; charset=utf-8",
        ".css, text/css; charset=utf-8",
        "a/b.json, application/json",
        "logo.svg, image/svg+xml",
        "x.woff2, font/woff2",
    })
    void theLastExtensionTellsTheType(String name, String type) {
        assertThat(ContentTypes.ofName(name)).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "html", "a.", "a.html.", "a.exe", "a.html ", "a.jsonx"})
    void anotherNameTellsNone(String name) {
        assertThat(ContentTypes.ofName(name)).isEmpty();
    }

    /** In Turkey a small I has a dot: a type must not depend on where the process runs. */
    @ParameterizedTest
    @ValueSource(strings = {"GIF", "ICO", "TXT"})
    void theLanguageOfTheMachineDoesNotMatter(String extension) {
        java.util.Locale before = java.util.Locale.getDefault();
        java.util.Locale.setDefault(java.util.Locale.forLanguageTag("tr"));
        try {
            assertThat(ContentTypes.ofName("a." + extension)).isPresent();
        } finally {
            java.util.Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'<', text/html; charset=utf-8",
        "'\t\r\n <p>', text/html; charset=utf-8",
        "' <?xml', text/xml; charset=utf-8",
        "'<\u00fc', text/html; charset=utf-8",
        "'\u00a0<p>', text/plain; charset=utf-8",
        "'{}', text/plain; charset=utf-8",
    })
    void theFirstCharactersOfABodyTellTheType(String body, String type) {
        assertThat(ContentTypes.ofBody(body.getBytes(UTF_8))).contains(type);
    }
}
