package io.scaler4j.scaledobject;

import static io.scaler4j.scaledobject.Manifests.PROMETHEUS;
import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.scaledobject.check.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several paths and texts are one set of objects. */
class SeveralFilesTest {

    private static final String ORDERS = scaledObject("", "", PROMETHEUS);

    @TempDir
    Path folder;

    @Test
    void objectsOfAllFilesAreComparedWithEachOther() throws IOException {
        Path one = file("one.yaml", ORDERS);
        Path two = file("two.yaml", ORDERS.replaceFirst("name: orders", "name: others"));
        assertThat(ScaledObjects.read(two).findings()).extracting(Finding::rule).doesNotContain("other-scaled-object");
        ScaledObjects both = ScaledObjects.reader().read(List.of(one, two));
        assertThat(both.findings()).extracting(Finding::rule).contains("other-scaled-object");
        assertThat(both.files()).containsExactly(one.toString(), two.toString());
    }

    @Test
    void aFileThatIsAlsoInAFolderIsReadOnce() throws IOException {
        Path one = file("one.yaml", ORDERS);
        ScaledObjects read = ScaledObjects.reader()
                .read(List.of(one, folder, folder.resolve(".").resolve("one.yaml")));
        assertThat(read.files()).containsExactly(one.toString());
        assertThat(read.specs()).hasSize(1);
    }

    @Test
    void aTextIsReadBeforeTheFilesAndHasItsNameInPositions() throws IOException {
        Path one = file("one.yaml", ORDERS);
        ScaledObjects read = ScaledObjects.reader()
                .text("-", ORDERS.replace("query:", "querry:").replace("name: orders", "name: others"))
                .read(List.of(one));
        assertThat(read.files()).containsExactly("-", one.toString());
        assertThat(read.findings())
                .extracting(finding -> finding.position().file())
                .contains("-");
        assertThatThrownBy(read::single)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("-, " + one + ": ");
    }

    @Test
    void aTextAloneNeedsNoFile() {
        assertThat(ScaledObjects.reader()
                        .text("-", ORDERS)
                        .read(List.of())
                        .single()
                        .name())
                .isEqualTo("orders");
    }

    @Test
    void aPathThatIsMissingThrowsAndNamesIt() throws IOException {
        Path one = file("one.yaml", ORDERS);
        Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> ScaledObjects.reader().read(List.of(one, missing)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(missing.toString());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
