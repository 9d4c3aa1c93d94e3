package io.scaler4j.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;

/** What a connection to a replica tells the request that it carries. On the event loop. */
interface BackListener {

    /** How a connection failed. */
    enum Failure {
        /** It was closed, by whatever side or for whatever reason. */
        CLOSED,
        /** The replica has not begun with the request, and does not want it. */
        REFUSED,
        /** The replica has not begun with the request, and takes no other on this connection. */
        GOING_AWAY,
        /** What came is no HTTP. */
        MALFORMED,
        /** The head of the answer took too long. */
        LATE
    }

    void response(HttpResponse head);

    /**
     * Takes a part of the body.
     *
     * @param content to be released
     */
    void content(HttpContent content);

    /**
     * Takes bytes of a tunnel.
     *
     * @param bytes to be released
     */
    void bytes(ByteBuf bytes);

    /** Everything that could be read was told. */
    void readComplete();

    void writabilityChanged();

    /** Nothing else comes. */
    void failed(Failure failure);
}
