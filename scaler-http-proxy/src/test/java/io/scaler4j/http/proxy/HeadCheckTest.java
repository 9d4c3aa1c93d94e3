package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadCheckTest {

    private static final Pattern NAIVE =
            Pattern.compile("(\\[[-A-Za-z0-9._~%!$&'()*+,;=:]+\\]|[-A-Za-z0-9._~%!$&'()*+,;=]+)(:[0-9]*)?");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "shop.example.com",
                "a:80",
                "a:",
                "1.2.3.4:5",
                "[::1]",
                "[::1]:8080",
                "[fe80::1%25eth0]",
                "xn--bcher-kva",
                "a_b",
                "a."
            })
    void aNameOrAnAddressWithOrWithoutAPortIsAHost(String host) {
        assertThat(HeadCheck.isHost(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "[::1",
                "::1]",
                "::1",
                "[]",
                "[]:80",
                "[::1]a",
                "[::1]a:80",
                "[::1]]",
                "[[::1]]",
                "a[b]",
                "[a]b[c]",
                "a:80:90",
                "a:8x",
                "a:-1",
                "a b",
                " a",
                "a\t",
                "a/b",
                "a?b",
                "a#b",
                "u@a",
                "u:p@a",
                "a\\b",
                "a\"b",
                "a<b",
                "a\u00e9",
                "a\u0000",
                "a\r\nx: 1"
            })
    void everythingElseIsNone(String host) {
        assertThat(HeadCheck.isHost(host)).isFalse();
    }

    @Test
    void isWhatAPatternFindsInRandomTexts() {
        var random = new SplittableRandom(3);
        String letters = "ab1.:[]-@/% :";
        int hosts = 0;
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(7); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            boolean expected = NAIVE.matcher(text).matches();
            hosts += expected ? 1 : 0;
            assertThat(HeadCheck.isHost(text.toString())).as("[%s]", text).isEqualTo(expected);
        }
        assertThat(hosts).isBetween(10_000, 190_000);
    }

    @ParameterizedTest
    @CsvSource({
        "http://b, /, b",
        "HTTPS://b:8443/x?y, /x?y, b:8443",
        "http://b?y=/z, /?y=/z, b",
        "http://[::1]:80/, /, [::1]:80",
        "/a://b, /a://b, a",
        "//b/c, //b/c, a",
    })
    void aTargetBecomesAPathAndItsHostWins(String target, String path, String host) {
        HttpRequest request = request(target);
        assertThat(HeadCheck.refusal(request)).isNull();
        assertThat(request.uri()).isEqualTo(path);
        assertThat(request.headers().getAll("Host")).containsExactly(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "a",
                "a:80",
                "://b/",
                "ftp://b/",
                "javascript:x",
                "http:/b",
                "http://",
                "http:///x",
                "http://u@b/"
            })
    void anotherTargetIsRefused(String target) {
        assertThat(HeadCheck.refusal(request(target))).isEqualTo(OwnAnswer.BAD_REQUEST);
    }

    private static HttpRequest request(String target) {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
        request.headers().set("Host", "a");
        return request;
    }

    @Test
    void anOpeningOfADraftOfWebSocketIsRefused() {
        HttpRequest request = request("/");
        request.headers().set("Sec-WebSocket-Key1", "1");
        assertThat(HeadCheck.refusal(request)).as("one key means nothing").isNull();
        request.headers().set("Sec-WebSocket-Key2", "2");
        assertThat(HeadCheck.refusal(request)).isEqualTo(OwnAnswer.BAD_REQUEST);
    }
}
