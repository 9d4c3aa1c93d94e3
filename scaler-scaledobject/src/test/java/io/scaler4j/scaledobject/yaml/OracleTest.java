package io.scaler4j.scaledobject.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Compares the reader with the parser of kubectl and of the API server. It needs the program of {@code oracle/yaml}:
 * {@code -Dscaler4j.yamlOracle=PATH}, and skips itself without. {@code -Dscaler4j.yamlQuestions=N} asks another number
 * of questions, {@code -Dscaler4j.seed=N} other ones.
 */
class OracleTest {

    private static final String PROGRAM = System.getProperty("scaler4j.yamlOracle", "");
    private static final long SEED = Long.getLong("scaler4j.seed", 42);
    private static final int QUESTIONS = Integer.getInteger("scaler4j.yamlQuestions", 20_000);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Oracle oracle;

    @BeforeEach
    void start() throws IOException {
        if (PROGRAM.isEmpty()) {
            System.out.println("OracleTest is skipped: -Dscaler4j.yamlOracle=PATH names no program; see oracle/yaml");
        }
        assumeTrue(!PROGRAM.isEmpty(), "-Dscaler4j.yamlOracle=PATH names no program; see oracle/yaml");
        oracle = new Oracle(PROGRAM);
    }

    @AfterEach
    void stop() {
        if (oracle != null) {
            oracle.close();
        }
    }

    @Test
    void scalarsAreReadAsTheApiServerReadsThem() throws IOException {
        compare("scalars", Questions::placed);
    }

    @Test
    void documentsAreReadAsKubectlReadsThem() throws IOException {
        compare("documents", Questions::document);
    }

    @Test
    void theCasesAreReadAsKubectlReadsThem() throws IOException {
        var differences = new ArrayList<String>();
        try (var files = Files.list(Path.of("src/test/resources/yaml/cases"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                ask(Files.readString(file), differences);
            }
        }
        assertThat(differences).isEmpty();
    }

    /** Writes the answers that {@link AnswersTest} replays: {@code -Dscaler4j.yamlRecord=true}. */
    @Test
    void theAnswersToReplayAreTheOracles() throws IOException {
        var lines = new ArrayList<String>();
        try (var recorder = new Oracle(PROGRAM, "-short")) {
            for (String yaml : Questions.chosen()) {
                lines.add(recorder.ask(yaml));
            }
        }
        if (Boolean.getBoolean("scaler4j.yamlRecord")) {
            Files.write(AnswersTest.FILE, lines);
        }
        assertThat(Files.readAllLines(AnswersTest.FILE)).isEqualTo(lines);
    }

    private void compare(String what, Function<Questions, String> question) throws IOException {
        var questions = new Questions(new Random(SEED));
        var differences = new ArrayList<String>();
        for (int i = 0; i < QUESTIONS; i++) {
            ask(question.apply(questions), differences);
        }
        System.out.printf("%s=%d differences=%d seed=%d%n", what, QUESTIONS, differences.size(), SEED);
        Files.write(Path.of("target/yaml-differences.txt"), differences);
        assertThat(differences)
                .as("%d %s, -Dscaler4j.seed=%d: %d differences", QUESTIONS, what, SEED, differences.size())
                .isEmpty();
    }

    private void ask(String yaml, List<String> differences) throws IOException {
        String line = oracle.ask(yaml);
        String difference = Difference.between(YamlReader.read(yaml, ""), Answer.parse(line), yaml);
        if (!difference.isEmpty()) {
            differences.add(MAPPER.writeValueAsString(yaml) + "\n   oracle " + line + "\n   reader "
                    + YamlReader.read(yaml, "") + "\n   " + difference);
        }
    }
}
