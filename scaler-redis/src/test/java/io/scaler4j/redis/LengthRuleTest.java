package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.metric.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What is made of the lengths of several keys, of which some may not be known. */
class LengthRuleTest {

    private static final long SEEDS = 200;
    private static final JedisException DENIED = new JedisDataException("NOPERM");

    @ParameterizedTest
    @EnumSource(Aggregate.class)
    void theValueIsThatOfTheKnownLengthsAndALowerBoundIfOneIsNotKnown(Aggregate aggregate) {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            int keys = 1 + random.nextInt(4);
            List<Double> weights =
                    random.doubles(random.nextInt(3), 0.1, 3).boxed().toList();
            List<Length> lengths = new ArrayList<>();
            double waiting = 0;
            double working = 0;
            int unknown = 0;
            for (int i = 0; i < keys + weights.size(); i++) {
                boolean known = random.nextInt(4) > 0;
                long length = random.nextInt(1_000);
                lengths.add(known ? Length.of(length) : Length.unknown(DENIED));
                unknown += known ? 0 : 1;
                if (known && i < keys) {
                    waiting = aggregate == Aggregate.SUM ? waiting + length : Math.max(waiting, length);
                } else if (known) {
                    working += weights.get(i - keys) * length;
                }
            }
            var rule = new LengthRule(keys, aggregate, weights);
            if (unknown == lengths.size()) {
                assertThatExceptionOfType(JedisException.class)
                        .as("seed %s", seed)
                        .isThrownBy(() -> rule.apply(new Lengths(lengths)))
                        .isSameAs(DENIED);
                continue;
            }
            Reading.Value value = rule.apply(new Lengths(lengths)).build();
            assertThat(value.activationValue()).as("seed %s", seed).isCloseTo(waiting + working, within(1e-9));
            assertThat(value.isLowerBound()).as("seed %s", seed).isEqualTo(unknown > 0);
            assertThat(value.details()).as("seed %s", seed).containsEntry("unknownKeys", (double) unknown);
            assertThat(value.details().containsKey("inFlight"))
                    .as("seed %s", seed)
                    .isEqualTo(!weights.isEmpty());
        }
    }

    @Test
    void aSingleKeyIsItsLength() {
        var rule = new LengthRule(1, Aggregate.SUM, List.of());
        assertThat(rule.apply(Length.of(7)).build())
                .isEqualTo(Reading.value(7).details(Map.of("unknownKeys", 0.0)).build());
        assertThat(rule.apply(Length.of(0)).build().milli()).isZero();
        assertThatExceptionOfType(JedisException.class)
                .isThrownBy(() -> rule.apply(Length.unknown(DENIED)))
                .isSameAs(DENIED);
    }

    @Test
    void whatIsInFlightCountsByItsWeightBesideTheLargest() {
        var rule = new LengthRule(2, Aggregate.MAX, List.of(0.5, 2.0));
        var lengths = new Lengths(List.of(Length.of(3), Length.of(10), Length.of(4), Length.of(1)));
        assertThat(rule.apply(lengths).build())
                .isEqualTo(Reading.value(14)
                        .details(Map.of("unknownKeys", 0.0, "inFlight", 4.0))
                        .build());
    }

    @Test
    void everyKeyTypeHasAWordAndFourAreFoundOut() {
        assertThat(KeyType.words())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "auto", KeyType.AUTO,
                        "list", KeyType.LIST,
                        "set", KeyType.SET,
                        "zset", KeyType.SORTED_SET,
                        "hash", KeyType.HASH,
                        "stream", KeyType.STREAM));
        assertThat(KeyType.detected("zset")).contains(KeyType.SORTED_SET);
        for (String other : List.of("stream", "string", "none", "auto", "")) {
            assertThat(KeyType.detected(other)).as(other).isEmpty();
        }
    }
}
