package io.scaler4j.external;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps gRPC, which logs by the JDK's logging, from telling what tests do to it on purpose. */
final class QuietGrpc {

    /** Kept, since the JDK forgets loggers that nobody holds, and their levels with them. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private QuietGrpc() {}

    static void now() {
        GRPC.setLevel(Level.OFF);
    }
}
