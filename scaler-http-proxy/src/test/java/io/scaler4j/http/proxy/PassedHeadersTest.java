package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.scaler4j.http.Endpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a replica gets of the headers of a request, compared with a model that goes through them one by one. */
class PassedHeadersTest {

    private static final Endpoint REPLICA = Endpoint.http("10.0.0.5", 8080);
    private static final List<String> NAMES = List.of(
            "X-A",
            "x-a",
            "X-B",
            "Cookie",
            "Content-Type",
            "Accept",
            "Keep-Alive",
            "Proxy-Connection",
            "Proxy-Authorization",
            "proxy-authenticate",
            "Trailer",
            "Upgrade",
            "HTTP2-Settings",
            "x-http2-stream-id",
            "x-http2-path",
            "x-http2-scheme",
            "Authorization",
            "Expect",
            "Forwarded",
            "X-Forwarded-Port");
    private static final List<String> CONNECTIONS = List.of(
            "close",
            "keep-alive",
            "Keep-Alive",
            "X-A",
            "x-b , close",
            "cookie,host",
            "",
            ", ,",
            "Content-Type, ACCEPT");
    private static final Set<String> OF_A_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "proxy-authenticate",
            "trailer",
            "upgrade",
            "http2-settings",
            "te",
            "transfer-encoding",
            "x-http2-stream-id",
            "x-http2-path",
            "x-http2-scheme");
    private static final Set<String> NEVER_NAMED = Set.of("", "host", "cookie", "content-type", "content-length");

    private static List<Map.Entry<String, String>> expected(List<Map.Entry<String, String>> sent) {
        Set<String> named = new HashSet<>(OF_A_CONNECTION);
        sent.stream()
                .filter(header -> header.getKey().equalsIgnoreCase("connection"))
                .forEach(header -> {
                    for (String name : header.getValue().split(",")) {
                        if (!NEVER_NAMED.contains(name.trim().toLowerCase(Locale.ROOT))) {
                            named.add(name.trim().toLowerCase(Locale.ROOT));
                        }
                    }
                });
        List<Map.Entry<String, String>> left = new ArrayList<>(sent);
        left.removeIf(header -> named.contains(header.getKey().toLowerCase(Locale.ROOT)));
        left.add(Map.entry("X-Forwarded-For", "192.0.2.1"));
        left.add(Map.entry("X-Forwarded-Host", "a"));
        left.add(Map.entry("X-Forwarded-Proto", "https"));
        return left;
    }

    @Test
    void exactlyWhatBelongsToTheConnectionStaysBehindInRandomHeads() {
        var random = new SplittableRandom(5);
        for (int round = 0; round < 20_000; round++) {
            List<Map.Entry<String, String>> sent = new ArrayList<>();
            sent.add(Map.entry("Host", "a"));
            for (int i = random.nextInt(6); i > 0; i--) {
                sent.add(Map.entry(NAMES.get(random.nextInt(NAMES.size())), Integer.toString(i)));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                sent.add(Map.entry(
                        random.nextBoolean() ? "Connection" : "connection",
                        CONNECTIONS.get(random.nextInt(CONNECTIONS.size()))));
            }
            var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
            sent.forEach(header -> request.headers().add(header.getKey(), header.getValue()));
            new RequestHead(request, false).prepare("192.0.2.1", true, REPLICA);
            assertThat(request.headers().entries().stream()
                            .map(header -> Map.entry(header.getKey(), header.getValue())))
                    .as("%s", sent)
                    .containsExactlyInAnyOrderElementsOf(expected(sent));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "websocket, Upgrade, true",
        "websocket, 'keep-alive, upgrade', true",
        "websocket, close, false",
        "h2c, Upgrade, false",
        "'h2c, websocket', Upgrade, false",
        "H2C, Upgrade, false",
        "'', Upgrade, true",
    })
    void anUpgradeThatIsAskedForInBothHeadersIsPassedOn(String upgrade, String connection, boolean passes) {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        request.headers().set("Host", "a").set("Upgrade", upgrade).set("Connection", connection);
        var head = new RequestHead(request, true);
        head.prepare("192.0.2.1", false, REPLICA);
        assertThat(head.asksForUpgrade()).isEqualTo(passes);
        assertThat(request.headers().getAll("Upgrade")).isEqualTo(passes ? List.of(upgrade) : List.of());
        assertThat(request.headers().getAll("Connection")).isEqualTo(passes ? List.of("upgrade") : List.of());
    }

    @ParameterizedTest
    @CsvSource({"trailers, true", "'gzip, trailers', true", "'trailers;q=0.5', false", "gzip, false", "TRAILERS, true"})
    void ofTheCodingsOfTransferOnlyTrailersArePassedOn(String te, boolean passes) {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        request.headers().set("Host", "a").set("TE", te);
        new RequestHead(request, true).prepare("192.0.2.1", false, REPLICA);
        assertThat(request.headers().getAll("TE")).isEqualTo(passes ? List.of("trailers") : List.of());
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.5, 80, 10.0.0.5:80", "web.internal, 8080, web.internal:8080", "::1, 443, [::1]:443"})
    void aReplicaIsTheHostOfAHeadWithoutOne(String host, int port, String expected) {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/");
        new RequestHead(request, true).prepare("192.0.2.1", false, Endpoint.https(host, port));
        assertThat(request.headers().get("Host")).isEqualTo(expected);
        assertThat(request.protocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, true",
        "HEAD, true",
        "OPTIONS, true",
        "TRACE, true",
        "PUT, true",
        "DELETE, true",
        "POST, false",
        "PATCH, false",
        "get, false",
        "PROPFIND, false"
    })
    void methodsOfTheStandardAreIdempotentOrNot(String method, boolean idempotent) {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), "/");
        assertThat(new RequestHead(request, true).isIdempotent()).isEqualTo(idempotent);
    }
}
