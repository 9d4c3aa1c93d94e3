package io.scaler4j.kubernetes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import io.scaler4j.ReadRequest;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.StackTraces;
import io.scaler4j.testservers.TestCertificates;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubeconfig files: what is sent for them, and which are refused with which reason. */
class KubeconfigTest {

    private static final String SECRET = "login-token";

    private final TestCertificates certificates = TestCertificates.ofThisBuild();

    @TempDir
    Path folder;

    // ---- impersonation

    @Test
    void aUserThatAsksInTheNameOfAnotherSaysSo() throws Exception {
        try (var server = ApiServer.open()) {
            read(fromTheField("kubeconfig-impersonation", "http://127.0.0.1:1", server.address()));

            assertThat(server.headers()).hasSize(2).allSatisfy(headers -> {
                assertThat(headers.get("Authorization")).containsExactly("Bearer login-token");
                assertThat(headers.get("Impersonate-User")).containsExactly("system:serviceaccount:shop:autoscaler");
                assertThat(headers.get("Impersonate-Group")).containsExactly("readers");
                assertThat(headers.get("Impersonate-Uid")).containsExactly("7");
            });
        }
    }

    @Test
    void groupsAndExtraFieldsHaveAHeaderEach() throws Exception {
        try (var server = ApiServer.open()) {
            read(
                    write(
                            "config",
                            user(
                                    server.address(),
                                    "as: jane, as-groups: [a, b c], as-user-extra: {scopes: [view, edit], 'example.com/Q': [x]}")));

            Headers headers = server.headers().get(0);
            assertThat(headers.get("Impersonate-User")).containsExactly("jane");
            assertThat(headers.get("Impersonate-Group")).containsExactlyInAnyOrder("a", "b c");
            assertThat(headers.get("Impersonate-Extra-scopes")).containsExactlyInAnyOrder("view", "edit");
            assertThat(headers.get("Impersonate-Extra-example.com%2FQ")).containsExactly("x");
            assertThat(headers).doesNotContainKey("Authorization");
        }
    }

