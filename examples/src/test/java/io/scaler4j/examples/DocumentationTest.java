package io.scaler4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every block of Java or XML in the README and in docs stands, up to indentation, in a file that the build compiles: in
 * this module or in the consumer project. So it cannot rot.
 */
class DocumentationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(java|xml)\\n(.*?)^```");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                    Stream.of(ROOT.resolve("README.md")),
                    docs.filter(page -> page.toString().endsWith(".md")).sorted().toList().stream());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyCodeBlockIsCompiled(Path page) throws IOException {
        List<String> sources = sources();
        var matcher = BLOCK.matcher(Files.readString(page));
        while (matcher.find()) {
            String block = squeeze(matcher.group(2));
            assertThat(sources)
                    .as("a compiled source with this block of %s:%n%s", page.getFileName(), matcher.group(2))
                    .anyMatch(source -> source.contains(block));
        }
    }

    private static List<String> sources() throws IOException {
        var sources = new ArrayList<String>();
        for (String folder : List.of("examples/src", "consumer")) {
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
