package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.StackTraces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of the Redis types that are refused: each with a sentence, all at once, and no secret in any. */
class RedisOptionMistakesTest extends RedisCatalogFixture {

    private List<String> problems(String type, Map<String, String> metadata, Map<String, String> secrets) {
        var spec = TriggerSpec.builder(type)
                .metadata(metadata)
                .authentication(secrets)
                .build();
        return catchThrowableOfType(InvalidConfigurationException.class, () -> catalog.open(spec))
                .problems();
    }

    private static void assertTellsFormOnly(InvalidConfigurationException refused, String wayOut) {
        assertThat(StackTraces.of(refused)).doesNotContain("s3cr3t").contains(wayOut);
        assertThat(refused.problems()).allSatisfy(problem -> assertThat(problem).doesNotContain("s3cr3t"));
    }

    @ParameterizedTest
    @CsvSource({
        "redis, listName, 'mails '",
        "redis, listName, '\tmails'",
        "redis, listNames, 'a,b\\ '",
        "redis-streams, stream, 'orders '",
        "redis-streams, consumerGroup, ' billing'",
        "redis-sentinel, sentinelMaster, 'mymaster '",
        "redis, username, 'scaler '"
    })
    void whatWouldBeCutIsRefusedWithASentence(String type, String option, String text) {
        Map<String, String> all = with(
                Map.of("address", "127.0.0.1:1", type.equals("redis-streams") ? "stream" : "listName", "mails"),
                Map.of("sentinelMaster", "mymaster"));
        Map<String, String> metadata = new HashMap<>(all);
        if (!type.equals("redis-sentinel")) {
            metadata.remove("sentinelMaster");
        }
        metadata.put(option, text);
        if (option.equals("listNames")) {
            metadata.remove("listName");
        }

        assertThat(problems(type, metadata, Map.of()))
                .singleElement()
                .asString()
                .contains(option);
    }

