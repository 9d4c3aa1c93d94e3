package io.scaler4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/** Which of what a server tells of a group's lag is believed: its counter, the ends of the stream, or neither. */
class LagCountTest {

    private static final Key STREAM = Key.of("orders");
    private static final StreamQuery UP_TO_100 = query(100);
    private static final ServerFacts EXACT = new ServerFacts(true, false, false, Long.MAX_VALUE);
    private static final ServerFacts OWN_LIFE = new ServerFacts(false, true, true, Long.MAX_VALUE);

    private static StreamQuery query(int countUpTo) {
        return new StreamQuery(STREAM, "billing", StreamMetric.LAG, countUpTo, 0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Reply group(String last, @Nullable Long lag) {
        return new Reply(Arrays.asList(bytes("last-delivered-id"), bytes(last), bytes("lag"), lag));
    }

    /** A stream of entries from n-0 to m-0, of which none was deleted singly. */
    private static Optional<StreamState> stream(long first, long last, long everAdded) {
        return Optional.of(new StreamState(
                last - first + 1,
                OptionalLong.of(everAdded),
                Optional.of(StreamId.ZERO),
                Optional.of(new StreamId(first, 0)),
                Optional.of(new StreamId(last, 0))));
    }

    private static void assertKnown(LagCount count, long right) {
        assertThat(count.steps()).as("nothing has to be counted").isEmpty();
        assertThat(count.value()).isEqualTo(right);
        assertThat(count.isLowerBound()).isFalse();
    }

    private static void assertCounted(LagCount count, String from) {
        assertThat(count.steps())
                .extracting(Step::command)
                .containsExactly(Command.of(Protocol.Command.XRANGE, STREAM, "(" + from, "+", "COUNT", "100"));
    }

    @Test
    void nothingIsBehindInAStreamWithoutEntriesWhateverTheCounterSays() {
        assertKnown(new LagCount(UP_TO_100, group("7-0", 9L), 0, Optional.empty(), EXACT), 0);
    }

    @Test
    void nothingIsBehindTheEntryThatTheStreamEndsWith() {
        for (ServerFacts facts : List.of(EXACT, ServerFacts.UNKNOWN)) {
            assertKnown(new LagCount(UP_TO_100, group("10-0", 4L), 10, stream(1, 10, 10), facts), 0);
        }
    }

    @Test
    void allIsBehindAnEntryThatTheStreamBeginsAfter() {
        for (ServerFacts facts : List.of(EXACT, ServerFacts.UNKNOWN)) {
            assertKnown(new LagCount(UP_TO_100, group("7-0", 13L), 10, stream(11, 20, 20), facts), 10);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "0, 0", "10, 10", "11, 10", "9223372036854775807, 10"})
    void theCounterOfAServerThatHasItRightIsBelievedUpToTheLength(long told, long right) {
        assertKnown(new LagCount(UP_TO_100, group("7-0", told), 10, Optional.empty(), EXACT), right);
    }

    @Test
    void theCounterOfTheServersOwnLifeIsBelievedWhileTheStreamIsWhole() {
        assertKnown(new LagCount(UP_TO_100, group("7-0", 3L), 10, stream(1, 10, 10), OWN_LIFE), 3);
        assertCounted(new LagCount(UP_TO_100, group("7-0", 3L), 10, stream(1, 10, 11), OWN_LIFE), "7-0");
    }

    /** Where it is wrong, it is too high. */
    @Test
    void aCounterOfZeroIsBelievedWhereTheStreamMayNotBeLookedAt() {
        assertKnown(new LagCount(UP_TO_100, group("7-0", 0L), 10, Optional.empty(), ServerFacts.UNKNOWN), 0);
        assertCounted(new LagCount(UP_TO_100, group("7-0", 1L), 10, Optional.empty(), ServerFacts.UNKNOWN), "7-0");
        assertCounted(new LagCount(UP_TO_100, group("7-0", 0L), 10, stream(1, 10, 11), ServerFacts.UNKNOWN), "7-0");
    }

    @ParameterizedTest
    @CsvSource({"-1", "-9223372036854775808"})
    void aCounterThatWasSetToNonsenseIsNotBelieved(long told) {
        assertCounted(new LagCount(UP_TO_100, group("7-0", told), 10, Optional.empty(), EXACT), "7-0");
    }

    @Test
    void aCounterThatTheServerDoesNotKnowIsReplacedByCounting() {
        assertCounted(new LagCount(UP_TO_100, group("7-0", null), 10, Optional.empty(), EXACT), "7-0");
        assertCounted(new LagCount(UP_TO_100, group("7-0", null), 10, stream(1, 10, 10), OWN_LIFE), "7-0");
    }

    @Test
    void aGroupThatWasGivenNothingIsCountedFromTheBeginning() {
        var untold = new Reply(Arrays.asList(bytes("lag"), null));
        assertCounted(new LagCount(UP_TO_100, untold, 10, Optional.empty(), EXACT), "0-0");
    }

    @Test
    void aCounterOfAnotherFormIsAFailure() {
        var text = new Reply(Arrays.asList(bytes("lag"), bytes("3")));
        assertThatExceptionOfType(JedisException.class)
                .isThrownBy(() -> new LagCount(UP_TO_100, text, 10, Optional.empty(), EXACT))
                .withMessageContaining("instead of a number");
    }

    @Test
    void whereNothingMayBeCountedTheLagIsUnknown() {
        var count = new LagCount(query(0), group("7-0", null), 10, Optional.empty(), EXACT);
        assertThatExceptionOfType(UnknownLagException.class).isThrownBy(count::steps);
        assertKnown(new LagCount(query(0), group("7-0", 3L), 10, Optional.empty(), EXACT), 3);
    }

    @Test
    void theOtherSideIsCountedOnlyWhereThatMayBeLess() {
        var shortStream = new LagCount(UP_TO_100, group("7-0", 700L), 100, stream(1, 100, 800), ServerFacts.UNKNOWN);
        var smallLag = new LagCount(UP_TO_100, group("7-0", 99L), 800, stream(1, 800, 900), ServerFacts.UNKNOWN);
        var largeLag = new LagCount(UP_TO_100, group("7-0", 100L), 800, stream(1, 800, 900), ServerFacts.UNKNOWN);

        assertThat(shortStream.steps()).hasSize(1);
        assertThat(smallLag.steps()).hasSize(1);
        assertThat(largeLag.steps())
                .extracting(Step::command)
                .contains(Command.of(Protocol.Command.XRANGE, STREAM, "-", "7-0", "COUNT", "100"));
    }

    /** Entries that were added or removed between two commands of one round. */
    @ParameterizedTest
    @CsvSource({"0, 0, false", "99, 99, false", "100, 100, true"})
    void whatWasCountedIsTheLagAndALowerBoundAtTheLimit(int counted, long lag, boolean isLowerBound) {
        var count = new LagCount(UP_TO_100, group("7-0", 50L), 800, Optional.empty(), ServerFacts.UNKNOWN);
        count.steps().get(0).then().accept(new Reply(Collections.nCopies(counted, List.of())));

        assertThat(count.value()).isEqualTo(lag);
        assertThat(count.isLowerBound()).isEqualTo(isLowerBound);
    }

    @Test
    void aLimitThatIsTheWholeStreamIsNoLowerBound() {
        var count = new LagCount(UP_TO_100, group("0-0", 700L), 100, Optional.empty(), ServerFacts.UNKNOWN);
        count.steps().get(0).then().accept(new Reply(Collections.nCopies(100, List.of())));

        assertThat(count.value()).isEqualTo(100);
        assertThat(count.isLowerBound()).isFalse();
    }
}
