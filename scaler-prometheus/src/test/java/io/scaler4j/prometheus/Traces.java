package io.scaler4j.prometheus;

import io.scaler4j.testservers.OpenResources;

/**
 * What this module's clients leave in the JVM while they are open.
 *
 * @param threads of clients
 * @param sockets open sockets, 0 where the system does not tell
 */
record Traces(long threads, long sockets) {

    static Traces now() {
        return new Traces(clientThreads(), OpenResources.sockets());
    }

    static long clientThreads() {
        return OpenResources.threads(HttpTransport.THREADS);
    }
}
