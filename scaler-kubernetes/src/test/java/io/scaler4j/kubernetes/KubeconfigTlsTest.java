package io.scaler4j.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Names of servers, certificates and keys of kubeconfig files. */
class KubeconfigTlsTest extends KubeconfigFixture {

    @Test
    void aServerMayGoByAnotherNameThanItsAddress() throws Exception {
        try (var server = ApiServer.openTlsElsewhere(certificates.serverContext())) {
            assertThat(read(write("config", cluster(server.address(), trusted("tls-server-name: localhost")))))
                    .isInstanceOf(Reading.Samples.class);
            assertThat(server.serverNames()).isNotEmpty().containsOnly("localhost");

            assertThat(read(write("config", cluster(server.address(), trusted("tls-server-name: 127.0.0.1")))))
                    .isInstanceOf(Reading.Samples.class);
            assertThat(server.serverNames()).as("an address is no name").containsOnly("localhost");

            assertNotTrusted(read(write("config", cluster(server.address(), trusted("tls-server-name: ''")))));
            assertNotTrusted(read(write(
                    "config",
                    cluster(
                            server.address(),
                            trusted("tls-server-name: kube-teleport-proxy-alpn.teleport.example.com")))));
        }
    }

    /** From the field; its server is another, its certificates are those of the tests. */
    @Test
    void theNameOfTheServerGoesWithAClientCertificate() throws Exception {
        try (var server = ApiServer.openTls(certificates.serverContext(), true)) {
            String config = caseFile("kubeconfig-tls-server-name", UTF_8)
                    .replace("https://127.0.0.1:44195", server.address())
                    .replace("kube-teleport-proxy-alpn.teleport.example.com", "localhost")
                    .replaceFirst("<any>", base64(certificates.authority()))
                    .replaceFirst("<any>", base64(certificates.client().chain()))
                    .replaceFirst("<any>", base64(certificates.client().sec1Key()));

            assertThat(read(write("config", config))).isInstanceOf(Reading.Samples.class);
            assertThat(server.serverNames()).isNotEmpty().containsOnly("localhost");
        }
    }

    private static void assertNotTrusted(Reading reading) {
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Failure.class,
                        failure -> assertThat(failure.message()).contains("its certificate trusted?"));
    }

    @Test
    void pemInThePlaceOfItsBase64SaysSo() throws IOException {
        String pem = certificates.authority().replaceAll("\\R", "\\\\n");

        assertThat(problems(write("config", cluster("https://x", "certificate-authority-data: \"" + pem + "\""))))
                .singleElement()
                .asString()
                .contains("certificate-authority-data is no Base64 text, but PEM; encode it, or name a file with"
                        + " certificate-authority");
    }

    @Test
    void certificatesAndKeysMayBeEncodedTwiceAndKeysOfTheOlderForm() throws Exception {
        try (var server = ApiServer.openTls(certificates.serverContext(), true)) {
            String config = """
                    current-context: c
                    contexts: [{name: c, context: {cluster: k, user: u, namespace: shop}}]
                    clusters: [{name: k, cluster: {server: "%s", certificate-authority-data: %s}}]
                    users: [{name: u, user: {client-certificate-data: %s, client-key: key.pem}}]
                    """.formatted(
                            server.address(),
                            base64(base64(certificates.authority())),
                            base64(certificates.client().chain()));
            write("key.pem", certificates.client().sec1Key());

            assertThat(read(write("config", config))).isInstanceOf(Reading.Samples.class);
        }
    }
}
