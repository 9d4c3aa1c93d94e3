package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadTest {

    private static HttpResponse response(int status) {
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    }

    private static RequestHead asked(String method, HttpVersion version) {
        return new RequestHead(new DefaultHttpRequest(version, HttpMethod.valueOf(method), "/"), true);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, HTTP/1.1, 1, 200, , true",
        "GET, HTTP/1.1, 1, 200, 5, false",
        "GET, HTTP/1.1, 1, 500, , true",
        "HEAD, HTTP/1.1, 1, 200, , false",
        "GET, HTTP/1.1, 1, 204, , false",
        "GET, HTTP/1.1, 1, 205, , false",
        "GET, HTTP/1.1, 1, 304, , false",
        "GET, HTTP/1.0, 1, 200, , false",
        "GET, HTTP/1.1, 2, 200, , false",
    })
    void aBodyWithoutALengthIsInChunksIfTheClientKnowsThem(
            String method, String version, int major, int status, @Nullable String length, boolean chunked) {
        HttpResponse response = response(status);
        response.headers().set("Transfer-Encoding", "chunked"); // of the replica's connection
        if (length != null) {
            response.headers().set("Content-Length", length);
        }
        HttpResponse head = ResponseHead.proper(response, asked(method, HttpVersion.valueOf(version)), major, null);
        assertThat(head.headers().getAll("Transfer-Encoding")).isEqualTo(chunked ? List.of("chunked") : List.of());
        assertThat(head.headers().get("Content-Length")).isEqualTo(length);
        assertThat(head.protocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
    }

    @Test
    void aColdStartIsToldInPlaceOfWhatAReplicaSays() {
        HttpResponse response = response(200);
        response.headers().add(ColdStart.HEADER, "maybe").add(ColdStart.HEADER, "no");
        ResponseHead.proper(response, asked("GET", HttpVersion.HTTP_1_1), 1, "true");
        assertThat(response.headers().getAll(ColdStart.HEADER)).containsExactly("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, chunked", "chunked, chunked", "identity", "", "chunked;x"})
    void anotherCodingThanChunkedAloneIsNotClear(String coding) {
        HttpResponse response = response(200);
        response.headers().set("Transfer-Encoding", coding);
        assertThat(ResponseHead.isClear(response)).isFalse();
    }

    @Test
    void oneCodingOrNoneIsClearAndTwoLinesOrAFailureAreNot() {
        HttpResponse response = response(200);
        assertThat(ResponseHead.isClear(response)).isTrue();
        response.headers().add("Transfer-Encoding", "Chunked");
        assertThat(ResponseHead.isClear(response)).isTrue();
        response.headers().add("Transfer-Encoding", "chunked");
        assertThat(ResponseHead.isClear(response)).isFalse();
        HttpResponse broken = response(200);
        broken.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("as the test wants")));
        assertThat(ResponseHead.isClear(broken)).isFalse();
        assertThat(ResponseHead.isClear(response(1000))).isFalse();
        assertThat(ResponseHead.isClear(response(999))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"100, true", "102, true", "103, true", "199, true", "101, false", "200, false"})
    void aSwitchOfProtocolsIsNoHint(int status, boolean informational) {
        assertThat(ResponseHead.isInformational(response(status))).isEqualTo(informational);
    }

    @Test
    void aHintHasItsHeadersAndNoBody() {
        HttpResponse response = response(103);
        response.headers()
                .add("Link", "</a>")
                .add("Link", "</b>")
                .add("Connection", "X-Hop")
                .add("X-Hop", "1");
        FullHttpResponse passed = ResponseHead.informational(response);
        assertThat(passed.headers().getAll("Link")).containsExactly("</a>", "</b>");
        assertThat(passed.headers().names()).containsExactly("Link");
        assertThat(passed.content().isReadable()).isFalse();
    }

    @Test
    void aSwitchKeepsTheProtocolAndNothingElseOfTheConnection() {
        HttpResponse response = response(101);
        response.headers()
                .set("Connection", "Upgrade, X-Hop")
                .set("Upgrade", "websocket")
                .set("X-Hop", "1")
                .set("Transfer-Encoding", "chunked")
                .set("Sec-WebSocket-Accept", "x");
        HttpResponse passed = ResponseHead.switching(response);
        assertThat(passed.headers().entries())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("connection=upgrade", "upgrade=websocket", "Sec-WebSocket-Accept=x");
    }
}
