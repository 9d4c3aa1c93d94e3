package io.scaler4j.http.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;

/** Removes what {@link HopByHop} names. Most messages have nothing of it, or the usual, and cost no memory. */
final class ConnectionHeaders {

    private static final AsciiString[] ALWAYS =
            HopByHop.of(List.of()).stream().map(AsciiString::cached).toArray(AsciiString[]::new);

    private ConnectionHeaders() {}

    static void removeFrom(HttpHeaders headers) {
        Iterator<String> lines = headers.valueStringIterator(HttpHeaderNames.CONNECTION);
        if (lines.hasNext() && (!isUsual(lines.next()) || lines.hasNext())) {
            HopByHop.of(headers.getAll(HttpHeaderNames.CONNECTION)).forEach(headers::remove);
            return;
        }
        for (AsciiString name : ALWAYS) {
            headers.remove(name);
        }
    }

    private static boolean isUsual(String connection) {
        return HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(connection)
                || HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(connection);
    }
}
