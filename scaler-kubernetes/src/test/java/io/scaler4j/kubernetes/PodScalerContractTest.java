package io.scaler4j.kubernetes;

import io.scaler4j.Scaler;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.testkit.ScalerContract;
import io.scaler4j.testservers.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What every scaler promises, on the pods of a cluster; what this one does in particular has its own tests. */
@TestInstance(Lifecycle.PER_CLASS)
class PodScalerContractTest extends ScalerContract {

    private static final String TOKEN = "correct-horse-battery";

    @TempDir
    Path folder;

    private ApiServer server;
    private FaultProxy nowhere;

    @BeforeAll
    void start() {
        server = ApiServer.open();
        nowhere = FaultProxy.open();
        nowhere.blackhole();
    }

    @AfterAll
    void close() {
        nowhere.close();
        server.close();
    }

    /** Shortly after the samples that the server has. */
    @Override
    protected Instant begin() {
        return Instant.parse("2026-01-05T08:00:00Z");
    }

    @Override
    protected Scaler working() throws IOException {
        return scaler(server.address());
    }

    @Override
    protected Optional<Scaler> unreachable() throws IOException {
        return Optional.of(scaler("http://" + source()));
    }

    /** The only user of its connection, which so closes with it. */
    private Scaler scaler(String address) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        try (var cluster =
                KubernetesCluster.builder().server(address).tokenFile(token).build()) {
            return CpuScaler.builder()
                    .sampler(KubernetesSampler.builder()
                            .cluster(cluster)
                            .namespace("shop")
                            .labelSelector("app=orders")
                            .build())
                    .build();
        }
    }

    @Override
    protected String source() {
        return "127.0.0.1:" + nowhere.port();
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(TOKEN);
    }
}
