package io.scaler4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every block of Java in the README and in docs compiles as it is pasted, with nothing added but the place it belongs
 * to:
 *
 * <ol>
 *   <li>a block that begins with a type is a file;
 *   <li>any other that the parser takes for members stands in a class;
 *   <li>the rest are statements and stand in a method, which may throw.
 * </ol>
 *
 * <p>Its package and imports stand above that. No name of another block is known.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastedSnippetsTest {

    private static final Pattern TYPE = Pattern.compile(
            "(?s)(/\\*\\*.*?\\*/\\s*|@\\w+(\\([^)]*\\))?\\s+)*((public|final|abstract|sealed)\\s+)*(class|interface|record|enum)\\s+(\\w+).*");
    private static final String MEMBERS = "class Snippet {\n%s\n}\n";
    private static final String STATEMENTS = "class Snippet {\nvoid run() throws Exception {\n%s\n}\n}\n";

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

    @TempDir
    Path classes;

    @AfterAll
    void closeFiles() throws IOException {
        files.close();
    }

    static List<Snippet> snippets() throws IOException {
        return Snippet.of("java");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("snippets")
    void aBlockCompilesAsItIsPasted(Snippet snippet) {
        String source = source(snippet);
        assertThat(errors(source)).as("%s as%n%s", snippet, source).isEmpty();
    }

    @Test
    void aMissingImportIsAnError() {
        var snippet = new Snippet(Path.of("page.md"), 1, "", "var policy = ScalingPolicy.builder().build();");
        assertThat(errors(source(snippet))).hasSize(1).first().asString().contains("ScalingPolicy");
        var withImport = new Snippet(Path.of("page.md"), 1, "import io.scaler4j.policy.ScalingPolicy;", snippet.body());
        assertThat(errors(source(withImport))).isEmpty();
    }

    @Test
    void aNameOfAnotherBlockIsAnError() {
        var snippet =
                new Snippet(Path.of("page.md"), 1, "", "static String name() {\n    return policy.toString();\n}");
        assertThat(errors(source(snippet))).hasSize(1).first().asString().contains("policy");
    }

    private String source(Snippet snippet) {
        String body = snippet.body();
        if (TYPE.matcher(body).matches()) {
            return snippet.head() + "\n\n" + body + "\n";
        }
        String members = MEMBERS.formatted(body);
        return snippet.head() + "\n\n" + (parses(members) ? members : STATEMENTS.formatted(body));
    }

    private boolean parses(String source) {
        var found = new DiagnosticCollector<JavaFileObject>();
        try {
            // A processor on the class path would let errors wait until it has run.
            var task = compiler.getTask(null, files, found, List.of("-proc:none"), null, List.of(file(source)));
            ((JavacTask) task).parse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.getDiagnostics().isEmpty();
    }

    private List<String> errors(String source) {
        var found = new DiagnosticCollector<JavaFileObject>();
        var options = List.of("-proc:none", "-classpath", classPath(), "-d", classes.toString());
        boolean done = compiler.getTask(null, files, found, options, null, List.of(file(source)))
                .call();
        List<String> errors = found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getLineNumber() + ": " + diagnostic.getMessage(null))
                .toList();
        assertThat(done).as("%s", errors).isEqualTo(errors.isEmpty());
        return errors;
    }

    private static JavaFileObject file(String source) {
        var type = Pattern.compile("(?m)^public (?:final |abstract )?(?:class|interface|record|enum) (\\w+)")
                .matcher(source);
        String name = type.find() ? type.group(1) : "Snippet";
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }

    /** Without the classes of this module, which no reader has. */
    private static String classPath() {
        Path here = Path.of("").toAbsolutePath();
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> !Path.of(entry).startsWith(here))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
