package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as people write them, each with what a cluster makes of it. */
class RecordedFilesTest {

    private static final Path FOLDER = Path.of("src/test/resources/yaml/cases");
    /** What only the options of a trigger's type tell: checked elsewhere. */
    private static final Set<String> NOT_HERE = Set.of("137.yaml", "141.yaml", "154.yaml");

    record Recorded(String file, String expected) {}

    static Stream<Recorded> files() throws IOException {
        return Files.readAllLines(FOLDER.resolve("index.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(columns -> new Recorded(columns[0], columns[1]));
    }

    private static List<Finding> findings(String name) throws IOException {
        var file = YamlReader.read(Files.readString(FOLDER.resolve(name)), name);
        return file.problems().isEmpty()
                ? Validation.of(Manifests.of(file.documents()))
                : List.of(new Finding(
                        "yaml",
                        Finding.Severity.INVALID,
                        "",
                        file.problems().get(0).position(),
                        file.problems().get(0).sentence(),
                        ""));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsRefusedIfAClusterRefusesIt(Recorded recorded) throws IOException {
        List<Finding> findings = findings(recorded.file());
        if (recorded.expected().startsWith("ok")
                || recorded.expected().startsWith("accepted")
                || NOT_HERE.contains(recorded.file())) {
            assertThat(findings).as(recorded.expected()).isEmpty();
        } else if (!recorded.expected().equals("parser-dependent")) {
            assertThat(findings).as(recorded.expected()).isNotEmpty();
        }
    }
}
