package io.scaler4j.redis;

import io.scaler4j.config.Problems;
import io.scaler4j.spi.Lease;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that is shared, or the address for one of a scaler's own. Not thread-safe. */
final class ServerChoice {

    private final ServerSettings.Draft own = new ServerSettings.Draft();
    private @Nullable RedisServer shared;

    void address(String address) {
        own.addresses = List.of(address);
    }

    void server(RedisServer server) {
        shared = server;
    }

    void check(Problems problems) {
        if (shared == null) {
            own.build().check(problems);
        } else {
            problems.check(own.addresses.isEmpty(), "give an address or a server, not both");
        }
    }

    /** A handle for the scaler. */
    RedisServer open() {
        return shared == null ? RedisServer.of(Lease.first(RedisServer.connect(own.build()))) : shared.share();
    }
}