    /** Whatever of it is wrong: the address, the host, as metadata, as a secret, as a variable, at the builder. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://default:s3cr3t@redis-master:6379/0",
                "rediss://:s3cr3t@h:6380",
                "user:s3cr3t@b-1:9092",
                ":s3cr3t@h:6379",
                "redis://u:s3cr3t,s3cr3t@h:6379",
                "redis://u:s3cr3t@s3cr3t@h:6379",
                "s3cr3t@h:6379"
            })
    void anAddressWithAPasswordIsRefusedWithoutIt(String address) {
        Map<String, String> list = Map.of("listName", "mails");
        List<TriggerSpec> specs = new ArrayList<>();
        for (String type : List.of("redis", "redis-cluster", "redis-sentinel")) {
            Map<String, String> options =
                    type.equals("redis-sentinel") ? with(list, Map.of("sentinelMaster", "mymaster")) : list;
            for (Map<String, String> given : List.of(
                    Map.of("address", address),
                    Map.of("host", address.replaceFirst(":\\d+(/0)?$", ""), "port", "6379"))) {
                specs.add(
                        TriggerSpec.builder(type).metadata(with(options, given)).build());
                specs.add(TriggerSpec.builder(type)
                        .metadata(options)
                        .authentication(given)
                        .build());
            }
            specs.add(TriggerSpec.builder(type)
                    .metadata(with(options, Map.of("addressFromEnv", "REDIS")))
                    .environment(Map.of("REDIS", address))
                    .build());
        }
        for (TriggerSpec spec : specs) {
            assertThat(catchThrowableOfType(InvalidConfigurationException.class, () -> catalog.open(spec)))
                    .satisfies(refused -> assertTellsFormOnly(refused, "options of their own"));
        }
        for (RedisServer.Builder builder : List.of(
                RedisServer.builder().address(address),
                RedisServer.builder().cluster(address),
                RedisServer.builder().sentinels("mymaster", address))) {
            assertThat(catchThrowableOfType(InvalidConfigurationException.class, builder::build))
                    .satisfies(refused -> assertTellsFormOnly(refused, "options of their own"));
        }
        var scaler = RedisLengthScaler.builder().address(address).key("mails");
        assertThat(catchThrowableOfType(InvalidConfigurationException.class, scaler::build))
                .satisfies(refused -> assertTellsFormOnly(refused, "options of their own"));
    }

    @Test
    void addressesAreMappedInPairs() {
        Map<String, String> metadata = Map.of("address", "a:1", "listName", "mails");
        assertThat(problems("redis-cluster", with(metadata, Map.of("addressMapping", "b:1=c")), Map.of()))
                .anySatisfy(problem -> assertThat(problem).contains("addressMapping must be pairs"));
        assertThat(new AddressMapping(Map.of("a:1", "b:2", "c", "d")))
                .satisfies(mapping -> assertThat(mapping.apply("a:1")).isEqualTo("b:2"))
                .satisfies(mapping -> assertThat(mapping.apply("a:2")).isEqualTo("a:2"))
                .satisfies(mapping -> assertThat(mapping.apply("c:7")).isEqualTo("d:7"));
        assertThat(key(with(metadata, Map.of("addressMapping", "b:1=c:1")), Map.of()))
                .as("no connection is shared")
                .isNotEqualTo(key(metadata, Map.of()));
    }

    @Test
    void allProblemsAreToldAtOnceAndNoSecret() {
        List<String> problems = problems(
                "redis",
                Map.of("listLength", "0", "activationListLength", "-1", "enableTLS", "true", "nonsense", "1"),
                Map.of("tls", "enable", "key", "hunter2", "password", "hunter2"));

        assertThat(problems)
                .anySatisfy(problem -> assertThat(problem).contains("address is missing", "addressFromEnv"))
                .anySatisfy(problem -> assertThat(problem).contains("listName is missing"))
                .anySatisfy(problem -> assertThat(problem).contains("listLength must be at least 1"))
                .anySatisfy(problem -> assertThat(problem).contains("activationListLength must be at least 0"))
                .anySatisfy(problem -> assertThat(problem).contains("enableTLS", "exclude each other"))
                .anySatisfy(problem -> assertThat(problem).contains("cert is missing"))
                .anySatisfy(problem -> assertThat(problem).contains("nonsense is not an option"))
                .allSatisfy(problem -> assertThat(problem).doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    redis          | address=a:1,b:2           | one server has one address
                    redis          | host=a                    | host has no effect without port
                    redis          | port=1                    | port has no effect without host
                    redis          | hosts=a,b;ports=1         | there were 2 and 1
                    redis          | address=a                 | of the form host:port
                    redis          | address=a:99999           | of the form host:port
                    redis          | address=a:1;keyType=zebra | keyType must be one of
                    redis          | address=a:1;listNames=x   | exclude each other
                    redis-sentinel | address=a:1               | sentinelMaster is missing
                    redis          | address=a:1;inFlightNames=mails | would count twice
                    redis          | address=a:1;inFlightNames=w=-1  | key=weight
                    redis          | address=a:1;databaseIndex=x     | databaseIndex
                    """)
    void whatIsWrongIsTold(String type, String options, String sentence) {
        Map<String, String> metadata = new HashMap<>(Map.of("listName", "mails"));
        for (String option : options.split(";")) {
            metadata.put(option.split("=", 2)[0], option.split("=", 2)[1]);
        }
        assertThat(problems(type, metadata, Map.of()))
                .anySatisfy(problem -> assertThat(problem).contains(sentence));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    stream=                                  | stream is missing
                    stream=s;streamLength=0                  | streamLength must be at least 1
                    stream=s;consumerGroup=g;lagCount=-1     | lagCount must be at least 0
                    stream=s;consumerGroup=g;lagCount=1;lagAndPendingCount=1 | exclude each other
                    stream=s;activationLagCount=-1           | activationLagCount must be at least 0
                    stream=s;pendingIdleSeconds=-1           | pendingIdleSeconds
                    stream=s;countUnknownLagUpTo=99999999    | countUnknownLagUpTo must be at most
                    """)
    void whatIsWrongWithAStreamIsTold(String options, String sentence) {
        Map<String, String> metadata = new HashMap<>(Map.of("address", "a:1"));
        for (String option : options.split(";")) {
            metadata.put(option.split("=", 2)[0], option.split("=", 2)[1]);
        }
        assertThat(problems("redis-streams", metadata, Map.of()))
                .anySatisfy(problem -> assertThat(problem).contains(sentence));
    }
}
