package io.scaler4j.redis;

import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.Tls;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection that is shared, or the settings for one of a scaler's own. Not thread-safe. */
final class ServerChoice {

    private final ServerSettings.Draft own = new ServerSettings.Draft();
    private boolean hasOwn;
    private @Nullable RedisServer shared;

    void address(String address) {
        hasOwn = true;
        own.addresses = List.of(address);
    }

    void credentials(Supplier<RedisCredentials> credentials) {
        hasOwn = true;
        own.credentials = credentials;
    }

    void tls(Tls tls) {
        hasOwn = true;
        own.tls = Optional.of(tls);
    }

    void server(RedisServer server) {
        shared = server;
    }

    void check(Problems problems) {
        if (shared == null) {
            own.build().check(problems);
        } else {
            problems.check(
                    !hasOwn,
                    "give an address, credentials and tls, or a server that has its own, not both; set them in"
                            + " RedisServer.builder()");
        }
    }

    /** A handle for the scaler. */
    RedisServer open() {
        return shared == null ? RedisServer.of(Lease.first(RedisServer.connect(own.build()))) : shared.share();
    }
}
