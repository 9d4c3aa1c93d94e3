package io.scaler4j.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.prometheus.PrometheusCredentials.Header;
import java.util.List;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a redirect leads, what is told there, and how a sentence says so. */
class HttpCallTest {

    private static final Header ACCEPT = new Header("Accept", "application/json");
    private static final Header TOKEN = new Header("Authorization", "Bearer s3cr3t");
    private static final Header TENANT = new Header("X-Scope-OrgID", "team-a");

    private static HttpCall call(String scheme, String host, int port) {
        return new HttpCall(
                "GET",
                new HttpHost(scheme, host, port),
                "/prom/api/v1/query?query=up",
                List.of(ACCEPT, TOKEN, TENANT),
                "");
    }

    private final HttpCall call = call("http", "prometheus", 9090);

    @ParameterizedTest
    @CsvSource({
        "/other, http://prometheus:9090, /other",
        "other?a=b, http://prometheus:9090, /prom/api/v1/other?a=b",
        "../v2/query, http://prometheus:9090, /prom/api/v2/query",
        "?query=down, http://prometheus:9090, /prom/api/v1/?query=down",
        "http://prometheus:9090/a%20b?c=%25, http://prometheus:9090, /a%20b?c=%25",
        "http://elsewhere, http://elsewhere, /",
        "http://elsewhere:80, http://elsewhere:80, /",
        "//elsewhere/x, http://elsewhere, /x",
        "https://prometheus:9090/x, https://prometheus:9090, /x",
        "HTTP://PROMETHEUS:9090/x, http://prometheus:9090, /x",
        "http://[::1]:9090/x, http://[::1]:9090, /x",
        "http://elsewhere/x#fragment, http://elsewhere, /x",
        "' /blanks ', http://prometheus:9090, /blanks"
    })
    void aLocationIsResolvedAsABrowserDoes(String location, String host, String target) {
        HttpCall next = call.redirected(location);

        assertThat(next.host().toURI()).isEqualTo(host);
        assertThat(next.target()).isEqualTo(target);
        assertThat(next.method()).isEqualTo("GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/path",
                "?query=other",
                "http://prometheus:9090/x",
                "http://PROMETHEUS:9090/x",
                "http://user:pw@prometheus:9090/x"
            })
    void theSameServerIsToldAllHeaders(String location) {
        assertThat(call.redirected(location).headers()).containsExactly(ACCEPT, TOKEN, TENANT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://prometheus:9090/x",
                "http://prometheus/x",
                "http://prometheus:9091/x",
                "http://prometheus.example.com:9090/x",
                "http://prometheus.:9090/x",
                "http://prometheus:9090@elsewhere/x",
                "http://prometheus:9090@elsewhere:9090/x"
            })
    void anotherServerIsToldNone(String location) {
        HttpCall next = call.redirected(location);

        assertThat(next.headers()).isEmpty();
        assertThat(next.redirected("http://prometheus:9090/back").headers())
                .as("and cannot send one back for them")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http, 80, http://prometheus/x",
        "http, -1, http://prometheus:80/x",
        "https, 443, https://prometheus/x",
        "https, -1, https://prometheus:443/x",
        "https, -1, https://prometheus/x"
    })
    void aPortThatGoesWithoutSayingIsTheSame(String scheme, int port, String location) {
        assertThat(call(scheme, "prometheus", port).redirected(location).headers())
                .contains(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"http, 443, http://prometheus/x", "https, 80, https://prometheus/x", "http, -1, http://prometheus:443/x"
    })
    void thePortOfTheOtherSchemeIsNot(String scheme, int port, String location) {
        assertThat(call(scheme, "prometheus", port).redirected(location).headers())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://prometheus/x",
                "file:///etc/passwd",
                "mailto:me@example.com",
                "http:/",
                "http:x",
                "http://",
                "https:///x",
                "http://a b/",
                "/a b",
                "%",
                "javascript:alert(1)"
            })
    void aLocationThatIsNoPlaceIsRefused(String location) {
        var refused = catchThrowableOfType(AnswerException.class, () -> call.redirected(location));

        assertThat(refused.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(refused).hasMessageContaining("no http or https address").hasMessageNotContaining("passwd");
    }

    @Test
    void aSentenceSaysWhereARedirectLedAndWhatWasNotToldThere() {
        assertThat(call.redirected("/other").redirectionOf(call)).isEqualTo("it redirected to another path");
        assertThat(call.redirected("http://elsewhere/x").redirectionOf(call))
                .isEqualTo("it redirected to http://elsewhere, which is another server and was not told the headers"
                        + " Authorization, X-Scope-OrgID; if that one is meant, make it the server address");
        var bare = new HttpCall("GET", call.host(), call.target(), List.of(ACCEPT), "");
        assertThat(bare.redirected("http://elsewhere/x").redirectionOf(bare))
                .isEqualTo("it redirected to http://elsewhere");
        var tenant = new HttpCall("GET", call.host(), call.target(), List.of(ACCEPT, TENANT), "");
        assertThat(tenant.redirected("http://elsewhere/x").redirectionOf(tenant))
                .contains("was not told the header X-Scope-OrgID;");
        assertThat(call.redirected("http://elsewhere/x")
                        .redirected("http://prometheus:9090/back")
                        .redirectionOf(call))
                .as("there and back, without the headers")
                .contains("http://prometheus:9090", "Authorization, X-Scope-OrgID")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aCallShowsNeitherParametersNorHeaders() {
        assertThat(call).hasToString("GET to http://prometheus:9090");
    }
}
