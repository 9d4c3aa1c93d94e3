package io.scaler4j.kubernetes.metrics;

import io.scaler4j.connect.Tls;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a server as the API server does, or as others would. */
public final class MetricsCaller {

    static final String ROOT = "/apis/external.metrics.k8s.io/v1beta1";

    private static final TestCertificates CERTIFICATES = TestCertificates.ofThisBuild();

    private final HttpClient client;
    private final int port;

    private MetricsCaller(int port, Tls.Builder tls) {
        this.port = port;
        client = HttpClient.newBuilder()
                .sslContext(tls.onlyCertificateAuthorities(CERTIFICATES.authority())
                        .build()
                        .context())
                .build();
    }

    public static MetricsCaller apiServer(int port) {
        return with(port, CERTIFICATES.client());
    }

    static MetricsCaller stranger(int port) {
        return with(port, CERTIFICATES.stranger());
    }

    static MetricsCaller server(int port) {
        return with(port, CERTIFICATES.server());
    }

    static MetricsCaller anonymous(int port) {
        return new MetricsCaller(port, Tls.builder());
    }

    private static MetricsCaller with(int port, TestCertificates.Identity identity) {
        return new MetricsCaller(port, Tls.builder().clientCertificate(identity.chain(), identity.key()));
    }

    public HttpResponse<String> metric(String namespace, String name) throws IOException, InterruptedException {
        return get(ROOT + "/namespaces/" + namespace + "/" + name);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).header("X-Remote-User", "hpa").build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> getWithoutUser(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("X-Remote-User", "hpa")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }
}
