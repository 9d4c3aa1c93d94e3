package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's client of WebSocket, and a replica with Netty's server of it. */
class WebSocketClientTest extends ProxyTestBase {

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder parts = new StringBuilder();

    private CompletableFuture<WebSocket> open(String path) {
        return open(HttpClient.newHttpClient(), "ws", path);
    }

    private CompletableFuture<WebSocket> open(HttpClient client, String scheme, String path) {
        URI uri = URI.create(scheme + "://127.0.0.1:" + interceptor().port() + path);
        return client.newWebSocketBuilder().subprotocols("chat").buildAsync(uri, new Listener());
    }

    private final class Listener implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            parts.append(text);
            if (last) {
                heard.add("text " + parts);
                parts.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            heard.add("pong " + StandardCharsets.UTF_8.decode(message));
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("close " + code + " " + reason);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.add("error " + error);
        }
    }

    private String next() throws InterruptedException {
        String next = heard.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("something from the other side").isNotNull();
        return next;
    }

    private WebSocketBackend replica() {
        return closing(new WebSocketBackend());
    }

    private WebSocket opened() throws Exception {
        replicas.set(replica().endpoint());
        start(route());
        return open("/chat").get(60, TimeUnit.SECONDS);
    }

    @Test
    void aSocketThatOpensDuringAColdStartCarriesTextsBothWays() throws Exception {
        WebSocketBackend replica = replica();
        start(route());
        CompletableFuture<WebSocket> opening = open("/chat");
        until(() -> held() == 1);
        replicas.set(replica.endpoint());
        WebSocket socket = opening.get(60, TimeUnit.SECONDS);
        assertThat(socket.getSubprotocol()).isEqualTo("chat");
        String text = "grüße ".repeat(20_000);
        socket.sendText(text, true).join();
        assertThat(next()).isEqualTo("text echo " + text);
        socket.sendText("one ", false).join();
        socket.sendText("text", true).join();
        assertThat(next()).isEqualTo("text echo one text");
        socket.abort();
        assertThat(exchange().outcome()).isEqualTo(Outcome.HELD_READY);
    }

    @Test
    void aSocketOverTlsCarriesTextsBothWays(@TempDir Path folder) throws Exception {
        SSLContext tls = TestTls.context(folder);
        replicas.set(replica().endpoint());
        start(builder -> builder.route(route().build()).tls(tls));
        HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
        WebSocket socket = open(client, "wss", "/chat").get(60, TimeUnit.SECONDS);
        socket.sendText("hello", true).join();
        assertThat(next()).isEqualTo("text echo hello");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "enough").join();
        assertThat(next()).isEqualTo("close 1000 enough");
        assertThat(exchange().status()).isEqualTo(101);
    }

    @Test
    void pingsAreAnsweredByTheReplica() throws Exception {
        WebSocket socket = opened();
        socket.sendPing(ByteBuffer.wrap("are you there".getBytes(StandardCharsets.UTF_8)))
                .join();
        assertThat(next()).isEqualTo("pong are you there");
        socket.abort();
    }

    @Test
    void aSocketCountsUntilItIsClosed() throws Exception {
        WebSocket socket = opened();
        socket.sendText("here", true).join();
        assertThat(next()).isEqualTo("text echo here");
        assertThat(inFlight()).isEqualTo(1);
        assertThat(held()).isZero();
        assertThat(exchanges).isEmpty();
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "enough").join();
        assertThat(next()).isEqualTo("close 1000 enough"); // what the replica sends back
        Exchange told = exchange();
        assertThat(told.status()).isEqualTo(101);
        until(() -> inFlight() == 0);
    }

    @Test
    void theReplicasCodeAndReasonOfAnEndArePassedOn() throws Exception {
        WebSocket socket = opened();
        socket.sendText("close 4001 go away", true).join();
        assertThat(next()).isEqualTo("close 4001 go away");
        assertThat(exchange().status()).isEqualTo(101);
    }

    @Test
    void aReplicaThatDiesEndsTheSocket() throws Exception {
        WebSocket socket = opened();
        socket.sendText("die", true).join();
        assertThat(next()).matches("error .*|close 1006.*");
        assertThat(exchange().status()).isEqualTo(101);
    }

    @Test
    void aReplicasRefusalIsPassedOn() throws Exception {
        replicas.set(replica().endpoint());
        start(route());
        CompletableFuture<WebSocket> opening = open("/forbidden");
        Throwable thrown = opening.handle((socket, failure) -> failure).get(60, TimeUnit.SECONDS);
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        assertThat(cause).isInstanceOf(WebSocketHandshakeException.class);
        assertThat(((WebSocketHandshakeException) cause).getResponse().statusCode())
                .isEqualTo(403);
        Exchange told = exchange();
        assertThat(told.status()).isEqualTo(403);
        assertThat(told.outcome()).isEqualTo(Outcome.READY);
    }
}
