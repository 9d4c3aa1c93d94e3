package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.Hold;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's client as people use it: in clear text it offers an upgrade to HTTP/2, over TLS it takes HTTP/2. */
class JdkClientTest extends ProxyTestBase {

    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        tls = TestTls.context(folder);
    }

    private ProxyRouteBuilder patientRoute() {
        return route().hold(Hold.atMost(5000)).perReplicaLimit(50);
    }

    /** Answers with the path. */
    private static Backend naming() throws IOException {
        return Backend.answering((head, body, peer) -> peer.ok(head.split(" ")[1]));
    }

    private List<CompletableFuture<HttpResponse<String>>> send(HttpClient client, String scheme, int requests) {
        String base = scheme + "://127.0.0.1:" + interceptor().port() + "/";
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + i))
                    .timeout(Duration.ofSeconds(60))
                    .build();
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        return answers;
    }

    private static void assertAllAnswered(List<CompletableFuture<HttpResponse<String>>> answers) throws Exception {
        for (int i = 0; i < answers.size(); i++) {
            HttpResponse<String> got = answers.get(i).get(60, TimeUnit.SECONDS);
            assertThat(got.statusCode()).isEqualTo(200);
            assertThat(got.body()).isEqualTo("/" + i);
        }
    }

    private void assertAllCounted(int requests) throws Exception {
        for (int i = 0; i < requests; i++) {
            assertThat(exchange().status()).isEqualTo(200);
        }
        assertThat(exchanges).isEmpty();
        assertThat(interceptor().tracker().counter(ROUTE).arrived()).isEqualTo(requests);
    }

    @Test
    void anOfferedUpgradeToHttp2IsNotTakenUpAndNotPassedOn() throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.ok(head)));
        start(route());
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request("/").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.body())
                .doesNotContainIgnoringCase("upgrade")
                .doesNotContainIgnoringCase("http2-settings")
                .doesNotContainIgnoringCase("h2c");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 2000})
    void manyRequestsAtOnceInClearTextGetTheirAnswersAfterAColdStart(int requests) throws Exception {
        Backend backend = closing(naming());
        start(patientRoute());
        var answers = send(HttpClient.newHttpClient(), "http", requests);
        until(() -> held() == requests);
        replicas.set(backend.endpoint());
        assertAllAnswered(answers);
        assertAllCounted(requests);
    }

    /** Without a connection the client opens one for each request; all of them ask for HTTP/2. */
    @Test
    void manyRequestsOverTlsGetTheirAnswersAfterAColdStart() throws Exception {
        Backend backend = closing(naming());
        start(builder -> builder.route(patientRoute().build()).tls(tls));
        var answers = send(HttpClient.newBuilder().sslContext(tls).build(), "https", 100);
        until(() -> held() == 100);
        replicas.set(backend.endpoint());
        assertAllAnswered(answers);
        assertAllCounted(100);
    }

    /** With a connection the client opens streams on it, and fails where a server would have it wait with the next. */
    @ParameterizedTest
    @ValueSource(ints = {500, 2000})
    void manyRequestsOnOneConnectionOfHttp2GetTheirAnswersAfterAColdStart(int requests) throws Exception {
        Backend backend = backend(naming());
        start(builder -> builder.route(patientRoute().build()).tls(tls));
        HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
        assertAllAnswered(send(client, "https", 1));
        assertAllCounted(1);
        replicas.set();
        var answers = send(client, "https", requests - 1);
        until(() -> held() == requests - 1 || answers.stream().anyMatch(CompletableFuture::isDone));
        replicas.set(backend.endpoint());
        assertAllAnswered(answers);
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.join().version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
    }
}
