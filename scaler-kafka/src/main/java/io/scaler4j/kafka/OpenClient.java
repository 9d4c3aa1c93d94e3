package io.scaler4j.kafka;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/**
 * A client that is open, what it was opened with, and the files that it reads secrets from.
 *
 * @param admin closed with this
 * @param security as they were then
 * @param files deleted with this
 */
record OpenClient(Admin admin, KafkaSecurity security, PrivateFiles files) implements AutoCloseable {

    /** Does not wait for calls under way: they fail. */
    @Override
    public void close() {
        try {
            admin.close(Duration.ZERO);
        } finally {
            files.close();
        }
    }

    @Override
    public String toString() {
        return "client with " + security;
    }
}
