package io.scaler4j.http.proxy;

import io.netty.handler.codec.http2.Http2Headers;
import io.scaler4j.http.Endpoint;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A replica behind a wire that breaks. The replica tells which requests it has executed. */
abstract class FaultsTestBase extends ProxyTestBase {

    static final String ANSWER = "halfrest";

    /** Methods and paths, as the replica has seen them to their end. */
    final Queue<String> executed = new ConcurrentLinkedQueue<>();

    FaultProxy wire;

    /** Becomes the only replica that is ready. */
    FaultProxy wired(BackendProtocol protocol) throws IOException {
        Endpoint replica = protocol == BackendProtocol.H2C
                ? closing(new H2Backend(number -> new Executing())).endpoint()
                : closing(Backend.answering((head, body, peer) -> {
                            String[] line = head.split(" ", 3);
                            executed.add(line[0] + " " + line[1]);
                            peer.ok(line[0].equals("HEAD") ? "" : ANSWER);
                        }))
                        .endpoint();
        wire = closing(FaultProxy.to(replica, protocol));
        replicas.set(wire.endpoint());
        return wire;
    }

    static String get(String path) {
        return "GET " + path + " HTTP/1.1\nHost: a\n\n";
    }

    static String post(String path) {
        return "POST " + path + " HTTP/1.1\nHost: a\nContent-Length: 5\n\nhello";
    }

    private final class Executing extends H2Backend.Stream {

        private String line = "";

        @Override
        void headers(Http2Headers headers, boolean ends) {
            line = headers.method() + " " + headers.path();
            answer(ends);
        }

        @Override
        void data(String text, boolean ends) {
            answer(ends);
        }

        private void answer(boolean ends) {
            if (ends) {
                executed.add(line);
                send(H2Backend.ok(), false).send("half", false);
                connection().eventLoop().execute(() -> send("rest", true)); // so that it is a frame of its own
            }
        }
    }
}
