package io.scaler4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.examples.docs.Snippet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every block of Java or XML in the README and in docs stands, up to indentation and its imports, in a file that the
 * build compiles: in this module, in the application with Spring Boot, or in the consumer project. There it is run,
 * too, so it cannot rot.
 */
class DocumentationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static Stream<Snippet> snippets() throws IOException {
        return Stream.concat(Snippet.of("java").stream(), Snippet.of("xml").stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("snippets")
    void everyCodeBlockIsCompiled(Snippet snippet) throws IOException {
        String block = squeeze(snippet.body());
        assertThat(sources())
                .as("a compiled source with %s:%n%s", snippet, snippet.body())
                .anyMatch(source -> source.contains(block));
    }

    private static List<String> sources() throws IOException {
        var sources = new ArrayList<String>();
        for (String folder : List.of("examples/src", "examples/spring", "consumer")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : files.filter(DocumentationTest::isSource).toList()) {
                    sources.add(squeeze(Files.readString(file)));
                }
            }
        }
        return sources;
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java") || file.endsWith("pom.xml");
    }

    /** Without white space, so that the formatter may break lines where it likes. */
    private static String squeeze(String text) {
        return text.replaceAll("\\s+", "");
    }
}
