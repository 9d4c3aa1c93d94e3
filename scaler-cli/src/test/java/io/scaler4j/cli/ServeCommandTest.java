package io.scaler4j.cli;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.connect.Tls;
import io.scaler4j.external.ExternalScaler;
import io.scaler4j.external.ExternalServer;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The library's own client against the server of the program, over loopback. */
@Timeout(60)
class ServeCommandTest {

    private static final Reading GOOD =
            Reading.value(120).target(averageValue(50)).activatingOn(1).build();

    @TempDir
    Path folder;

    private ScriptedPrometheus prometheus;

    @BeforeEach
    void start() throws IOException {
        prometheus = ScriptedPrometheus.reading(120);
    }

    @AfterEach
    void stop() {
        prometheus.close();
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("triggers.yaml"), text.replace("PROMETHEUS", prometheus.url()))
                .toString();
    }

    private static final String ORDERS = """
            port: 0
            address: 127.0.0.1
            triggers:
              - name: orders
                type: prometheus
                metadata:
                  serverAddress: PROMETHEUS
                  query: sum(orders)
                  threshold: "50"
                  activationThreshold: 5
            """;

    private static String address(String line) {
        assertThat(line).matches("serving at port \\d+");
        return "127.0.0.1:" + line.replaceAll("\\D", "");
    }

    private static Reading read(ExternalServer.Builder server, Map<String, String> metadata) throws Exception {
        try (ExternalServer handle = server.build();
                ExternalScaler scaler = ExternalScaler.builder()
                        .server(handle)
                        .metadata(metadata)
                        .build()) {
            return scaler.read(ReadRequest.of(Instant.now(), Duration.ofSeconds(10)));
        }
    }

    private static ExternalServer.Builder plain(String address) {
        return ExternalServer.builder().address(address);
    }

    @Test
    void aTriggerIsServedByItsNameUntilTheProcessIsTold() throws Exception {
        try (Background served = Background.start(Map.of(), "serve", file(ORDERS))) {
            String address = address(served.line());
            assertThat(read(plain(address), Map.of("trigger", "orders"))).isEqualTo(GOOD);
            assertThat(read(plain(address), Map.of("trigger", "mails")))
                    .asString()
                    .contains("there is no trigger \"mails\"", "[orders]");
            assertThat(served.stop()).isZero();
        }
    }

    @Test
    void aClientMayWriteATriggerOfATypeThatIsAllowed() throws Exception {
        String types = "port: 0\naddress: 127.0.0.1\ntypes: [prometheus]\n";
        try (Background served = Background.start(Map.of(), "serve", file(types))) {
            String address = address(served.line());
            Map<String, String> written =
                    Map.of("type", "prometheus", "serverAddress", prometheus.url(), "query", "up", "threshold", "50");
            assertThat(read(plain(address), written)).isEqualTo(GOOD);
            assertThat(read(plain(address), Map.of("type", "cron"))).asString().contains("\"cron\" is not served");
        }
    }

    @Test
    void secretsComeFromFilesAndVariablesAndAreReadAgain() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "first\n");
        String file = file(ORDERS.replace(
                        "    metadata:\n", "    authentication: monitoring\n    metadata:\n      authModes: bearer\n")
                + "authentications:\n  monitoring:\n    bearerToken: {file: token}\n");
        assertThat(Ran.of("serve", file, "--check")).isEqualTo(new Ran(0, "", ""));
        Files.delete(token);
        Ran missing = Ran.of("serve", file, "--check");
        assertThat(missing.status()).isEqualTo(3);
        assertThat(missing.err()).contains(folder + "/token cannot be read");
        String variable = Files.readString(Path.of(file)).replace("{file: token}", "{env: TOKEN}");
        Files.writeString(Path.of(file), variable);
        assertThat(Ran.of("serve", file, "--check").err()).contains("environment variable TOKEN, which is not set");
        try (Background served = Background.start(Map.of("TOKEN", "t"), "serve", file)) {
            assertThat(read(plain(address(served.line())), Map.of("trigger", "orders")))
                    .isEqualTo(GOOD);
        }
    }

    @Test
    void withTlsAndAuthoritiesOnlyClientsThatShowACertificateAreServed() throws Exception {
        TestCertificates certificates = TestCertificates.ofThisBuild();
        Files.writeString(folder.resolve("tls.crt"), certificates.server().chain());
        Files.writeString(folder.resolve("tls.key"), certificates.server().key());
        Files.writeString(folder.resolve("ca.crt"), certificates.authority());
        String tls = ORDERS + "tls: {certificate: tls.crt, key: tls.key, clientAuthorities: ca.crt}\n";
        try (Background served = Background.start(Map.of(), "serve", file(tls))) {
            String address = address(served.line());
            Tls known = Tls.builder()
                    .certificateAuthorities(certificates.authority())
                    .clientCertificate(
                            certificates.client().chain(), certificates.client().key())
                    .build();
            Tls unknown = Tls.builder()
                    .certificateAuthorities(certificates.authority())
                    .build();
            assertThat(read(plain(address).tls(known), Map.of("trigger", "orders")))
                    .isEqualTo(GOOD);
            assertThat(read(plain(address).tls(unknown), Map.of("trigger", "orders")))
                    .isInstanceOf(Reading.Failure.class);
        }
    }

    @Test
    void metricsCountTheCallsForPrometheus() throws Exception {
        try (Background served = Background.start(Map.of(), "serve", file(ORDERS + "metricsPort: 0\n"))) {
            read(plain(address(served.line())), Map.of("trigger", "orders"));
            String port = served.line().replaceAll("\\D", "");
            HttpResponse<String> metrics = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(metrics.body())
                    .containsPattern("(?m)^scaler4j_external_scaler_calls_total [1-9]")
                    .contains(
                            "scaler4j_external_scaler_source_reads_total 1.0", "scaler4j_external_scaler_objects 1.0");
        }
    }

    static Stream<List<String>> wrongFiles() {
        return Stream.of(
                List.of("port: 0\n", ":1:1: nothing is served"),
                List.of("", ":1:1: there must be one document"),
                List.of("a: [b", ":2:1: a bracket is not closed"),
                List.of("- a\n", ":1:1: the file must be a mapping"),
                List.of(ORDERS.replace("port: 0", "port: many"), ":1:1: the file.port must be a port", "'many'"),
                List.of(ORDERS.replace("port: 0", "port: 70000"), "from 0 to 65535"),
                List.of(ORDERS + "prot: 5\n", ":11:1: the file has no field prot; its fields are port, "),
                List.of(ORDERS + "freshness: soon\n", ":11:1: the file.freshness must be a time: 'soon'"),
                List.of(ORDERS.replace("name: orders", "name: ''"), "trigger.name is missing", "clients ask"),
                List.of(ORDERS.replace("type: prometheus", "tipe: prometheus"), "no field tipe", "trigger.type is"),
                List.of(ORDERS.replace("type: prometheus", "type: rabbitmq"), ":6:5: trigger orders (rabbitmq): "),
                List.of(ORDERS.replace("\"50\"", "lots"), ":6:5: trigger orders (prometheus): threshold must be"),
                List.of(ORDERS.replace("threshold", "treshold"), "treshold"),
                List.of(ORDERS + "types: [mqtt]\n", "types names 'mqtt'", "at hand are"),
                List.of(ORDERS + "types: mqtt\n", ":11:8: the file.types must be a list"),
                List.of(ORDERS + "authentications: {a: {password: hunter2}}\n", "a.password must be {file: PATH}"),
                List.of(ORDERS + "authentications: {a: {password: {}}}\n", "must have one of file and env"),
                List.of(
                        ORDERS.replace("    type:", "    authentication: none\n    type:"),
                        "names the authentication 'none', which is not there"),
                List.of(ORDERS + ORDERS.substring(ORDERS.indexOf("  - name")), "orders is that of two triggers"),
                List.of(ORDERS + "tls: {key: a}\n", "tls.certificate is missing"),
                List.of(ORDERS + "tls: {key: a, certificate: b}\n", "b cannot be read: there is no such"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongFiles")
    void aWrongFileIsRefusedWithPlacesAndNothingIsServed(List<String> row) throws IOException {
        Ran ran = Ran.of("serve", file(row.get(0)));
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines())
                .allSatisfy(line -> assertThat(line).startsWith("scaler4j: " + folder + "/triggers.yaml:"));
        assertThat(ran.err()).contains(row.subList(1, row.size())).doesNotContain("hunter2", "Exception");
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheLines() throws IOException {
        Ran ran = Ran.of("serve", file(ORDERS.replace("port: 0", "port: -1").replace("type:", "tipe:") + "tls: 5\n"));
        assertThat(ran.err().lines().map(line -> line.replaceAll(".*yaml:(\\d+):.*", "$1")))
                .containsExactly("1", "4", "5", "11", "11", "11");
    }

    @Test
    void aPortThatIsTakenIsTold() throws Exception {
        try (Background served = Background.start(Map.of(), "serve", file(ORDERS))) {
            String port = address(served.line()).split(":")[1];
            Ran ran = Ran.of("serve", file(ORDERS.replace("port: 0", "port: " + port)));
            assertThat(ran.status()).isEqualTo(3);
            assertThat(ran.err())
                    .startsWith("scaler4j: the server cannot listen on /127.0.0.1:" + port)
                    .hasLineCount(1);
        }
    }
}
