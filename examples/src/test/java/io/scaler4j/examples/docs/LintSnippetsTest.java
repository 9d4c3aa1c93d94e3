package io.scaler4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.check.Lint;
import io.scaler4j.scaledobject.check.LintFacts;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.yaml.YamlReader;
import io.scaler4j.spi.ScalerCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The block of docs/lint.md, compiled and run; its examples are run by a test of the module itself. */
class LintSnippetsTest {

    @Test
    void aFileIsLinted(@TempDir Path folder) throws IOException {
        Path orders = folder.resolve("orders.yaml");
        Files.writeString(orders, "kind: ScaledObject\nspec:\n  minReplicaCount: 1\n");
        PrintStream out = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            print(orders);
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("orders.yaml:2:1: LINT max-not-set: ");
    }

    static void print(Path file) throws IOException {
        String text = Files.readString(file);
        List<Manifest> manifests =
                Manifests.of(YamlReader.read(text, file.toString()).documents()).manifests();
        LintFacts facts = LintFacts.none().text(file.toString(), text).partitions("orders", 12);
        try (var catalog = ScalerCatalog.load()) {
            new Lint(catalog.providers()).check(manifests, facts).forEach(System.out::println);
        }
    }
}
