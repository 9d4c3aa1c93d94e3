package io.scaler4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public API of each published module is what its file in {@code api} lists, so a review sees every change of it.
 * After a change that is meant, {@code mvn verify -Dscaler4j.api=write} writes the files anew.
 */
class ApiListingTest {

    private static final Path FOLDER = Path.of("..", "api");

    /** Without those that only bring dependencies, as the starter does. */
    static List<String> artifacts() throws IOException {
        List<String> withTypes = new ArrayList<>();
        for (String artifact : ModulesTest.artifacts()) {
            if (!ApiListing.typesOf(ModulesTest.jarOf(artifact)).isEmpty()) {
                withTypes.add(artifact);
            }
        }
        return withTypes;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("artifacts")
    void theApiIsWhatItsFileLists(String artifact) throws IOException {
        Path jar = ModulesTest.jarOf(artifact);
        assumeTrue(
                Runtime.version().feature() == 17,
                "the API is listed by the javap of the baseline JDK 17, this is " + Runtime.version());
        String listing = ApiListing.of(jar);
        Path file = FOLDER.resolve(artifact + ".txt");
        if (System.getProperty("scaler4j.api", "").equals("write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, listing);
        }
        assertThat(Files.readString(file))
                .as("%s, written anew by -Dscaler4j.api=write", file)
                .isEqualTo(listing);
    }

    @Test
    void everyPublishedModuleHasItsFileAndNoOtherDoes() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            artifacts().stream().map(name -> name + ".txt").toList());
        }
    }

    @Test
    void aListingNamesWhatIsPublicAndProtectedAndNothingElse() throws IOException {
        String listing = ApiListing.of(ModulesTest.jarOf("scaler-api"));
        assertThat(listing)
                .contains("public interface io.scaler4j.AutoscalerObserver {\n")
                .contains("  public abstract io.scaler4j.metric.Reading read(io.scaler4j.ReadRequest)")
                .doesNotContain("io.scaler4j.policy.Walk ")
                .doesNotContain("private ");
    }
}
