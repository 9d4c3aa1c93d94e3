package io.scaler4j.http.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.Http2CodecUtil;

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
        HttpHeaders headers = request.headers();
        return request.decoderResult().isSuccess()
                && HttpUtil.getContentLength(request, 0L) == 0
                && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                && headers.getAll(Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER).size() == 1
                && headers.containsValue(HttpHeaderNames.CONNECTION, Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER, true)
                && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && HeadCheck.refusal(request) == null;
    }
}
