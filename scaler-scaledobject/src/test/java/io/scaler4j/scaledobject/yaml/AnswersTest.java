package io.scaler4j.scaledobject.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replays what kubectl's parser made of hard texts; {@link OracleTest} records it. */
class AnswersTest {

    static final Path FILE = Path.of("src/test/resources/yaml/answers.jsonl");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> eachTextIsReadAsKubectlReadsIt() throws IOException {
        return Files.readAllLines(FILE).stream().map(line -> DynamicTest.dynamicTest(line, () -> replay(line)));
    }

    private static void replay(String line) throws IOException {
        String yaml = MAPPER.readTree(line).get("yaml").textValue();
        YamlFile file = YamlReader.read(yaml, "");
        assertThat(Difference.between(file, Answer.parse(line), yaml))
                .as("%s is read as %s with %s", line, file.documents(), file.problems())
                .isEmpty();
    }

    @Test
    void thereAreManyAnswersAndFewOfThemAreRefusals() throws IOException {
        var lines = Files.readAllLines(FILE);
        long refused =
                lines.stream().filter(line -> line.contains("\"refused\"")).count();

        assertThat(lines).hasSizeGreaterThan(1500);
        assertThat(refused).isLessThan(lines.size() / 3);
    }
}
