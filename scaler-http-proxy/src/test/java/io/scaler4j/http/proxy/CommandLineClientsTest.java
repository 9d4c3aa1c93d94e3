package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the command line, each through a cold start. Those that the machine lacks are left out. */
class CommandLineClientsTest extends ProxyTestBase {

    private static final int REQUESTS = 2000;
    private static final int CLIENTS = 20;
    private static final int BODY_LENGTH = 3_000_000;

    @TempDir
    Path folder;

    private Backend replica;

    @BeforeEach
    void startCold() throws IOException {
        replica = closing(Backend.running(peer -> {
            while (true) {
                String head = peer.head();
                if (Peer.header(head, "Expect").isPresent()) {
                    peer.send("HTTP/1.1 100 Continue\n\n");
                }
                peer.ok(head.startsWith("PUT ") ? peer.body(head) : "hello");
            }
        }));
        start(route().perReplicaLimit(50));
    }

    private Programs.Running run(int waiting, String program, String... arguments) throws IOException {
        Programs.Running running = closing(Programs.start(folder, program, arguments));
        until(() -> held() >= waiting || !running.process().isAlive());
        replicas.set(replica.endpoint());
        return running;
    }

    private void assertCounted(int requests) throws InterruptedException {
        for (int i = 0; i < requests; i++) {
            assertThat(exchange().status()).isEqualTo(200);
        }
        assertThat(exchanges).isEmpty();
        assertThat(interceptor().tracker().counter(ROUTE).arrived()).isEqualTo(requests);
        assertThat(inFlight()).isZero();
    }

    private String curl(String... options) throws Exception {
        Stream<String> usual = Stream.of(
                "--silent",
                "--show-error",
                "--noproxy",
                "*",
                "--output",
                folder.resolve("body").toString(),
                "--write-out",
                "%{http_code} %{http_version}",
                uri("/").toString());
        return run(1, "curl", Stream.concat(usual, Arrays.stream(options)).toArray(String[]::new))
                .said();
    }

    static Stream<Arguments> versions() {
        return Stream.of(
                Arguments.of("--http1.0", "1.1"), // the version of the answer
                Arguments.of("--http1.1", "1.1"),
                Arguments.of("--http2", "1.1"), // asks for an upgrade
                Arguments.of("--http2-prior-knowledge", "2"));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void curlGetsItsAnswerInEachVersion(String option, String version) throws Exception {
        assertThat(curl(option)).isEqualTo("200 " + version);
        assertThat(folder.resolve("body")).hasContent("hello");
        assertCounted(1);
    }

    /** With its usual patience curl would send the body without having been told to. */
    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void curlWaitsForTheReplicaBeforeItSendsABody(String option) throws Exception {
        byte[] body = new byte[BODY_LENGTH];
        new Random(7).nextBytes(body);
        Path file = Files.write(folder.resolve("upload"), body);
        assertThat(curl(
                        option,
                        "--upload-file",
                        file.toString(),
                        "--expect100-timeout",
                        "50",
                        "-H",
                        "Expect: 100-continue"))
                .startsWith("200 ");
        assertThat(folder.resolve("body")).hasSameBinaryContentAs(file);
        assertCounted(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void h2loadGetsAllAnswersAndEachIsCountedOnce(boolean http2) throws Exception {
        List<String> options = http2 ? List.of("-m", "10") : List.of("--h1");
        String said = run(
                        CLIENTS,
                        "h2load",
                        Stream.concat(
                                        options.stream(),
                                        Stream.of("-n", "" + REQUESTS, "-c", "" + CLIENTS, uri("/").toString()))
                                .toArray(String[]::new))
                .said();
        assertThat(said).contains(REQUESTS + " succeeded, 0 failed, 0 errored, 0 timeout", REQUESTS + " 2xx,");
        assertCounted(REQUESTS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void abGetsAllAnswersAndEachIsCountedOnce(boolean keepsAlive) throws Exception {
        List<String> options = keepsAlive ? List.of("-k") : List.of();
        String said = run(
                        1, // it tries one before the others
                        "ab",
                        Stream.concat(
                                        options.stream(),
                                        Stream.of("-n", "" + REQUESTS, "-c", "" + CLIENTS, uri("/").toString()))
                                .toArray(String[]::new))
                .said();
        assertThat(said)
                .containsPattern("Complete requests: +" + REQUESTS)
                .containsPattern("Failed requests: +0")
                .doesNotContain("Non-2xx");
        if (keepsAlive) {
            assertThat(said).containsPattern("Keep-Alive requests: +" + REQUESTS);
        }
        assertCounted(REQUESTS);
    }
}
