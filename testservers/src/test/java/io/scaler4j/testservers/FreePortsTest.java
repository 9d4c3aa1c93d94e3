package io.scaler4j.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.util.HashSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    /** Above it are the ports that outgoing connections get. */
    private static final int END = 32_768;

    @Test
    void portsAreDifferentAndBelowThoseOfOutgoingConnections() {
        var ports = FreePorts.pick(50);
        assertThat(new HashSet<>(ports)).hasSize(50);
        assertThat(ports).allMatch(port -> port >= 20_000 && port < END);
    }

    @RepeatedTest(20)
    void bothPortsOfAPairAreFreeAndBelowThoseOfOutgoingConnections() throws Exception {
        int port = FreePorts.pickPair(10_000);
        assertThat(port).isBetween(20_000, END - 10_001);
        try (ServerSocket lower = FreePorts.listen(port);
                ServerSocket upper = FreePorts.listen(port + 10_000)) {
            assertThat(upper.getLocalPort()).isEqualTo(lower.getLocalPort() + 10_000);
        }
    }
}
