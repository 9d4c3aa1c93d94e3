package io.scaler4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.Turn;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.FallbackBehavior;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.policy.Tolerance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Version 1 of the format, written by hand: what was recorded once can be read by every later version. */
class RecordingFormatTest {

    private static final String STATE = ScalingState.initial().toText();
    private static final String HEADER = "{\"scaler4j-recording\":1,\"autoscaler\":\"orders\",\"interval\":\"PT15S\","
            + "\"state\":\"" + STATE + "\",\"triggers\":[%s]}\n";
    private static final String TURN =
            "{\"at\":\"2026-01-05T08:00:00Z\",\"n\":2,\"r\":[%s],%s\"to\":2,\"s\":\"1\",\"why\":\"-\"}\n";
    private static final String LAG = "{\"name\":\"lag\",\"averageValue\":50.0}";

    @TempDir
    Path directory;

    private Path file(String text) {
        try {
            return Files.writeString(directory.resolve("orders.jsonl"), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<RecordedTurn> read(String text) {
        return LoopFixture.turns(Recording.of(file(text)));
    }

    private RecordedTurn only(String text) {
        List<RecordedTurn> turns = read(text);
        assertThat(turns).hasSize(1);
        return turns.get(0);
    }

    private Measurement trigger(String json) {
        return only(HEADER.formatted(json) + TURN.formatted("1000", ""))
                .observation()
                .measurements()
                .get(0);
    }

    private Reading reading(String json) {
        return only(HEADER.formatted(LAG) + TURN.formatted(json, ""))
                .observation()
                .measurements()
                .get(0)
                .reading();
    }

    private RecordingException damage(String text) {
        Path file = file(text);
        return catchThrowableOfType(RecordingException.class, () -> LoopFixture.turns(Recording.of(file)));
    }

    @Test
    void aTurnHasItsTimeItsCountsAndItsOutcome() {
        RecordedTurn turn = only(HEADER.formatted("")
                + "{\"at\":\"2026-01-05T08:00:00.25Z\",\"n\":[3,2,1],\"r\":[],\"b\":[1,9],"
                + "\"c\":{\"paused\":true,\"at\":4,\"in\":true,\"out\":true,\"active\":true},"
                + "\"to\":5,\"w\":false,\"x\":\"REFUSED\",\"e\":\"locked\",\"s\":\"abc\",\"why\":\"because\"}\n");

        assertThat(turn.autoscaler()).isEqualTo("orders");
        assertThat(turn.policy()).isEmpty();
        assertThat(turn.state()).contains(ScalingState.initial());
        assertThat(turn.observation().at()).isEqualTo(Instant.parse("2026-01-05T08:00:00.250Z"));
        assertThat(turn.observation().interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(turn.observation().replicas()).isEqualTo(new Replicas(3, 2, 1));
        assertThat(turn.observation().bounds()).isEqualTo(new ReplicaBounds(1, 9));
        assertThat(turn.observation().control())
                .isEqualTo(
                        Control.none().pauseAt(4).pauseScaleIn().pauseScaleOut().forceActivation(true));
        assertThat(turn.to()).isEqualTo(5);
        assertThat(turn.isWritten()).isFalse();
        assertThat(turn.replicas()).as("what it goes on with").isEqualTo(3);
        assertThat(turn.notWritten()).contains(Turn.Cause.REFUSED);
        assertThat(turn.problem()).contains("locked");
        assertThat(turn.explanation()).isEqualTo("because");
        assertThat(turn.place()).isEqualTo("orders.jsonl, line 2");
        assertThat(turn).hasToString("2026-01-05T08:00:00.250Z 3 -> 5 NOT WRITTEN because");
    }

    @Test
    void aTurnThatSaysNothingElseWasWrittenAtOnce() {
        RecordedTurn turn = only(HEADER.formatted(LAG) + TURN.formatted("1000", ""));

        assertThat(turn.isWritten()).isTrue();
        assertThat(turn.confirmedAt()).isEmpty();
        assertThat(turn.notWritten()).isEmpty();
        assertThat(turn.problem()).isEmpty();
        assertThat(turn.observation().replicas()).isEqualTo(Replicas.of(2));
        assertThat(turn.observation().bounds()).isEqualTo(ReplicaBounds.none());
        assertThat(turn.observation().control()).isEqualTo(Control.none());
    }

    @Test
    void aPauseIsOneOfTwoKinds() {
        String turn = HEADER.formatted(LAG) + TURN.formatted("1000", "\"c\":{%s},");

        assertThat(only(turn.replace("%s", "\"paused\":true")).observation().control())
                .isEqualTo(Control.none().pause());
        assertThat(only(turn.replace("%s", "\"at\":0")).observation().control())
                .isEqualTo(Control.none().pauseAt(0));
        assertThat(only(turn.replace("%s", "\"paused\":false")).observation().control())
                .isEqualTo(Control.none());
    }

    @Test
    void aTriggerHasOneOfThreeTargets() {
        assertThat(trigger("{\"name\":\"a\",\"averageValue\":0.5}").target()).isEqualTo(MetricTarget.averageValue(0.5));
        assertThat(trigger("{\"name\":\"a\",\"averageValue\":50}").target()).isEqualTo(MetricTarget.averageValue(50));
        assertThat(trigger("{\"name\":\"a\",\"value\":7.0}").target()).isEqualTo(MetricTarget.value(7));
        assertThat(trigger("{\"name\":\"a\",\"utilization\":80}").target()).isEqualTo(MetricTarget.utilization(80));
    }

    @Test
    void aTriggerMayHaveMore() {
        Measurement trigger = trigger("{\"name\":\"a b\",\"value\":7.0,\"activatesAbove\":-1.5,\"tolerance\":[0.2,0],"
                + "\"abstains\":true,\"fallback\":{\"replicas\":4,\"behavior\":\"CURRENT_REPLICAS\",\"failures\":2,"
                + "\"failingFor\":\"PT2M\"}}");

        assertThat(trigger.trigger()).isEqualTo("a b");
        assertThat(trigger.activationThreshold()).isEqualTo(-1.5);
        assertThat(trigger.tolerance()).contains(new Tolerance(0.2, 0));
        assertThat(trigger.isAbstaining()).isTrue();
        assertThat(trigger.fallback())
                .contains(Fallback.replicas(4)
                        .behavior(FallbackBehavior.CURRENT_REPLICAS)
                        .afterFailures(2)
                        .afterFailingFor(Duration.ofMinutes(2)));
    }

    @Test
    void aReadingIsANumberOfThousandthsOrAnObject() {
        assertThat(reading("1500")).isEqualTo(Reading.of(1.5));
        assertThat(reading("-9223372036854775808"))
                .isEqualTo(Reading.valueOfMilli(Long.MIN_VALUE).build());
        assertThat(reading("{\"x\":\"DENIED\",\"m\":\"no entry\"}"))
                .isEqualTo(Reading.failure(Reading.Failure.Kind.DENIED, "no entry"));
        assertThat(reading("{\"v\":1500,\"a\":2.25,\"least\":true,\"max\":6,\"at\":\"2026-01-05T07:59:00Z\","
                        + "\"d\":[\"lag\",3.0,\"none\",\"NaN\",\"all\",\"Infinity\"]}"))
                .isEqualTo(Reading.valueOfMilli(1_500)
                        .activatingOn(2.25)
                        .lowerBound()
                        .limits(ReplicaLimits.atMost(6))
                        .measuredAt(Instant.parse("2026-01-05T07:59:00Z"))
                        .details(Map.of("lag", 3.0, "none", Double.NaN, "all", Double.POSITIVE_INFINITY))
                        .build());
        assertThat(reading("{\"v\":1500,\"only\":[1,2,12]}"))
                .isEqualTo(Reading.valueOfMilli(1_500)
                        .limits(ReplicaLimits.only(1, 2, 12))
                        .build());
    }

    @Test
    void samplesHaveAllThatIsKnownOfEachReplica() {
        Reading samples = reading("{\"of\":\"MEMORY\",\"init\":\"PT5M\",\"delay\":\"PT30S\",\"p\":["
                + "{\"n\":\"bare\"},"
                + "{\"n\":\"full\",\"ph\":\"PENDING\",\"end\":true,\"ready\":false,\"rAt\":\"2026-01-05T07:30:00Z\","
                + "\"st\":\"2026-01-05T07:00:00Z\",\"u\":700,\"uAt\":\"2026-01-05T07:59:50Z\",\"win\":\"PT15S\","
                + "\"req\":1000}]}");

        assertThat(samples)
                .isEqualTo(Reading.samples(
                                Resource.MEMORY,
                                List.of(
                                        ReplicaSample.builder("bare").build(),
                                        ReplicaSample.builder("full")
                                                .phase(ReplicaSample.Phase.PENDING)
                                                .terminating()
                                                .ready(false, Instant.parse("2026-01-05T07:30:00Z"))
                                                .startedAt(Instant.parse("2026-01-05T07:00:00Z"))
                                                .usage(
                                                        700,
                                                        Instant.parse("2026-01-05T07:59:50Z"),
                                                        Duration.ofSeconds(15))
                                                .requestMilli(1_000)
                                                .build()))
                        .startingUp(Duration.ofMinutes(5), Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'averageValue':5}                                 | \"name\" is missing",
                "{'name':'a'}                                       | \"utilization\" is missing",
                "{'name':'a','averageValue':'much'}                 | For input string",
                "{'name':'a','averageValue':0}                      | 0",
                "{'name':'a','value':true}                          | \"value\" is no number",
                "{'name':'a','utilization':80.5}                    | \"utilization\" is no whole number",
                "{'name':'a','value':1,'tolerance':0.1}             | \"tolerance\" is no list",
                "{'name':'a','value':1,'tolerance':[0.1,0.2,0.3]}   | \"tolerance\" is not two numbers",
                "{'name':'a','value':1,'tolerance':[0.1,true]}      | \"tolerance\" is no number",
                "{'name':'a','value':1,'abstains':1}                | \"abstains\" is no flag",
                "{'name':'a','value':1,'fallback':4}                | \"fallback\" is no object",
                "{'name':'a','value':1,'fallback':{}}               | \"replicas\" is missing",
                "{'name':'a','value':1,'fallback':{'replicas':4,'behavior':'GUESS','failures':3}} | No enum constant",
                "{'name':'a','value':1,'fallback':{'replicas':4,'behavior':'STATIC'}} | \"failures\" is missing",
                "7                                                  | \"triggers\" is no list of triggers",
            },
            quoteCharacter = '`')
    void aTriggerThatIsDamagedIsNamed(String trigger, String reason) {
        assertThat(damage(HEADER.formatted(trigger.replace('\'', '"'))))
                .hasMessageContaining("is damaged at line 1: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                    | \"v\" is missing",
                "'5'                                   | \"r\" is no list of readings",
                "1.5                                   | \"r\" is no list of readings",
                "[]                                    | \"r\" is no list of readings",
                "{'x':'TIMEOUT'}                       | \"m\" is missing",
                "{'x':7,'m':''}                        | \"x\" is no text",
                "{'v':'5'}                             | \"v\" is no whole number",
                "{'v':5,'a':'high'}                    | For input string",
                "{'v':5,'least':'yes'}                 | \"least\" is no flag",
                "{'v':5,'max':-1}                      | -1",
                "{'v':5,'only':[]}                     | ",
                "{'v':5,'only':[1,'2']}                | \"only\" is no whole number",
                "{'v':5,'at':'2026'}                   | could not be parsed",
                "{'v':5,'d':['lag',true]}              | \"d\" is no number",
                "{'v':5,'d':[1,2]}                     | \"d\" is no list of names and numbers",
                "{'of':'CPU','init':'PT0S','delay':'PT0S'} | \"p\" is missing",
                "{'of':'GPU','init':'PT0S','delay':'PT0S','p':[]} | No enum constant",
                "{'of':'CPU','delay':'PT0S','p':[]}    | \"init\" is missing",
                "{'of':'CPU','init':'PT0S','delay':'PT0S','p':[1]} | \"p\" is no list of replicas",
                "{'of':'CPU','init':'PT0S','delay':'PT0S','p':[{}]} | \"n\" is missing",
                "{'of':'CPU','init':'PT0S','delay':'PT0S','p':[{'n':'a','ready':true}]} | \"rAt\" is missing",
                "{'of':'CPU','init':'PT0S','delay':'PT0S','p':[{'n':'a','u':1}]} | \"uAt\" is missing",
                "{'of':'CPU','init':'PT0S','delay':'PT0S','p':[{'n':'a','ph':'DEAD'}]} | No enum constant",
            },
            quoteCharacter = '`')
    void aReadingThatIsDamagedIsNamed(String reading, String reason) {
        assertThat(damage(HEADER.formatted(LAG) + TURN.formatted(reading.replace('\'', '"'), "")))
                .hasMessageContaining("is damaged at line 2: ")
                .hasMessageContaining(reason == null ? "" : reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4_000_000_000L, Long.MAX_VALUE})
    void aLaterVersionIsRefusedWithTheWayOut(long version) {
        assertThat(damage(HEADER.formatted(LAG).replace("recording\":1", "recording\":" + version)))
                .hasMessageContaining("is of format version " + version)
                .hasMessageContaining("upgrade the library");
    }

    /** Two recordings in one file, as after `cat`: each turn belongs to the header above it. */
    @Test
    void aFileMayHaveSeveralHeaders() {
        String turn = TURN.formatted("1000", "");
        List<RecordedTurn> turns = read(HEADER.formatted(LAG)
                + turn
                + turn
                + HEADER.formatted("{\"name\":\"other\",\"value\":1.0}")
                + HEADER.formatted("{\"name\":\"last\",\"value\":1.0}")
                + turn);

        assertThat(turns)
                .extracting(each -> each.observation().measurements().get(0).trigger())
                .containsExactly("lag", "lag", "last");
        assertThat(turns).extracting(each -> each.state().isPresent()).containsExactly(true, false, true);
    }

    @Test
    void anEmptyFileIsARecordingWithoutTurns() {
        assertThat(read("")).isEmpty();
        assertThat(read(HEADER.formatted(LAG))).isEmpty();
    }
}
