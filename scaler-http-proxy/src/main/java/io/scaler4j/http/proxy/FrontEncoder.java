package io.scaler4j.http.proxy;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Writes answers of HTTP/1. An answer to HEAD has the head of an answer to GET, and no body. */
final class FrontEncoder extends HttpResponseEncoder {

    private boolean answersHead;

    /** To be set before the answer to each request. */
    void answersHead(boolean now) {
        answersHead = now;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
        return answersHead || super.isContentAlwaysEmpty(response);
    }
}
