package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.spi.Tls;
import io.scaler4j.testservers.CapturedLog;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No password in any text, whatever goes wrong; a server may quote it. */
class RedisSecretsTest {

    private static final String SECRET = "correct-horse-battery";

    private final Reads reads = new Reads();

    static Stream<List<String>> servers() {
        return Stream.of(
                List.of(), // has no user of that name
                List.of("user scaler on >another-secret ~* +@all"), // another password
                List.of("rename-command AUTH \"\""), // an unknown command is answered with its arguments
                List.of("user scaler on >" + SECRET + " ~* +@connection")); // may not ask
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aServerThatRefusesIsToldOfWithoutThePassword(List<String> directives) {
        RedisOptions options = RedisOptions.defaults();
        for (String directive : directives) {
            options = options.with(directive);
        }
        RedisOptions all = options;
        try (var log = CapturedLog.of("redis.clients", "io.scaler4j");
                var node = ServerRequirement.start(() -> RedisNode.process(all));
                var server = RedisServer.builder()
                        .address(node.address())
                        .credentials(RedisCredentials.of("scaler", SECRET))
                        .build();
                var scaler =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            Reading.Failure failure = reads.failure(scaler);

            assertThat(failure.message()).contains(node.address());
            assertThat(List.of(failure.toString(), printed(failure), log.text(), server.toString(), scaler.toString()))
                    .allSatisfy(text -> assertThat(text).doesNotContain(SECRET));
        }
    }

    @Test
    void aServerThatCannotBeReachedIsToldOfWithoutThePassword() {
        try (var log = CapturedLog.of("redis.clients", "io.scaler4j");
                var proxy = FaultProxy.open();
                var server = RedisServer.builder()
                        .sentinels("mymaster", "127.0.0.1:" + proxy.port())
                        .credentials(RedisCredentials.password(SECRET))
                        .sentinelCredentials(() -> RedisCredentials.password(SECRET))
                        .build();
                var scaler =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            Reading.Failure failure = reads.failure(scaler);

            assertThat(printed(failure) + log.text()).doesNotContain(SECRET).contains("JedisConnectionException");
        }
    }

    @Test
    void credentialsTellTheUserOnly() {
        assertThat(RedisCredentials.of("scaler", SECRET)).hasToString("user \"scaler\"");
        assertThat(RedisCredentials.password(SECRET)).hasToString("the default user");
        assertThat(RedisCredentials.none()).hasToString("no login");
        assertThat(Tls.builder().clientCertificate("chain", SECRET).build())
                .hasToString("TLS with a client certificate");
    }

    private static String printed(Reading.Failure failure) {
        var text = new StringWriter();
        Throwable cause = failure.cause();
        if (cause != null) {
            cause.printStackTrace(new PrintWriter(text));
        }
        return failure + "\n" + text;
    }
}
