package io.scaler4j.redis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A scripted server, a scaler of its lists, and a look at what is left of both. */
abstract class ScriptedRedisFixture {

    final Reads reads = new Reads();
    final ScriptedRedis server = new ScriptedRedis();
    private Traces before;

    @BeforeEach
    void look() {
        before = Traces.now();
    }

    @AfterEach
    void nothingIsLeft() {
        before.assertNothingIsLeft();
        server.close();
    }

    RedisLengthScalerBuilder mails() {
        return RedisLengthScaler.builder().address(server.address()).key("mails");
    }
}
