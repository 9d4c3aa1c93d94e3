package io.scaler4j.http.proxy;

import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpMessage;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;

/** Parts of bodies. */
final class Bodies {

    private Bodies() {}

    /**
     * The body of what may be a whole message: encoders take head and body apart, or whole messages, but no mixture.
     */
    static HttpContent withoutHead(HttpContent part) {
        if (!(part instanceof FullHttpMessage whole)) {
            return part;
        }
        if (!whole.content().isReadable() && whole.trailingHeaders().isEmpty()) {
            whole.release();
            return LastHttpContent.EMPTY_LAST_CONTENT;
        }
        return new DefaultLastHttpContent(whole.content(), whole.trailingHeaders());
    }
}
