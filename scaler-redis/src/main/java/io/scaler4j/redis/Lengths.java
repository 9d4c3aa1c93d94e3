package io.scaler4j.redis;

import java.util.List;

/**
 * The lengths of the keys of a query, in its order.
 *
 * @param lengths a length each
 */
record Lengths(List<Length> lengths) implements RedisAnswer {}
