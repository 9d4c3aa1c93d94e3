package io.scaler4j.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to log in, and what is missing, misspelt or too much of each. */
class SecurityOptionsTest {

    private static final String SECRET = "hunter2";

    private final ScalerCatalog catalog = ScalerCatalog.load();

    @AfterEach
    void close() {
        catalog.close();
    }

    private static TriggerSpec spec(String modes, Map<String, String> secrets) {
        Map<String, String> metadata =
                new HashMap<>(Map.of("serverAddress", "http://127.0.0.1:1", "query", "up", "threshold", "5"));
        if (!modes.isEmpty()) {
            metadata.put("authModes", modes);
        }
        return TriggerSpec.builder("prometheus")
                .name("rate")
                .metadata(metadata)
                .authentication(secrets)
                .build();
    }

    /** As in {@code a=1;b=2}. */
    private static Map<String, String> pairs(String text) {
        return text.isEmpty()
                ? Map.of()
                : Arrays.stream(text.split(";"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private List<String> problems(String modes, String secrets) {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class, () -> catalog.open(spec(modes, pairs(secrets))));
        assertThat(refused).as("%s with %s", modes, secrets).isNotNull();
        assertThat(refused.toString()).doesNotContain(SECRET);
        return refused.problems();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bearer | ''                              | bearerToken is missing",
                "bearer | bearerToken=                    | bearerToken is missing",
                "basic  | password=hunter2                | username is missing",
                "tls    | key=hunter2                     | cert is missing",
                "custom | customAuthValue=hunter2         | customAuthHeader is missing",
                "custom | customAuthHeader=X-Key          | customAuthValue is missing",
                "oauth  | clientSecret=hunter2;clientID=c | oauthTokenURI is missing",
                "oauth  | clientSecret=hunter2;oauthTokenURI=http://a/token | clientID is missing",
                "apiKey | ''                              | apiKey is missing",
            })
    void whatAWayToLogInNeedsIsNamed(String modes, String secrets, String sentence) {
        assertThat(problems(modes, secrets)).singleElement().asString().startsWith(sentence);
    }

    @Test
    void allThatAWayToLogInLacksIsNamedAtOnce() {
        assertThat(problems("tls", ""))
                .anyMatch(problem -> problem.startsWith("cert is missing"))
                .anyMatch(problem -> problem.startsWith("key is missing"))
                .hasSize(2);
        assertThat(problems("custom,basic,tls", "")).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "Bearer", "bearer;basic", "bearer,", ",", "bearer,,tls", "bearer tls"})
    void aWayToLogInThatDoesNotExistIsRefusedWithThoseThatDo(String modes) {
        assertThat(problems(modes, "bearerToken=hunter2"))
                .anyMatch(problem ->
                        problem.startsWith("authModes must be some of apiKey, basic, bearer, custom, oauth, tls"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic,bearer", "oauth,basic", "bearer,tls,oauth", "basic,bearer,oauth"})
    void waysThatSendTheSameHeaderExcludeEachOther(String modes) {
        assertThat(problems(
                        modes,
                        "bearerToken=hunter2;username=me;cert=c;key=hunter2;oauthTokenURI=http://a/t;clientID=c"))
                .anyMatch(problem -> problem.startsWith("authModes must have at most one of basic, bearer and oauth"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oauthTokenURI=not a url;clientID=c",
                "oauthTokenURI=http://a b/token;clientID=c",
                "oauthTokenURI=%;clientID=c"
            })
    void aTokenServerWhoseAddressIsNoneIsRefused(String secrets) {
        assertThat(problems("oauth", secrets)).anyMatch(problem -> problem.startsWith("oauthTokenURI must be a URL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%zz", "%zz=a"})
    void parametersThatAreNotEscapedAreRefused(String parameters) {
        assertThat(problems("oauth", "oauthTokenURI=http://a/token;clientID=c;endpointParams=" + parameters))
                .anyMatch(problem -> problem.startsWith("endpointParams must be escaped as in a URL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bad Header", "X-Key:", "", "Ü"})
    void aHeaderThatIsNoneIsRefused(String name) {
        assertThat(problems("custom", "customAuthHeader=" + name + ";customAuthValue=hunter2"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''            | ''",
                "bearer        | bearerToken=hunter2",
                "apiKey , bearer | bearerToken=hunter2;apiKey=k",
                "bearer,bearer | bearerToken=hunter2",
                "basic         | username=me",
                "custom        | customAuthHeader=X-Key;customAuthValue=hunter2",
                "bearer,custom | bearerToken=hunter2;customAuthHeader=X-Key;customAuthValue=v",
                "oauth         | oauthTokenURI=http://a/token;clientID=c;endpointParams=a=1&&b&=c&d=",
                "oauth         | oauthTokenURI=http://a/token;clientID=c;scopes=one, ,two,",
                "apiKey        | apiKey=hunter2",
            })
    void whatIsCompleteIsTaken(String modes, String secrets) {
        try (var scaler =
                (PrometheusScaler) catalog.open(spec(modes, pairs(secrets))).scaler()) {
            assertThat(scaler.toString()).doesNotContain(SECRET);
        }
    }
}
