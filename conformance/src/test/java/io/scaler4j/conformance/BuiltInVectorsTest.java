package io.scaler4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What {@code conformance/run} does, one test for each file and kind; a kind without evaluated cases is skipped. */
class BuiltInVectorsTest {

    private static final List<VectorFile> FILES = VectorFile.builtIn();

    @TestFactory
    Stream<DynamicContainer> everyKindOfEveryFile() {
        return FILES.stream()
                .map(file -> dynamicContainer(
                        file.name(),
                        Report.of(List.of(file), Kinds.all()).sections().stream()
                                .map(section -> dynamicTest(section.kind(), () -> {
                                    assertThat(section.failures()).isEmpty();
                                    assumeFalse(section.isSkipped(), section.reasons());
                                }))));
    }

    @Test
    void everyKindIsKnown() {
        assertThat(Report.of(FILES, Kinds.all()).text()).doesNotContain("unknown kind");
    }

    @Test
    void idsAreUniqueWithinAFile() {
        for (VectorFile file : FILES) {
            assertThat(file.cases()).extracting(Case::id).doesNotHaveDuplicates();
        }
    }
}
