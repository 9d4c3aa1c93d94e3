package io.scaler4j.http.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;

/**
 * Lets a client go on with HTTP/2 after its first request. A request with a body is answered by HTTP/1.1, because its
 * body would have to be kept until all of it has come.
 */
final class Http2Upgrade extends HttpServerUpgradeHandler {

    Http2Upgrade(SourceCodec source, UpgradeCodecFactory codecs) {
        super(source, codecs, 0);
    }

    @Override
    protected boolean shouldHandleUpgradeRequest(HttpRequest request) {
        return request.decoderResult().isSuccess()
                && !request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                && !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                && HeadCheck.refusal(request) == null;
    }
}
