package io.scaler4j.prometheus;

import io.scaler4j.Scaler;
import io.scaler4j.testkit.ScalerContract;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What every scaler promises; what this one does in particular is in its own contracts. */
@TestInstance(Lifecycle.PER_CLASS)
class PrometheusScalerContractTest extends ScalerContract {

    private static final String PASSWORD = "correct horse";

    private PrometheusNode server;
    private FaultProxy nowhere;

    @BeforeAll
    void start() {
        server = ServerRequirement.start(PrometheusNode::scraping);
        nowhere = FaultProxy.open();
        nowhere.blackhole();
    }

    @AfterAll
    void close() {
        if (server != null) {
            nowhere.close();
            server.close();
        }
    }

    @Override
    protected Scaler working() {
        return PrometheusScaler.builder()
                .serverAddress(server.url())
                .query("vector(7)")
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    @Override
    protected Optional<Scaler> unreachable() {
        return Optional.of(PrometheusScaler.builder()
                .serverAddress("http://" + source())
                .query("vector(7)")
                .timeout(Duration.ofSeconds(20))
                .security(() -> PrometheusSecurity.builder()
                        .credentials(PrometheusCredentials.basic("scaler", PASSWORD))
                        .build())
                .build());
    }

    @Override
    protected String source() {
        return "127.0.0.1:" + nowhere.port();
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(PASSWORD);
    }
}
