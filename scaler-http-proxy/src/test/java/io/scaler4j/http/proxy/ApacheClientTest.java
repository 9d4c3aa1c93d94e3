package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apache's client, classic and asynchronous, with HTTP/1.1 and HTTP/2. */
class ApacheClientTest extends ProxyTestBase {

    private static final int LENGTH = 8_000_000;
    private static final byte[] BODY = new byte[LENGTH];

    static {
        new Random(7).nextBytes(BODY);
    }

    /** Sends bodies back as they come. */
    private static Backend echo() throws IOException {
        return Backend.answering((head, body, peer) -> peer.ok(body));
    }

    private CloseableHttpClient classic(PoolingHttpClientConnectionManager connections) {
        return closing(HttpClients.custom()
                .setConnectionManager(connections)
                .disableAutomaticRetries()
                .build());
    }

    private static PoolingHttpClientConnectionManager pool() {
        return PoolingHttpClientConnectionManagerBuilder.create().build();
    }

    private CloseableHttpAsyncClient started(CloseableHttpAsyncClient client) {
        client.start();
        return closing(client);
    }

    @Test
    void theClassicClientKeepsItsConnection() throws Exception {
        Backend backend = closing(Backend.saying("hello"));
        start(route());
        PoolingHttpClientConnectionManager connections = pool();
        CloseableHttpClient client = classic(connections);
        CompletableFuture<Void> ready = CompletableFuture.runAsync(() -> {
            until(() -> held() == 1);
            replicas.set(backend.endpoint());
        });
        for (int i = 0; i < 50; i++) {
            String body = client.execute(new HttpGet(uri("/" + i)), answer -> {
                assertThat(answer.getCode()).isEqualTo(200);
                return EntityUtils.toString(answer.getEntity());
            });
            assertThat(body).isEqualTo("hello");
        }
        ready.join();
        assertThat(connections.getTotalStats().getAvailable()).isEqualTo(1);
        assertThat(backend.connections()).isEqualTo(1);
        assertThat(exchange().outcome()).isEqualTo(Outcome.HELD_READY);
        assertThat(interceptor().tracker().counter(ROUTE).arrived()).isEqualTo(50);
    }

    @Test
    void theClassicClientSendsAndGetsALongBodyThroughAColdStart() throws Exception {
        Backend backend = closing(echo());
        start(route());
        var post = new HttpPost(uri("/"));
        post.setEntity(new ByteArrayEntity(BODY, ContentType.APPLICATION_OCTET_STREAM));
        CloseableHttpClient client = classic(pool());
        CompletableFuture<byte[]> got =
                supply(() -> client.execute(post, answer -> EntityUtils.toByteArray(answer.getEntity())));
        until(() -> held() == 1);
        replicas.set(backend.endpoint());
        assertThat(Arrays.equals(got.get(30, TimeUnit.SECONDS), BODY)).isTrue();
    }

    /** A body that tells when it is asked for. */
    private static HttpEntity entity(AtomicBoolean written) {
        return new EntityTemplate(LENGTH, ContentType.APPLICATION_OCTET_STREAM, null, out -> {
            written.set(true);
            out.write(BODY);
        });
    }

    private HttpPost expecting(HttpEntity body) {
        var post = new HttpPost(uri("/"));
        post.setConfig(RequestConfig.custom().setExpectContinueEnabled(true).build());
        post.setEntity(body);
        return post;
    }

    @Test
    void theReplicaDecidesWhenABodyMayCome() throws Exception {
        var written = new AtomicBoolean();
        var early = new AtomicBoolean();
        Backend backend = closing(Backend.running(peer -> {
            String head = peer.head();
            early.set(written.get());
            peer.send("HTTP/1.1 100 Continue\n\n").ok("" + peer.body(head).length());
        }));
        start(route());
        CloseableHttpClient client = patient();
        CompletableFuture<String> got = supply(
                () -> client.execute(expecting(entity(written)), answer -> EntityUtils.toString(answer.getEntity())));
        until(() -> held() == 1);
        replicas.set(backend.endpoint());
        assertThat(got.get(30, TimeUnit.SECONDS)).isEqualTo("" + LENGTH);
        assertThat(early).isFalse();
    }

    @Test
    void aBodyThatTheReplicaRefusesIsNotSent() throws Exception {
        var written = new AtomicBoolean();
        Backend backend = closing(Backend.running(peer -> {
            peer.head();
            peer.send("HTTP/1.1 413 Content Too Large\nContent-Length: 2\n\nno");
        }));
        start(route());
        CloseableHttpClient client = patient();
        CompletableFuture<Integer> got = supply(() -> client.execute(expecting(entity(written)), answer -> {
            EntityUtils.consume(answer.getEntity());
            return answer.getCode();
        }));
        until(() -> held() == 1);
        replicas.set(backend.endpoint());
        assertThat(got.get(30, TimeUnit.SECONDS)).isEqualTo(413);
        assertThat(written).isFalse();
    }

    /** The client's own patience would hide a lost "100 Continue". */
    private CloseableHttpClient patient() {
        return closing(HttpClients.custom()
                .disableAutomaticRetries()
                .setRequestExecutor(new org.apache.hc.core5.http.impl.io.HttpRequestExecutor(
                        org.apache.hc.core5.util.Timeout.ofSeconds(60),
                        org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy.INSTANCE,
                        null))
                .build());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theAsynchronousClientGetsAllAnswersThroughAColdStart(boolean http2) throws Exception {
        Backend backend = closing(echo());
        start(route());
        CloseableHttpAsyncClient client = async(http2);
        List<Future<SimpleHttpResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(client.execute(post(("body " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8)), null));
        }
        until(() -> held() >= (http2 ? 20 : 5)); // with HTTP/1.1 five connections for a host are the default
        replicas.set(backend.endpoint());
        for (int i = 0; i < 20; i++) {
            SimpleHttpResponse got = answers.get(i).get(30, TimeUnit.SECONDS);
            assertThat(got.getCode()).isEqualTo(200);
            assertThat(got.getBodyText()).isEqualTo("body " + i);
            assertThat(exchange().protocol()).isEqualTo(http2 ? "HTTP/2" : "HTTP/1.1");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theAsynchronousClientSendsAndGetsALongBodyThroughAColdStart(boolean http2) throws Exception {
        Backend backend = closing(echo());
        start(route());
        Future<SimpleHttpResponse> answer = async(http2).execute(post(BODY), null);
        until(() -> held() == 1);
        replicas.set(backend.endpoint());
        assertThat(Arrays.equals(answer.get(30, TimeUnit.SECONDS).getBodyBytes(), BODY))
                .isTrue();
    }

    private CloseableHttpAsyncClient async(boolean http2) {
        return started(
                http2
                        ? HttpAsyncClients.customHttp2()
                                .disableAutomaticRetries()
                                .build()
                        : HttpAsyncClients.custom().disableAutomaticRetries().build());
    }

    private SimpleHttpRequest post(byte[] body) {
        return SimpleRequestBuilder.post(uri("/"))
                .setBody(body, ContentType.APPLICATION_OCTET_STREAM)
                .build();
    }

    /** What may fail with an exception of the client. */
    private interface Call<T> {
        T run() throws IOException;
    }

    private static <T> CompletableFuture<T> supply(Call<T> call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call.run();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }
}
