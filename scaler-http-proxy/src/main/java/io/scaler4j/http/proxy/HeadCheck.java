package io.scaler4j.http.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Which requests are not passed on, whatever their route, because of their head alone. */
final class HeadCheck {

    private HeadCheck() {}

    /**
     * Returns why a request is refused.
     *
     * @param request as it was decoded; a target in absolute form is replaced by the path, and its host by {@code Host}
     * @return the answer it gets; null if it may go on
     */
    static @Nullable OwnAnswer refusal(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            Throwable cause = request.decoderResult().cause();
            return cause instanceof TooLongHttpLineException
                    ? OwnAnswer.TARGET_TOO_LONG
                    : cause instanceof TooLongHttpHeaderException ? OwnAnswer.HEADERS_TOO_LONG : OwnAnswer.BAD_REQUEST;
        }
        if (HttpMethod.CONNECT.equals(request.method())) {
            return OwnAnswer.CONNECT_REFUSED;
        }
        HttpHeaders headers = request.headers();
        if (!hasKnownVersion(request)
                || !hasClearLength(request.protocolVersion(), headers)
                || isOfOldWebSocket(headers)
                || !hasOneHost(request)
                || !putsTargetInOriginForm(request)) {
            return OwnAnswer.BAD_REQUEST;
        }
        String expected = headers.get(HttpHeaderNames.EXPECT);
        return expected == null || HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)
                ? null
                : OwnAnswer.EXPECTATION_FAILED;
    }

    private static boolean hasKnownVersion(HttpRequest request) {
        return HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                || HttpVersion.HTTP_1_0.equals(request.protocolVersion());
    }

    /** Any other coding than chunked alone makes servers differ on where the body ends. */
    private static boolean hasClearLength(HttpVersion version, HttpHeaders headers) {
        Iterator<String> codings = headers.valueStringIterator(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.hasNext()) {
            return true;
        }
        boolean isChunked = HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.next());
        return isChunked && !codings.hasNext() && !HttpVersion.HTTP_1_0.equals(version);
    }

    /** A draft of WebSocket that browsers gave up in 2011: bytes behind the head that no length tells. */
    private static boolean isOfOldWebSocket(HttpHeaders headers) {
        return headers.contains("Sec-WebSocket-Key1") && headers.contains("Sec-WebSocket-Key2");
    }

    private static boolean putsTargetInOriginForm(HttpRequest request) {
        String target = request.uri();
        if (target.startsWith("/")) {
            return target.indexOf('#') < 0;
        }
        if (target.equals("*")) {
            return HttpMethod.OPTIONS.equals(request.method());
        }
        int scheme = target.indexOf("://");
        if (scheme < 0 || !isHttp(target.substring(0, scheme)) || target.indexOf('#') >= 0) {
            return false;
        }
        int begin = scheme + "://".length();
        int end = begin;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        String rest = target.substring(end);
        request.setUri(rest.startsWith("/") ? rest : "/" + rest);
        String host = target.substring(begin, end);
        request.headers().set(HttpHeaderNames.HOST, host);
        return isHost(host);
    }

    private static boolean isHttp(String scheme) {
        return scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    }

    private static boolean hasOneHost(HttpRequest request) {
        Iterator<String> hosts = request.headers().valueStringIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) {
            return HttpVersion.HTTP_1_0.equals(request.protocolVersion());
        }
        return isHost(hosts.next()) && !hosts.hasNext();
    }

    /** A name or an address with or without a port; no user, no path, nothing that a log or a replica could misread. */
    static boolean isHost(String host) {
        boolean inBrackets = false;
        int portAt = -1;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '[') {
                if (i != 0) {
                    return false;
                }
                inBrackets = true;
            } else if (c == ']') {
                boolean isLast = i + 1 == host.length() || host.charAt(i + 1) == ':';
                if (!inBrackets || i == 1 || !isLast) {
                    return false;
                }
                inBrackets = false;
            } else if (c == ':' && !inBrackets) {
                if (portAt >= 0) {
                    return false;
                }
                portAt = i + 1;
            } else if (portAt >= 0 ? c < '0' || c > '9' : !isHostCharacter(c)) {
                return false;
            }
        }
        return !host.isEmpty() && !inBrackets && portAt != 1;
    }

    private static boolean isHostCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-._~%!$&'()*+,;=:".indexOf(c) >= 0;
    }
}
