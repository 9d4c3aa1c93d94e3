package io.scaler4j.http.proxy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.RequestHeaders;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The head of a request: what decides its way, and what a replica gets of it. */
final class RequestHead {

    private static final Set<HttpMethod> IDEMPOTENT = Set.of(
            HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE, HttpMethod.PUT, HttpMethod.DELETE);
    private static final String TRAILERS = "trailers";
    private static final String GRPC = "application/grpc";

    private final HttpRequest request;
    private final HttpVersion version;
    private final boolean keepsAlive;
    private final boolean isGrpc;
    private final boolean hasBody;
    private final @Nullable String upgrade;

    /** @param mayUpgrade whether the client's connection can become a tunnel */
    RequestHead(HttpRequest received, boolean mayUpgrade) {
        request = received instanceof FullHttpRequest
                ? new DefaultHttpRequest(
                        received.protocolVersion(), received.method(), received.uri(), received.headers())
                : received;
        version = received.protocolVersion();
        keepsAlive = HttpUtil.isKeepAlive(received);
        String type = received.headers().get(HttpHeaderNames.CONTENT_TYPE);
        isGrpc = type != null && type.startsWith(GRPC);
        hasBody = hasBody(received);
        upgrade = mayUpgrade ? upgradeOf(received) : null;
    }

    /** An upgrade to HTTP/2 would be between the client and us: we have none, and a replica is not asked. */
    private static @Nullable String upgradeOf(HttpRequest request) {
        String protocol = request.headers().get(HttpHeaderNames.UPGRADE);
        return protocol != null
                        && !protocol.toLowerCase(Locale.ROOT).contains("h2c")
                        && request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                ? protocol
                : null;
    }

    private static boolean hasBody(HttpRequest request) {
        return !(request instanceof LastHttpContent)
                && (request.decoderResult().isFailure()
                        || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                        || HttpUtil.getContentLength(request, 0L) > 0);
    }

    HttpRequest request() {
        return request;
    }

    /** The request of which nothing follows its head. */
    FullHttpRequest withoutBody() {
        return new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                request.headers(),
                EmptyHttpHeaders.INSTANCE);
    }

    /** Whether a body follows, or nobody knows. */
    boolean hasBody() {
        return hasBody;
    }

    HttpMethod method() {
        return request.method();
    }

    String uri() {
        return request.uri();
    }

    /** Empty text if there is none. */
    String host() {
        String host = request.headers().get(HttpHeaderNames.HOST);
        return host == null ? "" : host;
    }

    RequestHeaders headers() {
        HttpHeaders headers = request.headers();
        return headers::getAll;
    }

    boolean isHttp10() {
        return HttpVersion.HTTP_1_0.equals(version);
    }

    HttpVersion version() {
        return version;
    }

    boolean keepsAlive() {
        return keepsAlive;
    }

    boolean isGrpc() {
        return isGrpc;
    }

    boolean isHead() {
        return HttpMethod.HEAD.equals(request.method());
    }

    boolean isIdempotent() {
        return IDEMPOTENT.contains(request.method());
    }

    /** Whether the head says that its body has so many bytes at most. */
    boolean hasBodyUpTo(int most) {
        long length = HttpUtil.getContentLength(request, Long.MAX_VALUE);
        return length <= most;
    }

    boolean asksForUpgrade() {
        return upgrade != null;
    }

    /** The path without its query. */
    static String pathOf(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /**
     * Makes of the head what a replica gets. To be called once, after the route was found.
     *
     * @param replica names the host for a client of HTTP/1.0 that names none: HTTP/1.1 needs one
     */
    void prepare(String clientAddress, boolean tls, Endpoint replica) {
        HttpHeaders headers = request.headers();
        ForwardedHeaders forwarded = ForwardedHeaders.of(clientAddress, host(), tls, headers());
        boolean wantsTrailers = headers.containsValue(HttpHeaderNames.TE, TRAILERS, true);
        boolean isChunked = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
        ConnectionHeaders.removeFrom(headers);
        headers.remove(ExtensionHeaderNames.STREAM_ID.text());
        headers.remove(ExtensionHeaderNames.SCHEME.text());
        headers.remove(ExtensionHeaderNames.PATH.text());
        forwarded.set(headers::set);
        if (wantsTrailers) {
            headers.set(HttpHeaderNames.TE, TRAILERS);
        }
        if (isChunked) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        if (upgrade != null) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
            headers.set(HttpHeaderNames.UPGRADE, upgrade);
        }
        if (!headers.contains(HttpHeaderNames.HOST)) {
            headers.set(HttpHeaderNames.HOST, Addresses.authority(replica));
        }
        request.setProtocolVersion(HttpVersion.HTTP_1_1);
    }
}
