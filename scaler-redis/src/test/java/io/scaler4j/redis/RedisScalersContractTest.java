package io.scaler4j.redis;

import io.scaler4j.Scaler;
import io.scaler4j.testkit.ScalerContract;
import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** What every scaler promises; what these do in particular is in their own contracts. */
class RedisScalersContractTest {

    private static final String NOWHERE = "127.0.0.1:1";
    private static final String PASSWORD = "correct horse";
    private static RedisNode node;

    @BeforeAll
    static void startServer() {
        node = ServerRequirement.start(() -> RedisNode.process(RedisOptions.defaults()));
        try (var admin = new Jedis("127.0.0.1", node.port())) {
            admin.rpush("mails", "a", "b");
            admin.xadd("orders", StreamEntryID.NEW_ENTRY, Map.of("a", "b"));
        }
    }

    @AfterAll
    static void closeServer() {
        if (node != null) {
            node.close();
        }
    }

    private static RedisServer unreachableServer() {
        return RedisServer.builder()
                .address(NOWHERE)
                .credentials(RedisCredentials.password(PASSWORD))
                .build();
    }

    @Nested
    class Length extends ScalerContract {

        @Override
        protected Scaler working() {
            return RedisLengthScaler.builder()
                    .address(node.address())
                    .key("mails")
                    .build();
        }

        @Override
        protected Optional<Scaler> unreachable() {
            try (var server = unreachableServer()) {
                return Optional.of(
                        RedisLengthScaler.builder().server(server).key("mails").build());
            }
        }

        @Override
        protected String source() {
            return NOWHERE;
        }

        @Override
        protected Set<String> secrets() {
            return Set.of(PASSWORD);
        }
    }

    @Nested
    class Stream extends ScalerContract {

        @Override
        protected Scaler working() {
            return RedisStreamScaler.builder().address(node.address()).stream("orders")
                    .consumerGroup("billing")
                    .build();
        }

        @Override
        protected Optional<Scaler> unreachable() {
            try (var server = unreachableServer()) {
                return Optional.of(RedisStreamScaler.builder().server(server).stream("orders")
                        .consumerGroup("billing")
                        .build());
            }
        }

        @Override
        protected String source() {
            return NOWHERE;
        }

        @Override
        protected Set<String> secrets() {
            return Set.of(PASSWORD);
        }
    }
}
