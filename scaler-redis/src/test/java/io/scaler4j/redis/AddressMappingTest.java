package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

/** Addresses as they are written, and where announced ones are reached. */
class AddressMappingTest {

    private static AddressMapping read(String... pairs) {
        var problems = Problems.of("mapping");
        AddressMapping mapping = AddressMapping.read(List.of(pairs), problems);
        assertThat(problems.sentences()).isEmpty();
        return mapping;
    }

    private static HostAndPort reached(AddressMapping mapping, String host, int port) {
        var draft = new ServerSettings.Draft();
        draft.mapping = mapping;
        return draft.build().addressMapper().getHostAndPort(new HostAndPort(host, port));
    }

    @ParameterizedTest(name = "{0}: {1}:{2} is reached at {3}:{4}")
    @CsvSource({
        "10.0.0.5:6379=proxy:7001, 10.0.0.5, 6379, proxy, 7001",
        "10.0.0.5:6379=proxy:7001, 10.0.0.5, 6380, 10.0.0.5, 6380",
        "10.0.0.5=proxy, 10.0.0.5, 6379, proxy, 6379",
        "10.0.0.5=proxy, 10.0.0.50, 6379, 10.0.0.50, 6379",
        " 10.0.0.5 = proxy , 10.0.0.5, 1, proxy, 1",
        "[fd00::5]:6379=proxy:7001, fd00::5, 6379, proxy, 7001",
        "[fd00::5]=proxy, fd00::5, 6379, proxy, 6379",
        "node-1=[fd00::5], node-1, 6379, [fd00::5], 6379"
    })
    void anAnnouncedAddressIsReachedWhereItsPairSays(
            String pair, String announcedHost, int announcedPort, String host, int port) {
        assertThat(reached(read(pair), announcedHost, announcedPort)).isEqualTo(new HostAndPort(host, port));
    }

    @Test
    void aPairWithAPortCountsBeforeOneOfTheHostAlone() {
        AddressMapping mapping = read("a=b", "a:1=c:2");
        assertThat(reached(mapping, "a", 1)).isEqualTo(new HostAndPort("c", 2));
        assertThat(reached(mapping, "a", 2)).isEqualTo(new HostAndPort("b", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=", "=b", "a=b=c", "a:1=b", "a=b:1", "a:x=b:1", "a:70000=b:1", "a:1=b:70000", ""})
    void whatIsNoPairIsToldAndLeftOut(String pair) {
        var problems = Problems.of("mapping");
        AddressMapping mapping = AddressMapping.read(List.of("x=y", pair), problems);
        assertThat(problems.sentences())
                .singleElement()
                .asString()
                .startsWith("addressMapping must be pairs of announced=reachable");
        assertThat(mapping).isEqualTo(read("x=y"));
    }

    @Test
    void theOrderOfPairsMeansNothing() {
        assertThat(read("a=b", "c=d"))
                .isEqualTo(read("c=d", "a=b"))
                .hasSameHashCodeAs(read("c=d", "a=b"))
                .hasToString(read("c=d", "a=b").toString())
                .isNotEqualTo(read("a=b"));
        assertThat(read()).isEqualTo(AddressMapping.NONE);
    }

    @Test
    void aMappingIsFixedOnceItIsMade() {
        Map<String, String> pairs = new HashMap<>(Map.of("a", "b"));
        var mapping = new AddressMapping(pairs);
        pairs.put("a", "c");
        assertThat(mapping.apply("a:1")).isEqualTo("b:1");
        assertThatThrownBy(() -> mapping.reachable().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h:1",
                "h:65535",
                "redis-0.redis.svc:6379",
                "127.0.0.1:6379",
                "[::1]:6379",
                "[fe80::1%eth0]:1",
                "größe:1"
            })
    void theseAreAddresses(String text) {
        assertThat(ServerSettings.isAddress(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h",
                "h:",
                ":1",
                "h:65536",
                "h:123456",
                "h:-1",
                "h:1 ",
                " h:1",
                "::1:6379",
                "u@h:1",
                "redis://h:1",
                "h:1/0",
                "a b:1",
                "[::1:1"
            })
    void theseAreNone(String text) {
        assertThat(ServerSettings.isAddress(text)).isFalse();
    }
}