    @Test
    void withoutImpersonationNoSuchHeaderIsSent() throws Exception {
        try (var server = ApiServer.open()) {
            read(write("config", user(server.address(), "token: abc, as: null, as-groups: [], as-uid: ''")));

            assertThat(server.headers().get(0).keySet()).noneMatch(name -> name.startsWith("Impersonate"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "as-groups: [a]|names a uid, groups or extra to ask in the name of, and no user; set as, too",
                "as-uid: '7'|and no user; set as, too",
                "as: 'jane '|has an as that cannot be sent as it is",
                "as: \"a\\nImpersonate-Group: system:masters\"|has an as that cannot be sent as it is",
                "as: jäne|has an as that cannot be sent as it is",
                "as: [jane]|has an as that cannot be sent as it is",
                "as: jane, as-groups: readers|has an as-groups that is no list",
                "as: jane, as-groups: [\"a\\tb\"]|has an as-groups that cannot be sent as it is",
                "as: jane, as-user-extra: [a]|has an as-user-extra that is no map of lists",
                "as: jane, as-user-extra: {a: b}|has an as-user-extra that is no list"
            })
    void impersonationThatCannotBeSentAsItIsIsRefused(String fields, String reason) throws IOException {
        assertThat(problems(write("config", user("https://x", fields))))
                .singleElement()
                .asString()
                .contains("user \"u\"", reason);
    }

    // ---- the name of the server

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

    // ---- several files

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

    // ---- the allow list

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

    // ---- what cannot be read says why, and nothing else

    @Test
    void aFileOfUtf16IsRead() throws Exception {
        try (InputStream file = resource("kubeconfig-utf16le-bom")) {
            Path config = Files.write(folder.resolve("config"), file.readAllBytes());
            assertThat(access(config)).hasToString("https://127.0.0.1:1");
        }
        byte[] text = ("\ufeff" + user("https://x:6443", "token: a")).getBytes(UTF_16BE);
        assertThat(access(Files.write(folder.resolve("config"), text))).hasToString("https://x:6443");
        byte[] marked = ("\ufeff" + user("https://x:6443", "token: a")).getBytes(UTF_8);
        assertThat(access(Files.write(folder.resolve("config"), marked))).hasToString("https://x:6443");
    }

    @Test
    void aFileThatIsNoTextSaysWhereNot() throws IOException {
        byte[] unmarked = user("https://x", "token: " + SECRET).getBytes(UTF_16LE);
        assertThat(problems(Files.write(folder.resolve("a"), unmarked)))
                .singleElement()
                .asString()
                .contains(
                        "it has the character U+0000, which YAML does not allow; it may be UTF-16, so save it as UTF-8");
        byte[] latin = "a: 1\nb: j\u00e4ne\n".getBytes(ISO_8859_1);
        assertThat(problems(Files.write(folder.resolve("b"), latin)))
                .singleElement()
                .asString()
                .contains("/b is not UTF-8 text: a byte in line 2 is part of no character; save it as UTF-8");
        assertThat(problems(Files.writeString(folder.resolve("c"), "a: \u0007" + SECRET)))
                .singleElement()
                .asString()
                .contains("U+0007", "take it out");
        assertThat(problems(Files.writeString(folder.resolve("d"), "users:\n\t- name: " + SECRET)))
                .singleElement()
                .asString()
                .contains("see line 2, column 1, where a tab stands; indent by blanks");
        byte[] odd = {(byte) 0xff, (byte) 0xfe, 'a', 0, (byte) 0xd8};
        assertThat(problems(Files.write(folder.resolve("e"), odd)))
                .singleElement()
                .asString()
                .contains("is not UTF-16LE text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "current-context: x|has no context \"x\"",
                "contexts: []|has no current-context; set it there, or name a context",
                "{current-context: c, contexts: [{name: c, context: {cluster: k}}]}|has no cluster \"k\"",
                "''|has no current-context",
                "[1]|its top must be a map"
            })
    void aBrokenChainEndsAtItsFirstMissingLink(String text, String reason) throws IOException {
        assertThat(problems(write("config", text))).singleElement().asString().contains(reason);
    }

    @Test
    void aHostMayHaveUnderscores() throws Exception {
        assertThat(access(fromTheField("kubeconfig-underscore-host", "", "")))
                .hasToString("https://k3d-my_cluster-serverlb:6443");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://10.0.0.1:6443|https://10.0.0.1:6443",
                "HTTPS://Rancher.example.com/k8s/clusters/c-1/|https://rancher.example.com/k8s/clusters/c-1",
                "https://[fd00::1]:6443/|https://[fd00::1]:6443",
                "http://localhost|http://localhost"
            })
    void addressesOfServers(String server, String address) throws IOException {
        assertThat(access(write("config", user(server, "token: a")))).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|it is missing",
                "10.0.0.1:6443|it does not begin with https:// or http://",
                "ftp://x|it does not begin with https:// or http://",
                "https://|it has no host",
                "https://a b|its host has characters that no host name has",
                "https://höst|its host has characters that no host name has",
                "https://x:port|its host has characters that no host name has",
                "https://x:99999|its port is none",
                "https://x/a b|its path has characters that must be escaped",
                "https://me:login-token@x|it has a user, which is sent nowhere",
                "https://x?token=login-token|it has a query or a fragment"
            })
    void anAddressThatIsNoneSaysWhy(String server, String reason) throws IOException {
        assertThat(problems(write("config", user(server, "token: a"))))
                .containsExactly(
                        "server must be an address: " + reason + "; give an address such as https://10.0.0.1:6443");
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

    // ----

    private static String user(String server, String fields) {
        return """
               current-context: c
               contexts: [{name: c, context: {cluster: k, user: u, namespace: shop}}]
               clusters: [{name: k, cluster: {server: "%s"}}]
               users: [{name: u, user: {%s}}]
               """.formatted(server, fields);
    }

    private static String cluster(String server, String fields) {
        return """
               current-context: c
               contexts: [{name: c, context: {cluster: k, user: u, namespace: shop}}]
               clusters: [{name: k, cluster: {server: "%s", %s}}]
               users: [{name: u, user: {token: abc}}]
               """.formatted(server, fields);
    }

    private String trusted(String fields) {
        return "certificate-authority-data: " + base64(certificates.authority()) + ", " + fields;
    }

    private Path write(String file, String text) throws IOException {
        return Files.writeString(folder.resolve(file), text);
    }

    private Path fromTheField(String name, String from, String to) throws IOException {
        return write("config", caseFile(name, UTF_8).replace(from, to));
    }

    private static String caseFile(String name, Charset charset) throws IOException {
        try (InputStream file = resource(name)) {
            return new String(file.readAllBytes(), charset);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(KubeconfigTest.class.getResourceAsStream(name + ".yaml"), name);
    }

    @Test
    void aUserWithoutAnyFieldIsOneWithoutCredentials() throws Exception {
        try (var server = ApiServer.open()) {
            read(write("config", user(server.address(), "").replace("user: {}", "user: null")));

            assertThat(server.headers()).isNotEmpty().noneMatch(headers -> headers.containsKey("Authorization"));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static ClusterAccess access(Path config) {
        var problems = Problems.of("test");
        ClusterAccess access = Kubeconfig.read(config, "", problems);
        assertThat(problems.sentences()).isEmpty();
        return access;
    }

    /** Of the whole way, and without any secret. */
    private static List<String> problems(Path config) {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> KubernetesCluster.builder().kubeconfig(config).build().close());
        List<String> problems = refused == null ? List.of() : refused.problems();
        assertThat(problems.toString()).doesNotContain(SECRET);
        return problems;
    }

    private static Reading read(Path config) throws Exception {
        try (var cluster = KubernetesCluster.builder().kubeconfig(config).build()) {
            var sampler = KubernetesSampler.builder()
                    .cluster(cluster)
                    .labelSelector("app=orders")
                    .build();
            try (var scaler = CpuScaler.builder()
                    .sampler(sampler)
                    .sampleAgeLimit(Duration.ofDays(1))
                    .build()) {
                return scaler.read(ReadRequest.of(Instant.parse("2026-01-05T08:00:00Z"), Duration.ofMinutes(1)));
            }
        }
    }
}
