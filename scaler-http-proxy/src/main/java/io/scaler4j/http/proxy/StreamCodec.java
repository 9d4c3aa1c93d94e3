package io.scaler4j.http.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.util.List;

/**
 * Makes a message of the frames of a stream. Its head must come first, and what follows must be trailers: Netty's codec
 * takes a head without a method or a status for trailers, after which nothing would end the stream. It also makes a
 * whole message of a head without a body, and does not release it if the head is refused then.
 */
final class StreamCodec extends Http2StreamFrameToHttpObjectCodec {

    private final boolean ofClient;
    private boolean begun;

    private StreamCodec(boolean ofClient) {
        super(ofClient);
        this.ofClient = ofClient;
    }

    static StreamCodec ofClient() {
        return new StreamCodec(true);
    }

    static StreamCodec ofReplica() {
        return new StreamCodec(false);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, Http2StreamFrame frame, List<Object> out) throws Exception {
        if (!(frame instanceof Http2HeadersFrame head)) {
            super.decode(ctx, frame, out);
            return;
        }
        Http2Headers headers = head.headers();
        CharSequence first = ofClient ? headers.method() : headers.status();
        if (begun == (first != null)) {
            throw new Http2Exception(Http2Error.PROTOCOL_ERROR, "the head of a message comes first, and once");
        }
        begun = first == null || ofClient || !isHint(first);
        if (first == null || !head.isEndStream()) {
            super.decode(ctx, frame, out);
            return;
        }
        super.decode(ctx, new DefaultHttp2HeadersFrame(headers, false).stream(head.stream()), out);
        if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH) && out.get(0) instanceof HttpRequest request) {
            request.headers().remove(HttpHeaderNames.TRANSFER_ENCODING); // there is no body
        }
        out.add(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** Another head follows a status such as 103. */
    private static boolean isHint(CharSequence status) {
        return status.length() == 3 && status.charAt(0) == '1';
    }
}
