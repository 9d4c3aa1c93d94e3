package io.scaler4j.http.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticResponseTest {

    private static final StaticPages PAGES =
            StaticPages.of(Map.of("index.html", "<p>wait".getBytes(UTF_8), "styles.css", "p {}".getBytes(UTF_8)));

    @ParameterizedTest
    @CsvSource({"/,<p>wait,text/html; charset=utf-8", "/styles.css,p {},text/css; charset=utf-8"})
    void thePathNamesThePage(String path, String body, String type) {
        StaticResponse answer = StaticResponse.ofPages(418, PAGES).at(path);
        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.body()).asString(UTF_8).isEqualTo(body);
        assertThat(answer.headers()).containsEntry("Content-Type", type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/missing.js", "/../styles.css", "//styles.css", "/styles.css/"})
    void anUnknownPageIsEmptyWithTheSameStatus(String path) {
        StaticResponse answer = StaticResponse.ofPages(418, PAGES).at(path);
        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers()).isEmpty();
    }

    @Test
    void oneFixedPageIsThereForEveryPath() {
        assertThat(StaticResponse.ofPage(503, PAGES, "styles.css").at("/x").body())
                .asString(UTF_8)
                .isEqualTo("p {}");
    }

    @Test
    void aMissingFixedPageOrMissingPagesAreStatus500() {
        assertThat(StaticResponse.ofPage(503, PAGES, "gone").at("/").status()).isEqualTo(500);
        StaticPages none = name -> {
            throw new IllegalStateException("no pages");
        };
        assertThat(StaticResponse.ofPages(503, none).at("/").status()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({
        "'  <h1>x',text/html; charset=utf-8",
        "<?xml?>,text/xml; charset=utf-8",
        "x,text/plain; charset=utf-8",
        "' ',text/plain; charset=utf-8"
    })
    void theTypeOfATextIsGuessed(String body, String type) {
        assertThat(StaticResponse.of(503, body).at("/").headers()).containsEntry("Content-Type", type);
    }

    @Test
    void aConfiguredTypeStaysWhateverItsCase() {
        StaticResponse text = StaticResponse.of(503, "<p>").header("content-type", "text/plain");
        assertThat(text.at("/").headers()).containsExactly(Map.entry("content-type", "text/plain"));
        StaticResponse page = StaticResponse.ofPages(503, PAGES).header("content-type", "text/plain");
        assertThat(page.at("/").headers()).hasSize(1).containsEntry("Content-Type", "text/plain");
    }

    @Test
    void noBodyHasNoType() {
        assertThat(StaticResponse.of(200, "").at("/").headers()).isEmpty();
    }

    @Test
    void isEqualByContentAndKeepsNoArrayOfTheCaller() {
        byte[] body = {'a'};
        StaticResponse response = StaticResponse.of(200, Map.of("X-A", "1"), body);
        body[0] = 'b';
        response.body()[0] = 'c';
        assertThat(response)
                .isEqualTo(StaticResponse.of(200, "a").header("X-A", "1"))
                .hasSameHashCodeAs(StaticResponse.of(200, "a").header("x-a", "1"))
                .isNotEqualTo(StaticResponse.of(200, "b").header("X-A", "1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 101, 199, 600, -1})
    void aStatusThatEndsNoRequestIsRefused(int status) {
        assertThatThrownBy(() -> StaticResponse.of(status, ""))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("status must be from 200 to 599, was " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 304})
    void aBodyWhereNoneMayBeIsRefused(int status) {
        assertThat(StaticResponse.of(status, "").body()).isEmpty();
        assertThatThrownBy(() -> StaticResponse.of(status, "x")).hasMessageContaining("body must be empty");
        assertThatThrownBy(() -> StaticResponse.ofPages(status, PAGES)).hasMessageContaining("body must be empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", "a:b", "X-\r\nEvil", "Content-Length", "transfer-encoding", "Connection"})
    void aHeaderThatBreaksTheConnectionIsRefused(String name) {
        StaticResponse response = StaticResponse.of(200, "x");
        assertThatThrownBy(() -> response.header(name, "1")).isInstanceOf(InvalidConfigurationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x", "\n", "\u0000", "\u00e4"})
    void aValueThatBecomesAnotherHeaderIsRefused(String value) {
        StaticResponse response = StaticResponse.of(200, "x");
        assertThatThrownBy(() -> response.header("X-A", value)).isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void reportsEverythingAtOnceAndNoBodyThatIsTooLong() {
        byte[] longBody = new byte[StaticResponse.MOST_BYTES + 1];
        assertThatThrownBy(() -> StaticResponse.of(99, Map.of("a b", "\n"), longBody))
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        refused -> assertThat(refused.problems()).hasSize(4));
        assertThat(StaticResponse.of(200, "\u20ac".repeat(32_768)).body()).hasSize(98_304);
    }
}
