package io.scaler4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a release's bundle finds what Maven Central would refuse. */
class CheckBundleTest {

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <groupId>com.example</groupId><artifactId>lib</artifactId><version>1.0.0</version>
              <name>Library</name><description>An example.</description><url>https://example.com</url>
              <licenses><license><name>Apache-2.0</name><url>https://example.com/license</url></license></licenses>
              <developers><developer><name>Somebody</name></developer></developers>
              <scm>
                <connection>scm:git:https://example.com/lib.git</connection>
                <developerConnection>scm:git:https://example.com/lib.git</developerConnection>
                <url>https://example.com/lib</url>
              </scm>
            </project>
            """;

    @TempDir
    Path bundle;

    private Path project;

    @BeforeEach
    void aCompleteProject() throws Exception {
        project = Files.createDirectories(bundle.resolve("com/example/lib/1.0.0"));
        write("lib-1.0.0.pom", POM);
        write("lib-1.0.0.jar", "classes");
        write("lib-1.0.0-sources.jar", "sources");
        write("lib-1.0.0-javadoc.jar", "javadoc");
        write("lib-1.0.0-cyclonedx.json", "{}");
    }

    @Test
    void aCompleteBundleIsAccepted() throws Exception {
        assertThat(check("--unsigned")).containsExactly("0: bundle: 1 projects are complete, but for their signatures");
    }

    @Test
    void missingSignaturesAreFoundForEachFile() throws Exception {
        assertThat(check())
                .hasSize(5)
                .allMatch(line -> line.matches("1: bundle: .*\\.(pom|jar|json)\\.asc is missing"));
    }

    @Test
    void aSignatureIsTextAndHasChecksumsOfItsOwnFileOnly() throws Exception {
        for (String file : List.of(
                "lib-1.0.0.pom",
                "lib-1.0.0.jar",
                "lib-1.0.0-sources.jar",
                "lib-1.0.0-javadoc.jar",
                "lib-1.0.0-cyclonedx.json")) {
            Files.writeString(project.resolve(file + ".asc"), "-----BEGIN PGP SIGNATURE-----\n");
        }
        assertThat(check()).containsExactly("0: bundle: 1 projects are complete");
        Files.writeString(project.resolve("lib-1.0.0.jar.asc"), "something else");
        assertThat(check()).singleElement().asString().endsWith("lib-1.0.0.jar.asc is no signature in ASCII");
    }

    @Test
    void whatThePomLacksIsNamed() throws Exception {
        write(
                "lib-1.0.0.pom",
                POM.replace("<description>An example.</description>", "").replaceAll("(?s)<scm>.*</scm>", ""));
        assertThat(check("--unsigned"))
                .extracting(line -> line.replaceAll(".* has no (.*);.*", "$1"))
                .containsExactly("description", "scm/connection", "scm/developerConnection", "scm/url");
    }

    @Test
    void snapshotsAndUnsetPropertiesAreRefused() throws Exception {
        String dependency = "<dependencies><dependency><version>2-SNAPSHOT</version><type>${type}</type></dependency>"
                + "<dependency><version>${project.version}</version></dependency></dependencies></project>";
        write("lib-1.0.0.pom", POM.replace("</project>", dependency));
        assertThat(check("--unsigned"))
                .hasSize(2)
                .anyMatch(line -> line.endsWith("depends on 1 snapshots; depend on releases"))
                .anyMatch(line -> line.endsWith("has 1 properties that nobody sets; flatten it"));
        write("lib-1.0.0.pom", POM.replace("1.0.0", "1.0.0-SNAPSHOT"));
        assertThat(check("--unsigned"))
                .anyMatch(line -> line.endsWith("has version 1.0.0-SNAPSHOT; a release has no snapshot"))
                .anyMatch(line -> line.contains("belongs to com/example/lib/1.0.0-SNAPSHOT"));
    }

    @Test
    void missingFilesAndWrongChecksumsAreFound() throws Exception {
        Files.delete(project.resolve("lib-1.0.0-javadoc.jar"));
        Files.delete(project.resolve("lib-1.0.0-cyclonedx.json"));
        Files.delete(project.resolve("lib-1.0.0.jar.md5"));
        Files.writeString(project.resolve("lib-1.0.0.jar.sha1"), "0".repeat(40));
        Files.writeString(bundle.resolve("com/example/lib/maven-metadata.xml"), "<metadata/>");
        assertThat(check("--unsigned"))
                .anyMatch(line -> line.endsWith("lib-1.0.0-javadoc.jar is missing"))
                .anyMatch(line -> line.endsWith("lib-1.0.0-cyclonedx.json is missing"))
                .anyMatch(line -> line.endsWith("lib-1.0.0.jar.md5 is missing"))
                .anyMatch(line -> line.endsWith("lib-1.0.0.jar.sha1 is not the SHA-1 of its file"))
                .anyMatch(line -> line.endsWith("maven-metadata.xml is the repository's own; leave it out"));
    }

    @Test
    void anEmptyFolderIsNoBundle(@TempDir Path empty) throws Exception {
        bundle = empty;
        assertThat(check()).singleElement().asString().contains("has no POM; give the folder of a repository");
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(project.resolve(name), text);
        for (String algorithm : List.of("MD5", "SHA-1")) {
            byte[] sum = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            String end = algorithm.replace("-", "").toLowerCase(Locale.ROOT);
            Files.writeString(project.resolve(name + "." + end), HexFormat.of().formatHex(sum));
        }
    }

    /** Each line that the check prints, after the status that it ended with. */
    private List<String> check(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Path.of("..", "releasing", "CheckBundle.java").toString(),
                bundle.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return output.lines().map(line -> status + ": " + line).toList();
    }
}
