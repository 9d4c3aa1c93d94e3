package io.scaler4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every published artifact is a module with a stable name, which the README tells. A user's module can require it with
 * what Maven brings and nothing else: JSpecify's annotations are not there.
 */
class ModulesTest {

    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(scaler-(?!bom)[a-z-]+)</artifactId>");
    /** What the artifacts need at run time. The rest of this class path belongs to tests, with brokers and Scala. */
    private static final Pattern NEEDED =
            Pattern.compile("(scaler-[a-z-]+|slf4j-api|netty-[a-z0-9-]+|kafka-clients|zstd-jni|lz4-java"
                    + "|snappy-java|jedis|commons-pool2|gson|json|httpclient5|httpcore5|httpcore5-h2|jackson-[a-z]+"
                    + "|snakeyaml-engine|simpleclient[a-z_]*|micrometer-[a-z]+|HdrHistogram|LatencyUtils|assertj-core|byte-buddy|junit-jupiter-api|junit-platform-commons"
                    + "|opentest4j|apiguardian-api)-\\d.*\\.jar");

    @TempDir
    Path folder;

    static List<String> artifacts() throws IOException {
        return ARTIFACT.matcher(Files.readString(Path.of("../bom/pom.xml")))
                .results()
                .map(MatchResult::group)
                .map(element -> element.replaceAll("</?artifactId>", ""))
                .toList();
    }

    @Test
    void thereAreNineteenOfThem() throws IOException {
        assertThat(artifacts()).hasSize(19);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("artifacts")
    void anArtifactHasTheModuleNameThatTheReadmeTells(String artifact) throws IOException {
        assertThat(ModuleFinder.of(jarOf(artifact)).findAll())
                .extracting(module -> module.descriptor().name())
                .containsExactly(moduleOf(artifact));
        assertThat(Files.readString(Path.of("../README.md")))
                .contains("| `" + artifact + "` | `" + moduleOf(artifact) + "` |");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("artifacts")
    void aUsersModuleCanRequireIt(String artifact) throws IOException {
        jarOf(artifact);
        compileAndResolve(List.of(moduleOf(artifact)));
    }

    @Test
    void aUsersModuleCanRequireAllOfThem() throws IOException {
        artifacts().forEach(ModulesTest::jarOf);
        compileAndResolve(artifacts().stream().map(ModulesTest::moduleOf).toList());
    }

    private void compileAndResolve(List<String> required) throws IOException {
        Path source = folder.resolve("module-info.java");
        Files.writeString(
                source,
                required.stream()
                        .map(name -> "    requires " + name + ";\n")
                        .collect(Collectors.joining("", "module com.example.user {\n", "}\n")));
        Path classes = folder.resolve("classes");
        List<Path> path = classPath()
                .filter(entry -> NEEDED.matcher(nameOf(entry)).matches())
                .toList();
        assertThat(path).noneMatch(entry -> nameOf(entry).contains("jspecify"));

        var output = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var options = List.of("--module-path", joined(path), "-d", classes.toString(), "-Xlint:all", "-Werror");
            var lint = new ArrayList<>(options);
            lint.add("-Xlint:-requires-automatic");
            boolean done = compiler.getTask(output, files, null, lint, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(done).as(output.toString()).isTrue();
        }

        var modules = new ArrayList<>(List.of(classes));
        modules.addAll(path);
        var resolved = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(modules.toArray(Path[]::new)), ModuleFinder.of(), Set.of("com.example.user"));
        assertThat(resolved.modules()).extracting(module -> module.name()).containsAll(required);
    }

    private static String moduleOf(String artifact) {
        return switch (artifact) {
            case "scaler-api" -> "io.scaler4j";
            case "scaler-metrics" -> "io.scaler4j.exporter";
            default -> artifact.replace("scaler-", "io.scaler4j.").replace('-', '.');
        };
    }

    static Path jarOf(String artifact) {
        List<Path> entries = classPath()
                .filter(entry -> entry.toString().contains(File.separator + artifact + File.separator))
                .toList();
        assertThat(entries).as("%s on the class path", artifact).hasSize(1);
        Path entry = entries.get(0);
        assumeTrue(
                nameOf(entry).endsWith(".jar"),
                artifact + " is no jar yet, and only its jar has the name of its module; 'mvn verify' makes it first");
        return entry;
    }

    private static Stream<Path> classPath() {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of);
    }

    private static String nameOf(Path entry) {
        return entry.getFileName().toString();
    }

    private static String joined(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
