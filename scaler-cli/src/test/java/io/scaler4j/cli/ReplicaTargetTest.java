package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.scaler4j.ScaleTarget;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code run --target} scales. */
@Timeout(60)
class ReplicaTargetTest {

    private static final Decision WHY = ScalingPolicy.builder()
            .replicas(1, 9)
            .build()
            .decide(
                    ScalingState.initial(),
                    Observation.of(
                            Instant.parse("2026-01-05T08:00:00Z"),
                            Replicas.of(1),
                            List.of(Measurement.of(
                                    MetricSpec.of("lag", MetricTarget.averageValue(50)), Reading.of(10)))));

    @TempDir
    Path folder;

    @Test
    void aCommandGetsTheCountWhereverItIsNamed() throws Exception {
        Path out = folder.resolve("out");
        ScaleTarget target = ReplicaTarget.of("exec:echo {replicas} a-{replicas} >> " + out, 3);
        assertThat(target.replicas().desired()).isEqualTo(3);
        target.scaleTo(7, WHY);
        assertThat(target.replicas().desired()).isEqualTo(7);
        target.scaleTo(2, WHY);
        assertThat(out).hasContent("7 a-7\n2 a-2");
    }

    @ParameterizedTest(name = "status {0}")
    @ValueSource(ints = {1, 2, 77, 255})
    void aCommandThatFailsLeavesTheCount(int status) throws Exception {
        ScaleTarget target = ReplicaTarget.of("exec:echo out {replicas}; echo err >&2; exit " + status, 3);
        assertThatThrownBy(() -> target.scaleTo(7, WHY))
                .isInstanceOf(ScaleTargetException.class)
                .hasMessageContaining("the command ended with status " + status)
                .hasMessageContaining("out 7");
        assertThat(target.replicas().desired()).isEqualTo(3);
    }

    @Test
    void aCommandThatSaysALotIsToldInShort() {
        ScaleTarget target =
                ReplicaTarget.of("exec:i=0; while [ $i -lt 9000 ]; do echo {replicas}$i; i=$((i+1)); done; exit 1", 3);
        assertThatThrownBy(() -> target.scaleTo(7, WHY))
                .isInstanceOf(ScaleTargetException.class)
                .satisfies(problem -> assertThat(problem.getMessage()).hasSizeLessThan(1_000));
    }

    @Test
    void aCommandReadsNothingFromStandardInput() throws Exception {
        ScaleTarget target = ReplicaTarget.of("exec:cat > " + folder.resolve("in") + "; true {replicas}", 3);
        target.scaleTo(7, WHY);
        assertThat(folder.resolve("in")).isEmptyFile();
    }

    @Test
    void noneStaysAsItIs() throws Exception {
        ScaleTarget target = ReplicaTarget.of("none", 5);
        target.scaleTo(9, WHY);
        assertThat(target.replicas().desired()).isEqualTo(5);
    }

    @ParameterizedTest(name = "an answer {1} with status {0} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | 5 | 5",
                "200 | ' 12 ' | 12",
                "200 | 0 | 0",
                "200 | -1 | must answer GET with the count",
                "200 | 5.5 | must answer GET with the count",
                "200 | '' | must answer GET with the count",
                "200 | 99999999999 | must answer GET with the count",
                "404 | 5 | answers with status 404",
                "500 | 5 | answers with status 500"
            })
    void anAddressIsAskedForTheCount(int status, String body, String expected) throws Exception {
        var put = new AtomicReference<String>("");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/count", exchange -> {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            put.accumulateAndGet(
                    exchange.getRequestMethod().equals("PUT") ? sent : "", (was, is) -> is.isEmpty() ? was : is);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            ScaleTarget target =
                    ReplicaTarget.of("http://127.0.0.1:" + server.getAddress().getPort() + "/count", 1);
            if (expected.matches("\\d+")) {
                assertThat(target.replicas().desired()).isEqualTo(Integer.parseInt(expected));
            } else {
                assertThatThrownBy(target::replicas)
                        .isInstanceOf(ScaleTargetException.class)
                        .hasMessageContaining(expected);
            }
            if (status == 200) {
                target.scaleTo(7, WHY);
            } else {
                assertThatThrownBy(() -> target.scaleTo(7, WHY)).isInstanceOf(ScaleTargetException.class);
            }
            assertThat(put).hasValue("7");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest(name = "--target {0}")
    @ValueSource(strings = {"", "exec:", "exec:scale", "scale {replicas}", "ftp://host/replicas", "http://", "NONE"})
    void anythingElseIsWrongUse(String text) {
        assertThatThrownBy(() -> ReplicaTarget.of(text, 1))
                .isInstanceOf(MisuseException.class)
                .hasMessageContaining("--target must be exec:COMMAND")
                .hasMessageContaining("'" + text + "'");
    }
}
