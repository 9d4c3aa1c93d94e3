package io.scaler4j.testservers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisNodeTest {

    @Test
    void answersAndLeavesNothingBehind() {
        List<String> before = traces();
        try (var redis = start(RedisOptions.defaults())) {
            assertThat(ask(redis, "PING")).isEqualTo("+PONG");
            assertThat(redis).hasToString("Redis[" + redis.address() + "]");
        }
        await().untilAsserted(() -> assertThat(traces()).isSubsetOf(before));
    }

    @Test
    void comesBackAtItsPortWithWhatItHadSaved() {
        try (var redis = start(RedisOptions.defaults())) {
            assertThat(ask(redis, "RPUSH mails one two")).isEqualTo(":2");
            assertThat(ask(redis, "SAVE")).isEqualTo("+OK");
            redis.kill();
            redis.kill();
            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> ask(redis, "PING"));
            redis.start();
            redis.start();
            await().untilAsserted(() -> assertThat(ask(redis, "LLEN mails")).isEqualTo(":2"));
            redis.close();
            redis.close();
            assertThatIllegalStateException().isThrownBy(redis::start).withMessageContaining("closed");
        }
    }

    @Test
    void saysWhatItSaidWhenItDoesNotStart() {
        List<String> before = traces();
        assertThatIllegalStateException()
                .isThrownBy(() -> start(RedisOptions.defaults().with("no-such-directive yes")))
                .withMessageContaining("did not start")
                .withMessageContaining("no-such-directive");
        await().untilAsserted(() -> assertThat(traces()).isSubsetOf(before));
    }

    @Test
    void saysHowToGetTheProgram(@TempDir Path empty) {
        assertThatExceptionOfType(ServerUnavailableException.class)
                .isThrownBy(() -> ServerProgram.find(ProcessRedis.PROGRAM, empty.toString()))
                .withMessageContaining("apt-get install redis-server");
    }

    private static RedisNode start(RedisOptions options) {
        return ServerRequirement.start(() -> RedisNode.process(options));
    }

    /** A command on one line, and the first line of the answer. */
    private static String ask(RedisNode redis, String command) {
        try (var socket = new Socket("127.0.0.1", redis.port());
                var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
            return String.valueOf(answer.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> traces() {
        return Stream.of(Traces.threads(), Traces.folders(), Traces.children())
                .flatMap(each -> each)
                .sorted()
                .toList();
    }
}
