package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that a cluster takes: good ones have few findings, misleading ones have some. */
class LintCasesTest extends LintFixture {

    private static final Path CASES = Path.of("src/test/resources/yaml/cases");
    /** What may be found in a good file: true of it, and worth a thought. */
    private static final Set<String> JUSTIFIED = Set.of("max-not-set", "prometheus-empty-is-zero", "pause-left-behind");

    private static List<String> files(String expected) throws IOException {
        try (Stream<String> lines = Files.lines(CASES.resolve("index.tsv"))) {
            return lines.map(line -> line.split("\t"))
                    .filter(fields -> fields[1].startsWith(expected))
                    .map(fields -> fields[0])
                    .toList();
        }
    }

    private static List<String> good() throws IOException {
        return files("ok");
    }

    private static List<String> misleading() throws IOException {
        return files("accepted");
    }

    private static List<String> found(String file) throws IOException {
        return rules(Files.readString(CASES.resolve(file)));
    }

    @ParameterizedTest
    @MethodSource("good")
    void aGoodFileHasOnlyFindingsThatAreTrueOfIt(String file) throws IOException {
        assertThat(found(file)).isSubsetOf(JUSTIFIED).hasSizeLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("misleading")
    void aMisleadingFileHasAFindingBeyondThose(String file) throws IOException {
        var rules = new ArrayList<>(found(file));
        rules.removeAll(Set.of("max-not-set"));
        assertThat(rules).isNotEmpty();
    }

    @Test
    void noFileBreaksARule() throws IOException {
        int findings = 0;
        for (String file : files("")) {
            if (file.endsWith(".yaml")) {
                findings += found(file).size();
            }
        }
        assertThat(findings).isGreaterThan(good().size());
    }
}
