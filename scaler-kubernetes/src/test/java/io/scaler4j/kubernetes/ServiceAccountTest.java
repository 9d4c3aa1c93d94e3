package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pod's way to its own cluster: what the platform gives it, and what may be missing of that. */
class ServiceAccountTest {

    private static final String HOST = "KUBERNETES_SERVICE_HOST";
    private static final String PORT = "KUBERNETES_SERVICE_PORT";

    private final Problems problems = Problems.of("test");

    @TempDir
    Path folder;

    private ClusterAccess access(Map<String, String> environment) {
        return ClusterAccess.inCluster(environment, folder, problems);
    }

    private void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.96.0.1, 443, https://10.96.0.1:443",
        "fd00::1, 6443, https://[fd00::1]:6443",
        "kubernetes.default.svc, 443, https://kubernetes.default.svc:443"
    })
    void theServerIsWhereTheEnvironmentSays(String host, String port, String address) {
        write("token", "t");

        assertThat(access(Map.of(HOST, host, PORT, port))).hasToString(address);
        assertThat(problems.sentences()).isEmpty();
    }

    @Test
    void withoutAPortItIsThatOfHttps() {
        write("token", "t");

        assertThat(access(Map.of(HOST, "10.96.0.1"))).hasToString("https://10.96.0.1:443");
    }

    @Test
    void aTokenThatIsMissingMeansThatThisIsNoPod() {
        assertThat(access(Map.of(HOST, "10.96.0.1"))).isSameAs(ClusterAccess.NONE);
        assertThat(problems.sentences())
                .singleElement()
                .asString()
                .contains("runs in no pod of a cluster", folder.toString(), "let the pod mount its token");
    }

    @ParameterizedTest
    @CsvSource({"''", "' '"})
    void soDoesAHostThatIsMissing(String host) {
        write("token", "t");

        assertThat(access(Map.of(HOST, host, PORT, "443"))).isSameAs(ClusterAccess.NONE);
        assertThat(access(Map.of(PORT, "443"))).isSameAs(ClusterAccess.NONE);
        assertThat(problems.sentences()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"port", "99999", "'443 '"})
    void aPortThatIsNoneIsAProblemAndNoException(String port) {
        write("token", "t");
        access(Map.of(HOST, "10.96.0.1", PORT, port));

        assertThat(problems.sentences()).singleElement().asString().startsWith("server must be an address: its ");
    }

    @Test
    void aNamespaceIsThatOfThePodOrHasToBeGiven() {
        write("token", "t");
        assertThat(access(Map.of(HOST, "a")).namespace()).isEmpty();

        write("namespace", " shop\r\n");
        assertThat(access(Map.of(HOST, "a")).namespace()).isEqualTo("shop");
    }

    @Test
    void aNamespaceThatIsNoFileHasToBeGivenToo() throws IOException {
        write("token", "t");
        Files.createDirectory(folder.resolve("namespace"));

        assertThat(access(Map.of(HOST, "a")).namespace()).isEmpty();
        assertThat(problems.sentences()).isEmpty();
    }

    /** The platform exchanges it while the pod runs. */
    @Test
    void theTokenIsReadEachTimeWithoutTheEndOfItsLine() throws IOException {
        write("token", "first\n");
        ClusterAccess access = access(Map.of(HOST, "a"));
        assertThat(access.identity().token().read()).isEqualTo("first");

        write("token", "\ufeffsecond\r\n");
        assertThat(access.identity().token().read()).isEqualTo("second");
        assertThat(access.identity().token())
                .hasToString(folder.resolve("token").toString());
    }
}
