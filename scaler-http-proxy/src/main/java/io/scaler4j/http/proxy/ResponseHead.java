package io.scaler4j.http.proxy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The head of a replica's answer: what a client gets of it. */
final class ResponseHead {

    private ResponseHead() {}

    /** Whether it is clear where the body ends. */
    static boolean isClear(HttpResponse response) {
        if (response.decoderResult().isFailure() || response.status().code() > 999) {
            return false;
        }
        Iterator<String> codings = response.headers().valueStringIterator(HttpHeaderNames.TRANSFER_ENCODING);
        return !codings.hasNext()
                || (HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.next()) && !codings.hasNext());
    }

    static boolean isInformational(HttpResponse response) {
        int code = response.status().code();
        return code < 200 && code != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    }

    /** An answer such as 100 or 103, before the answer proper. */
    static FullHttpResponse informational(HttpResponse response) {
        var passed = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, response.status(), Unpooled.EMPTY_BUFFER);
        passed.headers().set(response.headers());
        clean(passed.headers());
        return passed;
    }

    /** An answer whose connection becomes a tunnel. */
    static HttpResponse switching(HttpResponse response) {
        String protocol = response.headers().get(HttpHeaderNames.UPGRADE);
        clean(response.headers());
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        if (protocol != null) {
            response.headers().set(HttpHeaderNames.UPGRADE, protocol);
        }
        return response;
    }

    /**
     * Makes of the head what a client gets.
     *
     * @param response changed
     * @param request what was asked
     * @param major the version of HTTP that the client speaks
     * @param coldStart of {@link ColdStart#header}; null for none
     * @return without a body
     */
    static HttpResponse proper(HttpResponse response, RequestHead request, int major, @Nullable String coldStart) {
        HttpResponse head = response instanceof FullHttpResponse
                ? new DefaultHttpResponse(HttpVersion.HTTP_1_1, response.status(), response.headers())
                : response;
        clean(head.headers());
        head.setProtocolVersion(HttpVersion.HTTP_1_1);
        if (coldStart != null) {
            head.headers().set(ColdStart.HEADER, coldStart);
        }
        if (major == 1 && !request.isHttp10() && hasBodyOfUnknownLength(head, request)) {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return head;
    }

    /**
     * A head and the only part of its body as one message. With HTTP/2 a head without anything behind it then ends the
     * stream, as clients of gRPC expect of an answer that is nothing but trailers.
     *
     * @param content is taken over
     */
    static FullHttpResponse with(HttpResponse head, LastHttpContent content) {
        return new DefaultFullHttpResponse(
                head.protocolVersion(), head.status(), content.content(), head.headers(), content.trailingHeaders());
    }

    /** Whether the head says that a body follows. */
    static boolean promisesBody(HttpResponse response, RequestHead request) {
        return !request.isHead()
                && response.status().code() != HttpResponseStatus.NOT_MODIFIED.code()
                && HttpUtil.getContentLength(response, 0L) > 0;
    }

    /** A client of HTTP/1.0 is told the end by the end of the connection. */
    static boolean hasBodyOfUnknownLength(HttpResponse response, RequestHead request) {
        int code = response.status().code();
        return !HttpMethod.HEAD.equals(request.method())
                && code != HttpResponseStatus.NO_CONTENT.code()
                && code != HttpResponseStatus.NOT_MODIFIED.code()
                && code != HttpResponseStatus.RESET_CONTENT.code()
                && !response.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
    }

    private static void clean(HttpHeaders headers) {
        ConnectionHeaders.removeFrom(headers);
        headers.remove(ExtensionHeaderNames.STREAM_ID.text());
        headers.remove(ExtensionHeaderNames.SCHEME.text());
        headers.remove(ExtensionHeaderNames.PATH.text());
    }
}
