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
 * Makes a request of the frames of a client's stream. The first head must be one of a request, and a second one must be
 * trailers: Netty's codec takes a head without a method for trailers, after which nothing would end the stream. It also
 * makes a whole message of a head without a body, and does not release it if the head is refused then.
 */
final class FrontStreamCodec extends Http2StreamFrameToHttpObjectCodec {

    private boolean begun;

    FrontStreamCodec() {
        super(true);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, Http2StreamFrame frame, List<Object> out) throws Exception {
        if (!(frame instanceof Http2HeadersFrame head)) {
            super.decode(ctx, frame, out);
            return;
        }
        Http2Headers headers = head.headers();
        if (begun == (headers.method() != null)) {
            throw new Http2Exception(Http2Error.PROTOCOL_ERROR, "a head of a request comes first, and once");
        }
        if (begun || !head.isEndStream()) {
            begun = true;
            super.decode(ctx, frame, out);
            return;
        }
        begun = true;
        super.decode(ctx, new DefaultHttp2HeadersFrame(headers, false).stream(head.stream()), out);
        if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH) && out.get(0) instanceof HttpRequest request) {
            request.headers().remove(HttpHeaderNames.TRANSFER_ENCODING); // there is no body
        }
        out.add(LastHttpContent.EMPTY_LAST_CONTENT);
    }
}
