package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.CapturedLog;
import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No password in any text, whatever goes wrong; a server may quote it. */
class RedisSecretsTest {

    private static final String SECRET = "correct-horse-battery";
    private static final RedisCredentials CREDENTIALS = RedisCredentials.of("scaler", SECRET);

    private final Reads reads = new Reads();

    /** What is set up, and what the server says then. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("no user of that name", List.of(), "WRONGPASS"),
                arguments("another password", List.of("user scaler on >another-secret ~* +@all"), "WRONGPASS"),
                arguments("may not ask", List.of("user scaler on >" + SECRET + " ~* +@connection"), "NOPERM"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aServerThatRefusesIsToldOfWithoutThePassword(String name, List<String> directives, String said) {
        RedisOptions options = RedisOptions.defaults();
        for (String directive : directives) {
            options = options.with(directive);
        }
        assertToldWithoutThePassword(Topology.SINGLE, options, said);
    }

    /** An unknown command is answered with its arguments; it is the login, whichever server is asked first. */
    @ParameterizedTest
    @EnumSource
    void aServerThatQuotesThePasswordIsQuotedWithoutIt(Topology topology) {
        assertToldWithoutThePassword(
                topology, RedisOptions.defaults().with("rename-command AUTH \"\""), "unknown command", "scaler", "***");
    }

    private void assertToldWithoutThePassword(Topology topology, RedisOptions options, String... said) {
        try (var log = CapturedLog.of("redis.clients", "io.scaler4j");
                var node = ServerRequirement.start(() -> RedisNode.process(options));
                var server =
                        connection(topology, node.address(), () -> CREDENTIALS).build();
                var scaler =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            Reading.Failure failure = reads.failure(scaler);

            assertThat(failure.message()).contains(node.address()).contains(said);
            String trace = Reads.printed(failure).substring(failure.toString().length());
            assertThat(trace).as("the cause, too").contains(said[said.length - 1], "\tat ");
            assertNoPassword(Reads.printed(failure), log.text(), server.toString(), scaler.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatDoesNotAnswerIsToldOfWithoutThePassword(Topology topology) throws IOException {
        var logins = new AtomicInteger();
        try (var log = CapturedLog.of("redis.clients", "io.scaler4j");
                var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var server = connection(topology, "127.0.0.1:" + silent.getLocalPort(), () -> {
                            logins.incrementAndGet();
                            return CREDENTIALS;
                        })
                        .timeout(Duration.ofSeconds(2))
                        .build();
                var scaler =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            Reading.Failure failure = reads.failure(scaler);

            assertThat(logins).as("logins that wait for an answer").hasPositiveValue();
            assertThat(failure.message()).contains("127.0.0.1:" + silent.getLocalPort(), "Read timed out");
            assertNoPassword(Reads.printed(failure), log.text(), server.toString(), scaler.toString());
        }
    }

    /** The first server that is asked is told the password. */
    private static RedisServer.Builder connection(
            Topology topology, String address, Supplier<RedisCredentials> credentials) {
        var builder = RedisServer.builder();
        return switch (topology) {
            case SINGLE -> builder.address(address).credentials(credentials);
            case CLUSTER -> builder.cluster(address).credentials(credentials);
            case SENTINEL -> builder.sentinels("mymaster", address).sentinelCredentials(credentials);
        };
    }

    private static void assertNoPassword(String... texts) {
        assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(SECRET));
    }

    @Test
    void credentialsTellTheUserOnly() {
        assertThat(RedisCredentials.of("scaler", SECRET)).hasToString("user \"scaler\"");
        assertThat(RedisCredentials.password(SECRET)).hasToString("the default user");
        assertThat(RedisCredentials.none()).hasToString("no login");
        assertThat(Tls.builder().clientCertificate("chain", SECRET).build())
                .hasToString("TLS with a client certificate");
    }
}
