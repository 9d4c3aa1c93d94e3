package io.scaler4j.http.proxy;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;

/** What a client's connection of HTTP/1 has besides its requests: the codec, and limits for the time between them. */
final class Http1Front {

    /** Called when the next request takes too long. */
    interface Late {
        /**
         * Ends the wait.
         *
         * @param hasBegun whether a part of its head has come
         */
        void head(boolean hasBegun);
    }

    private final FrontDecoder decoder;
    private final FrontEncoder encoder = new FrontEncoder();
    private final InterceptorLimits limits;
    private final LazyTimer timer;
    private Late late = hasBegun -> {};
    private boolean first = true;
    private boolean insideHead;

    Http1Front(InterceptorLimits limits, EventLoop loop) {
        this.limits = limits;
        decoder = new FrontDecoder(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.maxInitialLineBytes())
                .setMaxHeaderSize(limits.maxHeaderBytes())
                .setMaxChunkSize(Integer.MAX_VALUE));
        timer = new LazyTimer(loop, () -> late.head(decoder.isInsideHead()));
    }

    FrontDecoder decoder() {
        return decoder;
    }

    FrontEncoder encoder() {
        return encoder;
    }

    void onLate(Late action) {
        late = action;
    }

    /** The next request may come. */
    void waits() {
        timer.after((first ? limits.clientHead() : limits.idle()).toNanos());
    }

    /** What came may be a part of a head. */
    void readComplete() {
        if (!insideHead && !first && decoder.isInsideHead()) {
            insideHead = true;
            timer.after(limits.clientHead().toNanos());
        }
    }

    void headCame(HttpRequest request) {
        first = false;
        insideHead = false;
        timer.clear();
        encoder.answersHead(HttpMethod.HEAD.equals(request.method()));
    }

    void ends() {
        timer.end();
    }

    void becomesTunnel(ChannelPipeline pipeline) {
        timer.end();
        pipeline.remove(encoder);
        pipeline.remove(decoder);
    }
}
