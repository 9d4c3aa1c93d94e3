package io.scaler4j.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** The answers that are no replica's, as messages. */
final class OwnResponses {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String RETRY_AFTER = "1";
    private static final String GRPC = "application/grpc";

    private OwnResponses() {}

    /** @param grpc whether the client speaks gRPC, and takes no other answer */
    static FullHttpResponse of(OwnAnswer answer, boolean grpc) {
        FullHttpResponse response = grpc ? ofGrpc(answer) : ofText(answer);
        response.headers().set(OwnAnswer.REASON_HEADER, answer.reason());
        return response;
    }

    private static FullHttpResponse ofText(OwnAnswer answer) {
        FullHttpResponse response = of(answer.status(), answer.body().getBytes(StandardCharsets.US_ASCII));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, TEXT);
        response.headers().set("X-Content-Type-Options", "nosniff");
        if (answer.passes()) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER);
        }
        if (answer == OwnAnswer.CONNECT_REFUSED) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH");
        }
        return response;
    }

    private static FullHttpResponse ofGrpc(OwnAnswer answer) {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, GRPC)
                .set("grpc-status", Integer.toString(answer.grpcStatus()))
                .set("grpc-message", answer.reason());
        return response;
    }

    static FullHttpResponse of(StaticResponse configured, String path) {
        StaticResponse sent = configured.at(path);
        FullHttpResponse response = of(sent.status(), sent.body());
        sent.headers().forEach((name, value) -> response.headers().set(name, value));
        return response;
    }

    /** A page for the time of a cold start must not be kept, and is worth asking again soon. */
    static FullHttpResponse ofPlaceholder(StaticResponse configured, String path) {
        FullHttpResponse response = of(configured, path);
        if (!response.headers().contains(HttpHeaderNames.CACHE_CONTROL)) {
            response.headers().set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        }
        if (!response.headers().contains(HttpHeaderNames.RETRY_AFTER)) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER);
        }
        return response;
    }

    /** The answer to a request whose head does not end. */
    static FullHttpResponse ofLateHead(DateLine date) {
        FullHttpResponse response = of(OwnAnswer.REQUEST_HEAD_TIMEOUT, false);
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        date(response, date);
        return response;
    }

    /** An answer of ours has no other server behind it that would have dated it. */
    static void date(FullHttpResponse response, DateLine date) {
        if (!response.headers().contains(HttpHeaderNames.DATE)) {
            response.headers().set(HttpHeaderNames.DATE, date.now());
        }
    }

    static FullHttpResponse of(int status, byte[] body) {
        ByteBuf content = body.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
        boolean mayHaveLength = status != HttpResponseStatus.NO_CONTENT.code();
        if (mayHaveLength) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        return response;
    }
}
