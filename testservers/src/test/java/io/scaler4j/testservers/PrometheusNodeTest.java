package io.scaler4j.testservers;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusNodeTest {

    @Test
    void answersAQueryAndLeavesNothingBehind() {
        List<String> before = traces();
        try (var prometheus = start()) {
            assertThat(prometheus.query("vector(42)"))
                    .singleElement()
                    .extracting(PrometheusSample::value)
                    .isEqualTo(42.0);
            assertThat(prometheus.query("1 / vector(0)"))
                    .singleElement()
                    .extracting(PrometheusSample::value)
                    .isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(prometheus.query("no_such_metric")).isEmpty();
            assertThat(prometheus.toString()).contains(prometheus.url());
        }
        await().untilAsserted(() -> assertThat(traces()).isSubsetOf(before));
    }

    @Test
    void scrapesItsTarget() {
        try (var other = start()) {
            String target = URI.create(other.url()).getAuthority();
            try (var prometheus = start(target)) {
                await().atMost(ofSeconds(30))
                        .untilAsserted(() -> assertThat(prometheus.query("up == 1"))
                                .singleElement()
                                .extracting(sample -> sample.label("instance"))
                                .isEqualTo(target));
                assertThat(prometheus.query("up").get(0).label("no_such_label")).isEmpty();
            }
        }
    }

    @Test
    void saysWhatIsWrongWithAnExpression() {
        try (var prometheus = start()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> prometheus.query("sum("))
                    .withMessageContaining("sum(")
                    .withMessageContaining("bad_data");
        }
    }

    @Test
    void comesBackAtItsAddressWithItsData() {
        try (var other = start()) {
            try (var prometheus = start(URI.create(other.url()).getAuthority())) {
                await().atMost(ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(prometheus.query("up == 1")).hasSize(1));
                prometheus.kill();
                prometheus.kill();
                assertThatIllegalStateException()
                        .isThrownBy(() -> prometheus.query("up"))
                        .withMessageContaining("did not answer up");
                prometheus.start();
                prometheus.start();
                assertThat(prometheus.query("max_over_time(up[5m])"))
                        .as("what was scraped before")
                        .hasSize(1);
                prometheus.stop();
                prometheus.start();
                prometheus.close();
                prometheus.close();
                assertThatIllegalStateException().isThrownBy(prometheus::start).withMessageContaining("closed");
            }
        }
    }

    @Test
    void saysWhatItSaidWhenItDoesNotStart() {
        List<String> before = traces();
        assertThatIllegalStateException()
                .isThrownBy(() -> start("http://not-a-target/"))
                .withMessageContaining("did not start")
                .withMessageContaining("not-a-target");
        await().untilAsserted(() -> assertThat(traces()).isSubsetOf(before));
    }

    @Test
    void saysHowToGetTheProgram(@TempDir Path empty) {
        assertThatExceptionOfType(ServerUnavailableException.class)
                .isThrownBy(() -> ServerProgram.find(ProcessPrometheus.PROGRAM, empty.toString()))
                .withMessageContaining("apt-get install prometheus");
    }

    private static PrometheusNode start(String... targets) {
        return ServerRequirement.start(() -> PrometheusNode.scraping(targets));
    }

    private static List<String> traces() {
        return Stream.of(Traces.threads(), Traces.folders(), Traces.children())
                .flatMap(each -> each)
                .sorted()
                .toList();
    }
}
