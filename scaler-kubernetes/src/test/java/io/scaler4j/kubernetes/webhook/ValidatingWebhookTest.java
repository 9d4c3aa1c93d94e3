package io.scaler4j.kubernetes.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.Tls;
import io.scaler4j.kubernetes.https.ServingTls;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ValidatingWebhookTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.ofThisBuild();

    private static ValidatingWebhook start() {
        var own = new ServingTls.Certificate(
                CERTIFICATES.server().chain(), CERTIFICATES.server().key());
        return ValidatingWebhook.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ServingTls.of(() -> own),
                new AdmissionCheck(ScalerCatalog.load()));
    }

    private static HttpResponse<String> send(ValidatingWebhook webhook, String method, String path, String body)
            throws IOException, InterruptedException {
        var client = HttpClient.newBuilder()
                .sslContext(Tls.builder()
                        .onlyCertificateAuthorities(CERTIFICATES.authority())
                        .build()
                        .context())
                .build();
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + webhook.port() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersReviewsAndProbesAndNothingElse() throws Exception {
        try (var webhook = start()) {
            String review = "{\"kind\": \"AdmissionReview\", \"request\": {\"uid\": \"42\"}}";
            assertThat(send(webhook, "POST", "/validate", review).body()).contains("\"allowed\":true");
            assertThat(send(webhook, "GET", "/validate", "").statusCode()).isEqualTo(405);
            assertThat(send(webhook, "POST", "/validate", "nonsense").statusCode())
                    .isEqualTo(400);
            assertThat(send(webhook, "POST", "/other", review).statusCode()).isEqualTo(404);
            assertThat(send(webhook, "GET", "/readyz", "").body()).isEqualTo("ok");
        }
    }

    @Test
    void refusesACertificateThatIsNone() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> ValidatingWebhook.start(
                        new InetSocketAddress(0),
                        ServingTls.of(() -> new ServingTls.Certificate("", "")),
                        new AdmissionCheck(ScalerCatalog.load())));
    }

    @Test
    void refusesObjectsAtARealApiServer() {
        var server = ServerRequirement.startKubernetes(KubernetesServer::shared);
        try (var client = server.newClient();
                var namespace = KubernetesNamespace.create(client);
                var webhook = start()) {
            var kind = client.resource(definition());
            var configuration = client.resource(configuration(webhook.port(), namespace.name()));
            kind.createOr(NonDeletingOperation::update);
            try {
                configuration.createOr(NonDeletingOperation::update);
                await().atMost(Duration.ofSeconds(20))
                        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                        .untilAsserted(() -> assertThatExceptionOfType(KubernetesClientException.class)
                                .isThrownBy(() ->
                                        create(client, namespace.name(), "{minReplicaCount: 12, maxReplicaCount: 9}"))
                                .satisfies(
                                        refused -> assertThat(refused.getCode()).isEqualTo(422))
                                .withMessageContaining("denied the request")
                                .withMessageContaining("minReplicaCount"));
                assertThat(create(client, namespace.name(), "{minReplicaCount: 1, maxReplicaCount: 9}")
                                .getMetadata()
                                .getUid())
                        .isNotBlank();
            } finally {
                configuration.delete();
                kind.delete();
            }
        }
    }

    private static GenericKubernetesResource create(KubernetesClient client, String namespace, String bounds) {
        String spec = bounds.replace("}", """
                , scaleTargetRef: {name: orders}, triggers: [{type: prometheus,
                   metadata: {serverAddress: 'http://prometheus:9090', query: sum(up), threshold: '5'}}]}""");
        return client.resource(Serialization.unmarshal("""
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata: {generateName: orders-, namespace: %s}
                        spec: %s
                        """.formatted(namespace, spec), GenericKubernetesResource.class))
                .create();
    }

    private static CustomResourceDefinition definition() {
        return Serialization.unmarshal("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: scaledobjects.keda.sh}
                spec:
                  group: keda.sh
                  names: {kind: ScaledObject, plural: scaledobjects}
                  scope: Namespaced
                  versions:
                    - name: v1alpha1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """, CustomResourceDefinition.class);
    }

    private static ValidatingWebhookConfiguration configuration(int port, String namespace) {
        return Serialization.unmarshal(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: scaler4j-test}
                webhooks:
                  - name: scaledobjects.scaler4j.io
                    admissionReviewVersions: [v1]
                    sideEffects: None
                    failurePolicy: Fail
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}
                    clientConfig:
                      url: https://localhost:%d/validate
                      caBundle: %s
                    rules:
                      - {apiGroups: [keda.sh], apiVersions: ["*"], operations: [CREATE, UPDATE], resources: [scaledobjects]}
                """.formatted(
                                namespace,
                                port,
                                Base64.getEncoder()
                                        .encodeToString(CERTIFICATES.authority().getBytes(StandardCharsets.UTF_8))),
                ValidatingWebhookConfiguration.class);
    }
}
