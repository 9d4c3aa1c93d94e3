package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ThreadsTest extends ProxyTestBase {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @Test
    void byDefaultThereIsOneThreadForEachProcessor() throws Exception {
        backend(Backend.saying("hello"));
        var interceptor = closing(HttpInterceptor.builder()
                .listen(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .route(route().build())
                .build()
                .start());
        serveOnManyConnections(interceptor.port());
        assertThat(threads()).isEqualTo(PROCESSORS);
    }

    @Test
    void thereAreAsManyThreadsAsIsSaid() throws Exception {
        backend(Backend.saying("hello"));
        start(builder -> builder.route(route().build()).threads(1));
        serveOnManyConnections(interceptor().port());
        assertThat(threads()).isOne();
    }

    /** A thread begins with its first connection. */
    private void serveOnManyConnections(int port) throws Exception {
        for (int i = 0; i < PROCESSORS * 4; i++) {
            Peer client = closing(Peer.to(port)).send("GET / HTTP/1.1\nHost: a\n\n");
            assertThat(client.body(client.head())).isEqualTo("hello");
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("scaler4j-http"))
                .count();
    }
}
