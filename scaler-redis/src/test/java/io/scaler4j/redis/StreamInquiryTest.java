package io.scaler4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What no server of today answers: older ones, proxies, and half of an answer. */
class StreamInquiryTest {

    private static final StreamQuery LAG = new StreamQuery(Key.of("orders"), "billing", StreamMetric.LAG, 100, 0);

    private final ServerMemory memory = new ServerMemory();

    private static Reply group(Object... lagIfAny) {
        var fields = new ArrayList<Object>(List.of(
                bytes("name"), bytes("billing"), bytes("pending"), 4L, bytes("last-delivered-id"), bytes("7-1")));
        if (lagIfAny.length > 0) {
            fields.add(bytes("lag"));
            fields.add(lagIfAny[0]);
        }
        return new Reply(List.of(fields));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Reply server(String version) {
        return new Reply(bytes("# Server\r\nredis_version:" + version + "\r\nos:Linux\r\n"));
    }

    private StreamCounts answer(Reply... replies) {
        StreamInquiry inquiry = LAG.inquire(memory);
        assertThat(asked(inquiry)).hasSameSizeAs(replies);
        inquiry.take(Arrays.asList(replies), 0);
        assertThat(inquiry.isDone()).isTrue();
        return inquiry.answer();
    }

    private static List<Command> asked(StreamInquiry inquiry) {
        List<Command> commands = new ArrayList<>();
        inquiry.ask(commands);
        return commands;
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.14", "", "v7.0", "x"})
    void aServerThatCannotTellTheLagIsRefused(String version) {
        assertThatExceptionOfType(UnsuitableServerException.class)
                .isThrownBy(() -> answer(server(version), group(3L), new Reply(9L)));
    }

    @Test
    void theVersionIsAskedOnce() {
        assertThat(answer(server("7.0.15"), group(3L), new Reply(9L)).lag()).hasValue(3);
        assertThat(answer(group(3L), new Reply(9L)).lag()).hasValue(3);
    }

    @Test
    void whoMayNotAskForTheVersionFindsOutByTheAnswer() {
        var denied = new Reply(new JedisDataException("NOPERM this user has no permissions to run the 'info' command"));
        assertThat(answer(denied, group(3L), new Reply(9L)).lag()).hasValue(3);
        assertThatExceptionOfType(UnsuitableServerException.class)
                .isThrownBy(() -> answer(denied, group(), new Reply(9L)));
    }

    @Test
    void aDenialIsNotTakenForAGroupThatIsNotThere() {
        var denied = new JedisDataException("NOPERM this user has no permissions");
        assertThatExceptionOfType(JedisDataException.class)
                .isThrownBy(() -> answer(server("7.0.0"), new Reply(denied), new Reply(9L)))
                .isSameAs(denied);
    }

    @Test
    void anUnknownLagIsAskedForBehindTheLastEntryGiven() {
        StreamInquiry inquiry = LAG.inquire(memory);
        inquiry.take(List.of(server("7.2.0"), group((Object) null), new Reply(9L)), 0);
        assertThat(inquiry.isDone()).isFalse();
        assertThat(asked(inquiry))
                .containsExactly(Command.of(Protocol.Command.XRANGE, Key.of("orders"), "(7-1", "+", "COUNT", "100"));
        inquiry.take(List.of(new Reply(List.of(List.of(), List.of()))), 0);
        assertThat(inquiry.isDone()).isTrue();
        assertThat(inquiry.answer().lag()).hasValue(2);
        assertThat(inquiry.answer().lagIsLowerBound()).isFalse();
    }

    @Test
    void anUnknownLagOfAnEmptyStreamIsNone() {
        assertThat(answer(server("7.2.0"), group((Object) null), new Reply(0L)).lag())
                .hasValue(0);
    }

    @Test
    void anAnswerOfAnotherFormIsAFailureAndNotANumber() {
        assertThatExceptionOfType(JedisException.class)
                .isThrownBy(() -> answer(server("7.2.0"), new Reply(null), new Reply(0L)))
                .withMessageContaining("instead of a list");
    }
}
