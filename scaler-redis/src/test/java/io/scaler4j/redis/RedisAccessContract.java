package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.testservers.RedisOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

/** Users of one real server, what they may do, and what a failure tells the one who may not. */
abstract class RedisAccessContract extends RedisFixture {

    private RedisServer as(RedisCredentials credentials) {
        return RedisServer.builder()
                .address(node.address())
                .credentials(credentials)
                .build();
    }

    /** As those before Redis 6, and many a proxy. */
    @Test
    void aServerThatKnowsNoHandshakeIsReadAsAnyOther() {
        RedisOptions options =
                RedisOptions.defaults().with("rename-command HELLO \"\"").with("requirepass a-password");
        try (var old = newNode(options);
                var server = RedisServer.builder()
                        .address(old.address())
                        .credentials(RedisCredentials.password("a-password"))
                        .build();
                var scaler =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            assertThat(reads.value(scaler).activationValue()).isZero();
        }
    }

    @Test
    void aUserNeedsThePermissionsThatAreDocumentedAndNoMore() {
        LimitedUser.fill(key -> admin);
        var user = new LimitedUser(List.of(admin));

        user.assertNeedsNoMore(() -> as(LimitedUser.CREDENTIALS));
        user.assertNeedsEach(() -> as(LimitedUser.CREDENTIALS));
    }

    @Test
    void aUserOfAnotherDatabaseNeedsToSelectIt() {
        admin.select(3);
        LimitedUser.fill(key -> admin);
        admin.select(0);
        var user = new LimitedUser(List.of(admin), "+select");
        Supplier<RedisServer> third = () -> RedisServer.builder()
                .address(node.address())
                .database(3)
                .credentials(LimitedUser.CREDENTIALS)
                .build();

        user.assertNeedsNoMore(third);
        user.assertNeedsEach(third);
    }

    @Test
    void aCommandOrAKeyThatIsDeniedIsNamedWithWhatToAllow() {
        admin.aclSetUser("scaler", "reset", "on", ">hunter2", "~mails", "+llen");
        try (var server = as(RedisCredentials.of("scaler", "hunter2"));
                var key =
                        RedisLengthScaler.builder().server(server).key("secret").build();
                var orders = RedisStreamScaler.builder().server(server).stream("mails")
                        .consumerGroup("g")
                        .build()) {
            assertThat(reads.failure(key)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(DENIED);
                assertThat(failure.message()).contains("NOPERM", "+llen +scard +zcard +hlen +type", "read the keys");
            });
            assertThat(reads.failure(orders)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(DENIED);
                assertThat(failure.message()).contains("NOPERM", "+xinfo|groups", "group \"g\"");
            });
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndARightOneIsTakenWithoutBuildingAnew() {
        admin.rpush("mails", "a");
        admin.aclSetUser("scaler", "reset", "on", ">correct-horse", "~*", "+@read");
        var password = new AtomicReference<>("battery-staple");
        try (var server = RedisServer.builder()
                        .address(node.address())
                        .credentials(() -> RedisCredentials.of("scaler", password.get()))
                        .build();
                var scaler =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(DENIED);
                assertThat(failure.message()).contains("WRONGPASS", "check user and password");
                assertThat(failure.message()).doesNotContain("battery-staple");
            });
            password.set("correct-horse");
            assertThat(reads.value(scaler).activationValue()).isEqualTo(1);

            admin.aclSetUser("scaler", "resetpass", ">third-secret");
            admin.sendCommand(Protocol.Command.CLIENT, "KILL", "USER", "scaler");
            assertThat(reads.failure(scaler).kind()).isEqualTo(DENIED);
            password.set("third-secret");
            assertThat(reads.value(scaler).activationValue()).isEqualTo(1);
        }
    }

    @Test
    void aScalerLogsInToAServerOfItsOwn() {
        admin.rpush("mails", "a");
        admin.aclSetUser("scaler", "reset", "on", ">correct-horse", "~*", "+@read");
        try (var scaler = RedisLengthScaler.builder()
                .address(node.address())
                .credentials(RedisCredentials.of("scaler", "correct-horse"))
                .key("mails")
                .build()) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(1);
        }
        try (var scaler = RedisStreamScaler.builder()
                .address(node.address())
                .credentials(() -> RedisCredentials.of("scaler", "battery-staple"))
                .stream("orders")
                .consumerGroup("billing")
                .build()) {
            assertThat(reads.failure(scaler).kind()).isEqualTo(DENIED);
        }
    }
}
