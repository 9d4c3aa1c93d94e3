package io.scaler4j.redis;

import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import org.junit.jupiter.api.Tag;

@Tag("containers")
class ContainerRedisAccessTest extends RedisAccessContract {

    @Override
    RedisNode newNode(RedisOptions options) {
        return RedisNode.container(options);
    }
}
