package io.scaler4j.http.proxy;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;

/** Clients and replicas that speak HTTP/2. */
abstract class Http2Fixture extends ProxyTestBase {

    final H2Client h2() {
        return closing(new H2Client(interceptor().port()));
    }

    final H2Backend h2c(H2Backend.Streams streams) {
        H2Backend backend = closing(new H2Backend(streams));
        replicas.set(backend.endpoint());
        return backend;
    }

    final ProxyRouteBuilder h2cRoute() {
        return route().backendProtocol(BackendProtocol.H2C);
    }

    /** Answers each message with the same, and the end with trailers. */
    static H2Backend.Stream echo() {
        return new H2Backend.Stream() {
            @Override
            void headers(Http2Headers headers, boolean ends) {
                if (headers.method() != null) {
                    Http2Headers head = H2Backend.ok().add("content-type", "application/grpc");
                    if (headers.contains("te")) {
                        head.add("x-te", headers.get("te"));
                    }
                    send(head.add("x-path", headers.path()), false);
                }
                if (ends) {
                    end(headers);
                }
            }

            @Override
            void data(String text, boolean ends) {
                if (!text.isEmpty()) {
                    send(text, false);
                }
                if (ends) {
                    end(new DefaultHttp2Headers());
                }
            }

            private void end(Http2Headers trailers) {
                send(
                        new DefaultHttp2Headers()
                                .add("grpc-status", "0")
                                .add("x-seen", trailers.get("x-mine") == null ? "none" : trailers.get("x-mine")),
                        true);
            }
        };
    }
}
