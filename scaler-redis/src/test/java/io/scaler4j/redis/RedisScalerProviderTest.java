package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Trigger;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.TriggerSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisScalerProviderTest extends RedisCatalogFixture {

    private Trigger create(String type, Map<String, String> metadata) {
        return catalog.open(TriggerSpec.builder(type).metadata(metadata).build());
    }

    @Test
    void allSixTypesAreThere() {
        assertThat(catalog.types())
                .contains(
                        "redis",
                        "redis-cluster",
                        "redis-sentinel",
                        "redis-streams",
                        "redis-cluster-streams",
                        "redis-sentinel-streams");
    }

    @Test
    void aListHasTheDefaultsOfKeda() {
        Trigger trigger = create("redis", Map.of("address", "127.0.0.1:1", "listName", "mails"));

        assertThat(trigger.target()).isEqualTo(MetricTarget.averageValue(5));
        assertThat(trigger.activationThreshold()).isZero();
        assertThat(trigger.scaler()).hasToString("the length of \"mails\" of Redis at 127.0.0.1:1");
        trigger.scaler().close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    streamLength,        7, the length of stream "s"
                    pendingEntriesCount, 7, the work of group "g" on stream "s"
                    lagCount,            7, the work of group "g" on stream "s"
                    lagAndPendingCount,  7, the work of group "g" on stream "s"
                    """)
    void theTargetOfAStreamSaysWhatCounts(String option, int target, String measured) {
        Map<String, String> metadata =
                new HashMap<>(Map.of("addresses", "a:1,b:2", "stream", "s", option, "" + target));
        if (!option.equals("streamLength")) {
            metadata.put("consumerGroup", "g");
        }
        Trigger trigger = create("redis-cluster-streams", metadata);

        assertThat(trigger.target()).isEqualTo(MetricTarget.averageValue(target));
        assertThat(trigger.scaler()).hasToString(measured + " of Redis cluster at a:1,b:2");
        trigger.scaler().close();
    }

    @Test
    void sentinelsAreNamedWithTheirPrimary() {
        Trigger trigger = create(
                "redis-sentinel",
                Map.of("hosts", "a, b", "ports", "1, 2", "sentinelMaster", "mymaster", "listName", "mails"));

        assertThat(trigger.scaler())
                .hasToString("the length of \"mails\" of Redis \"mymaster\" of the sentinels at a:1,b:2");
        trigger.scaler().close();
    }

    @Test
    void takesWhatKedaDoesNotHave() {
        Trigger trigger = create(
                "redis",
                Map.of(
                        "address", "127.0.0.1:1",
                        "listNames", "a, b",
                        "aggregate", "max",
                        "keyType", "zset",
                        "inFlightNames", "working, unacked=0.5"));

        assertThat(trigger.scaler()).asString().contains("\"a\", \"b\", \"working\", \"unacked\"");
        trigger.scaler().close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
                    a, b|"a", "b"
                    a\\,b,c|"a,b", "c"
                    a\\ , b|"a ", "b"
                    a\\\\,b|"a\\", "b"
                    a\\b,c|"a\\b", "c"
                    """)
    void aNameInAListMayHaveACommaOrABlankAtItsEnd(String listNames, String keys) {
        Trigger trigger = create("redis", Map.of("address", "127.0.0.1:1", "listNames", listNames));

        assertThat(trigger.scaler()).asString().startsWith("the length of " + keys + " of Redis");
        trigger.scaler().close();
    }

    @Test
    void aNameInFlightMayHaveAnEqualsSign() {
        Trigger trigger = create(
                "redis",
                Map.of(
                        "address", "127.0.0.1:1",
                        "listName", "a,b",
                        "inFlightNames", "by\\=worker = 0.5, c\\,d, plain=2"));

        assertThat(trigger.scaler()).asString().contains("\"a,b\", \"by=worker\", \"c,d\", \"plain\"");
        trigger.scaler().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a, b ", " a,b\n"})
    void blanksAroundAListMeanNothing(String listNames) {
        Trigger trigger = create("redis", Map.of("address", "127.0.0.1:1", "listNames", listNames));

        assertThat(trigger.scaler()).asString().startsWith("the length of \"a\", \"b\" of Redis");
        trigger.scaler().close();
    }

    @Test
    void controlCharactersArePartOfAName() {
        for (String name : List.of("mails\u0001", "\u0001mails", "\u0000")) {
            Trigger trigger = create("redis", Map.of("address", "127.0.0.1:1", "listName", name));
            Trigger stream = create("redis-streams", Map.of("address", "127.0.0.1:1", "stream", name));

            assertThat(trigger.scaler()).asString().contains("\\u000" + (name.equals("\u0000") ? "0" : "1"));
            assertThat(stream.scaler()).asString().contains("\\u000" + (name.equals("\u0000") ? "0" : "1"));
            trigger.scaler().close();
            stream.scaler().close();
        }
    }

    @Test
    void equalSettingsShareAConnectionAndOtherSecretsDoNot() {
        Map<String, String> first = Map.of("addresses", "a:1,b:2", "listName", "mails");
        Map<String, String> second = Map.of("addresses", "b:2,a:1", "listName", "parcels");
        assertThat(key(first, Map.of())).isEqualTo(key(second, Map.of()));
        assertThat(key(first, Map.of("password", "one"))).isEqualTo(key(second, Map.of("password", "one")));
        assertThat(key(first, Map.of("password", "one"))).isNotEqualTo(key(first, Map.of("password", "two")));
        assertThat(key(first, Map.of("password", "hunter2"))).asString().doesNotContain("hunter2");
        assertThat(key(with(first, Map.of("enableTLS", "true")), Map.of())).isNotEqualTo(key(first, Map.of()));
    }
}
