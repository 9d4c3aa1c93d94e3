package io.scaler4j.http.proxy.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    @Test
    void aFileIsEnough() {
        assertThat(Arguments.parse("routes.yaml"))
                .isEqualTo(new Arguments(
                        List.of(Path.of("routes.yaml")), false, false, Map.of(), "svc.cluster.local", "default"));
    }

    @Test
    void optionsStandAnywhere() {
        assertThat(Arguments.parse(
                        "a", "--check", "--port", "shop/web:http=8080", "--domain", "", "--namespace", "blue", "b"))
                .isEqualTo(new Arguments(
                        List.of(Path.of("a"), Path.of("b")), true, false, Map.of("shop/web:http", 8080), "", "blue"));
    }

    @Test
    void helpNeedsNoFile() {
        assertThat(Arguments.parse("--help").help()).isTrue();
        assertThat(Arguments.parse("-h").help()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--chek,there is no option \"--chek\"",
        "--port,--port needs a value",
        "--domain,--domain needs a value",
        "--check,a file with routes is missing"
    })
    void badOptionsAreRefused(String arg, String problem) {
        assertThatThrownBy(() -> Arguments.parse(arg))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({"http=80", "shop/web:http", "shop/web:http=0", "shop/web:http=65536", "shop/web=80", "=80", "a/b:c=d"})
    void aPortIsOfAServiceWithANumber(String port) {
        assertThatThrownBy(() -> Arguments.parse("--port", port, "routes.yaml"))
                .hasMessageContaining("--port must be as in shop/web:http=8080");
    }

    @Test
    void everythingThatIsWrongIsReportedAtOnce() {
        assertThatThrownBy(() -> Arguments.parse("--a", "--b"))
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        refused -> assertThat(refused.problems()).hasSize(3));
    }
}
