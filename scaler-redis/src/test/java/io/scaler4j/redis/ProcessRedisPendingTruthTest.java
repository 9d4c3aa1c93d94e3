package io.scaler4j.redis;

import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;

class ProcessRedisPendingTruthTest extends RedisPendingTruthContract {

    @Override
    RedisNode newNode(RedisOptions options) {
        return RedisNode.process(options);
    }
}
