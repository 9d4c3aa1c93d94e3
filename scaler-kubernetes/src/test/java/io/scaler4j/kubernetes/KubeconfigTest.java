package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.StackTraces;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubeconfig files: what is sent for them, how several are merged, and which fields are refused. */
class KubeconfigTest extends KubeconfigFixture {

    @Test
    void severalFilesAreMergedAsKubectlDoes() throws Exception {
        Files.createDirectories(folder.resolve("second"));
        write("second/token", "of-the-second");
        try (var server = ApiServer.open()) {
            Path first = write("first", """
                    current-context: c
                    contexts: [{name: c, context: {cluster: k, user: u, namespace: shop}}]
                    """);
            Path second = write("second/config", """
                    current-context: other
                    contexts: [{name: c, context: {cluster: none, user: none}}]
                    clusters: [{name: k, cluster: {server: "%s"}}]
                    users: [{name: u, user: {tokenFile: token}}]
                    """.formatted(server.address()));
            Path third = write("third", "users: [{name: u, user: {token: of-the-third}}]");

            read(Path.of(String.join(
                    File.pathSeparator,
                    folder.resolve("nowhere").toString(),
                    "",
                    first.toString(),
                    second.toString(),
                    third.toString())));

            assertThat(server.requests().get(0).authorization()).isEqualTo("Bearer of-the-second");
        }
    }

    @Test
    void aFileOfSeveralThatCannotBeReadIsNamed() throws IOException {
        Path good = write("good", user("https://x", "token: " + SECRET));
        Path bad = write("bad", "users: [{token: " + SECRET + "\n  - :");

        assertThat(problems(Path.of(good + File.pathSeparator + bad)))
                .singleElement()
                .asString()
                .startsWith("kubeconfig " + bad + " cannot be read as YAML: see line 2, column ");
        assertThat(problems(Path.of(folder.resolve("a") + File.pathSeparator + folder.resolve("b"))))
                .singleElement()
                .asString()
                .contains("a, ", "/b cannot be read (NoSuchFileException)");
    }

    @Test
    void fieldsWithoutAValueSayNothing() throws Exception {
        assertThat(problems(fromTheField("kubeconfig-gke-both", "", ""))).isEmpty();
        assertThat(problems(write(
                        "config", user("https://x", "token: a, username: '', password: , extensions: [{name: x}]"))))
                .isEmpty();
        assertThat(problems(write(
                        "config", cluster("https://x", "proxy-url: '', disable-compression: true, extensions: []"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec: {command: aws}",
                "exec: {}",
                "auth-provider: {name: gcp}",
                "username: me",
                "password: login-token",
                "tokenfile: typo",
                "impersonate: admin",
                "1: x"
            })
    void everyOtherFieldOfAUserIsRefused(String field) throws IOException {
        assertThat(problems(write("config", user("https://x", "token: " + SECRET + ", " + field))))
                .singleElement()
                .asString()
                .contains("sets " + field.split(":", 2)[0] + " of user \"u\", which is not supported")
                .contains(
                        "log in with a token, a tokenFile or a client certificate; known are [as, as-groups, as-uid,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy-url: http://p", "insecure: true", "certificate-authority-date: abc"})
    void everyOtherFieldOfAClusterIsRefused(String field) throws IOException {
        assertThat(problems(write("config", cluster("https://x", field))))
                .singleElement()
                .asString()
                .contains("sets " + field.split(":", 2)[0] + " of cluster \"k\", which is not supported; leave it out");
    }

    /** In every field that takes a secret, right or wrong, and quoted by the server. */
    @Test
    void secretsOfAUserAreInNothingThatIsSaid() throws Exception {
        var said = new StringBuilder();
        String key = "-----BEGIN EC PRIVATE KEY-----\n" + SECRET + "\n-----END EC PRIVATE KEY-----\n";
        for (String fields : List.of(
                "token: login-token",
                "token: 'login-token with blanks'",
                "token: login-token, password: login-token",
                "client-key-data: login-token",
                "client-certificate-data: login-token, client-key-data: " + base64(key),
                "client-certificate-data: " + base64(certificates.client().chain()) + ", client-key-data: "
                        + base64(key),
                "tokenFile: secret-file")) {
            write("secret-file", SECRET);
            try (var server = ApiServer.open()) {
                server.answer(ApiServer.PODS, 403, "{\"message\": \"you said " + SECRET + "\"}");
                Path config = write("config", user(server.address(), fields));
                try (var cluster =
                        KubernetesCluster.builder().kubeconfig(config).build()) {
                    said.append(cluster).append(cluster.connection());
                    said.append(Kubeconfig.read(config, "", Problems.of("test")).identity());
                    var reading = (Reading.Failure) read(config);
                    said.append(reading).append(StackTraces.of(reading.cause()));
                } catch (InvalidConfigurationException e) {
                    said.append(StackTraces.of(e));
                }
            }
        }
        assertThat(said.toString()).contains("HTTP 403").doesNotContain(SECRET, base64(key));
    }

    @Test
    void aUserWithoutAnyFieldIsOneWithoutCredentials() throws Exception {
        try (var server = ApiServer.open()) {
            read(write("config", user(server.address(), "").replace("user: {}", "user: null")));

            assertThat(server.headers()).isNotEmpty().noneMatch(headers -> headers.containsKey("Authorization"));
        }
    }
}
