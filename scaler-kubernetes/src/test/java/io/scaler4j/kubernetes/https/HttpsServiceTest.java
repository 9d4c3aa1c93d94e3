package io.scaler4j.kubernetes.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.scaler4j.connect.Tls;
import io.scaler4j.kubernetes.https.ServingTls.Certificate;
import io.scaler4j.testservers.OpenResources;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HttpsServiceTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.ofThisBuild();
    private static final Certificate SERVER =
            new Certificate(CERTIFICATES.server().chain(), CERTIFICATES.server().key());
    private static final Certificate STRANGER = new Certificate(
            CERTIFICATES.stranger().chain(), CERTIFICATES.stranger().key());
    private static final long ELEVEN_SECONDS = 11_000_000_000L;

    private static HttpsService start(Function<HttpRequest, CompletionStage<HttpAnswer>> answers) {
        return HttpsService.start("https-test", anyPort(), ServingTls.of(() -> SERVER), answers);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(Tls.builder()
                        .onlyCertificateAuthorities(CERTIFICATES.authority())
                        .build()
                        .context())
                .build();
    }

    private static java.net.http.HttpRequest.Builder to(HttpsService service, String path) {
        return java.net.http.HttpRequest.newBuilder(URI.create("https://localhost:" + service.port() + path));
    }

    private static HttpResponse<String> send(java.net.http.HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static CompletionStage<HttpAnswer> answer(int status, String text) {
        return CompletableFuture.completedStage(HttpAnswer.text(status, text));
    }

    @Test
    void givesTheRequestAsAValue() throws Exception {
        var seen = new AtomicReference<HttpRequest>();
        try (var service = start(request -> {
            seen.set(request);
            return answer(201, "made");
        })) {
            var response = send(to(service, "/a/b%2Fc/d+e/?x=1%3D2&y=a+b&y=c")
                    .header("X-Name", "one")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("grün")));
            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.body()).isEqualTo("made");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
            assertThat(seen.get().method()).isEqualTo("POST");
            assertThat(seen.get().path()).containsExactly("a", "b/c", "d+e");
            assertThat(seen.get().parameter("x")).hasValue("1=2");
            assertThat(seen.get().parameter("y")).hasValue("a b");
            assertThat(seen.get().parameter("z")).isEmpty();
            assertThat(seen.get().header("x-name")).hasValue("one");
            assertThat(seen.get().header("x-other")).isEmpty();
            assertThat(seen.get().client()).isEmpty();
            assertThat(seen.get().body()).isEqualTo("grün");
        }
    }

    @Test
    void answersLaterWithoutAThreadThatWaits() throws Exception {
        var late = new CompletableFuture<HttpAnswer>();
        try (var service = start(request -> request.path().contains("late") ? late : answer(200, "now"))) {
            var waiting = new CompletableFuture<?>[40];
            for (int i = 0; i < waiting.length; i++) { // more than there are threads
                waiting[i] = client().sendAsync(to(service, "/late").build(), HttpResponse.BodyHandlers.ofString());
            }
            assertThat(send(to(service, "/now")).body()).isEqualTo("now");
            late.complete(HttpAnswer.json(200, "{}"));
            CompletableFuture.allOf(waiting).join();
        }
    }

    @Test
    void answersAFailureWithoutItsText() throws Exception {
        try (var service = start(request -> {
            if (request.path().contains("throws")) {
                throw new IllegalStateException("secret");
            }
            return CompletableFuture.failedStage(new IllegalStateException("secret"));
        })) {
            for (String path : new String[] {"/throws", "/fails"}) {
                var response = send(to(service, path));
                assertThat(response.statusCode()).isEqualTo(500);
                assertThat(response.body()).doesNotContain("secret");
            }
        }
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        try (var service = start(request -> answer(200, "" + request.body().length()))) {
            assertThat(send(to(service, "/").POST(bytes(4 << 20))).body()).isEqualTo("" + (4 << 20));
            assertThat(send(to(service, "/").POST(bytes((4 << 20) + 1))).statusCode())
                    .isEqualTo(413);
        }
    }

    private static java.net.http.HttpRequest.BodyPublisher bytes(int count) {
        return java.net.http.HttpRequest.BodyPublishers.ofString("x".repeat(count));
    }

    @Test
    void letsRequestsEndWhenItCloses() throws Exception {
        var late = new CompletableFuture<HttpAnswer>();
        var begun = new CompletableFuture<Void>();
        var service = start(request -> {
            begun.complete(null);
            return late;
        });
        var response = client().sendAsync(to(service, "/").build(), HttpResponse.BodyHandlers.ofString());
        begun.join();
        var closing = CompletableFuture.runAsync(service::close);
        await().until(() -> service.port() == -1);
        late.complete(HttpAnswer.text(200, "still"));
        assertThat(response.join().body()).isEqualTo("still");
        closing.join();
        await().untilAsserted(() ->
                assertThat(OpenResources.threads("scaler4j-https-test")).isZero());
    }

    @Test
    void showsANewCertificateOnceItIsThere() {
        var certificate = new AtomicReference<>(SERVER);
        var nanos = new AtomicLong();
        var tls = new RenewedTls(ServingTls.of(certificate::get), nanos::get);
        assertThat(tls.asksClients()).isFalse();
        certificate.set(STRANGER);
        tls.renew();
        nanos.addAndGet(ELEVEN_SECONDS);
        tls.renew();
        assertThat(tls.serial()).isEqualTo(serialOf(STRANGER));
        certificate.set(new Certificate("broken", "broken"));
        nanos.addAndGet(ELEVEN_SECONDS);
        tls.renew();
        assertThat(tls.serial()).isEqualTo(serialOf(STRANGER));
    }

    @Test
    void looksForANewCertificateAtMostEveryTenSeconds() {
        var certificate = new AtomicReference<>(SERVER);
        var nanos = new AtomicLong();
        var tls = new RenewedTls(ServingTls.of(certificate::get), nanos::get);
        certificate.set(STRANGER);
        nanos.addAndGet(ELEVEN_SECONDS - 2_000_000_000L);
        tls.renew();
        assertThat(tls.serial()).isEqualTo(serialOf(SERVER));
    }

    @Test
    void asksForCertificatesOfAuthoritiesThatComeLater() {
        var authorities = new AtomicReference<>("");
        var nanos = new AtomicLong();
        var tls = new RenewedTls(ServingTls.of(() -> SERVER).asking(authorities::get), nanos::get);
        assertThat(tls.asksClients()).isFalse();
        authorities.set(CERTIFICATES.authority());
        nanos.addAndGet(ELEVEN_SECONDS);
        tls.renew();
        assertThat(tls.asksClients()).isTrue();
    }

    private static Object serialOf(Certificate certificate) {
        return new RenewedTls(ServingTls.of(() -> certificate), () -> 0).serial();
    }

    @Test
    void failsWithASentenceWhereItCannotListen() {
        try (var service = start(request -> answer(200, ""))) {
            var taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port());
            assertThatExceptionOfType(java.io.UncheckedIOException.class)
                    .isThrownBy(() -> HttpsService.start(
                            "https-test", taken, ServingTls.of(() -> SERVER), request -> answer(200, "")))
                    .withMessageContaining("cannot listen on");
        }
    }

    @Test
    void printsNoKey() {
        assertThat(SERVER + " " + ServingTls.of(() -> SERVER)).doesNotContain("PRIVATE", "BEGIN");
    }
}
