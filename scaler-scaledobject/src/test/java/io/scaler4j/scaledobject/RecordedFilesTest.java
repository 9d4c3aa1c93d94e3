package io.scaler4j.scaledobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.scaledobject.check.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as people write them, with what a cluster says of each. */
class RecordedFilesTest {

    private static final Path CASES = Path.of("src/test/resources/yaml/cases");

    /** Its server says what is wanted, so the file does not. */
    private static final String PUSHED = "118.yaml";

    static Stream<Arguments> files() throws IOException {
        return Files.readAllLines(CASES.resolve("index.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .filter(columns -> columns[2].contains("ScaledObject") && !columns[2].contains("HTTPScaledObject")
                        || columns[2].contains("HorizontalPodAutoscaler"))
                .map(columns -> Arguments.of(columns[0], columns[1]));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("files")
    void whatAClusterTakesBecomesAnAutoscalerAndWhatItRefusesDoesNot(String file, String verdict) {
        ScaledObjects read = ScaledObjects.reader()
                .catalog(Catalogs.ALL)
                .ignoreUnknownOptions()
                .read(CASES.resolve(file));
        if (verdict.contains("reject") || verdict.equals("operator-error")) {
            assertThatThrownBy(read::specs).isInstanceOf(InvalidConfigurationException.class);
        } else {
            assertThat(read.findings()).extracting(Finding::severity).doesNotContain(Finding.Severity.INVALID);
            assertThat(made(read)).as(read.findings().toString()).isNotEqualTo(file.equals(PUSHED));
        }
    }

    private static boolean made(ScaledObjects read) {
        try {
            return !read.specs().isEmpty();
        } catch (InvalidConfigurationException e) {
            return false;
        }
    }
}
