package io.scaler4j.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeIndexTest {

    @TempDir
    Path javadoc;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Trigger | io/scaler4j/Trigger.html",
                "Trigger.of | io/scaler4j/Trigger.html",
                "Trigger.of(lag, averageValue(50)) | ",
                "Trigger.of(\"lag\", lag) | io/scaler4j/Trigger.html",
                "Reading.Failure | io/scaler4j/metric/Reading.Failure.html",
                "@AutoscalerTest | io/scaler4j/AutoscalerTest.html"
            })
    void codeThatNamesATypeOrAMemberHasThePageOfTheType(String code, String page) throws IOException {
        types("io/scaler4j/Trigger", "io/scaler4j/metric/Reading.Failure", "io/scaler4j/AutoscalerTest");
        assertThat(TypeIndex.of(javadoc).pageFor(code))
                .isEqualTo(java.util.Optional.ofNullable(page).map(Path::of));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"trigger", "new Trigger()", "Trigger x", "Unknown", "TriggerS"})
    void otherCodeHasNone(String code) throws IOException {
        types("io/scaler4j/Trigger");
        assertThat(TypeIndex.of(javadoc).pageFor(code)).isEmpty();
    }

    @Test
    void aNameThatTwoTypesShareHasNoPage() throws IOException {
        types("io/scaler4j/Tls", "io/scaler4j/connect/Tls");
        assertThat(TypeIndex.of(javadoc).pageFor("Tls")).isEmpty();
    }

    @Test
    void listsAndPagesAtTheTopAreNoTypes() throws IOException {
        types("Overview", "io/scaler4j/package-summary", "io/scaler4j/class-use/Trigger");
        assertThat(TypeIndex.of(javadoc).pages()).isEmpty();
    }

    private void types(String... names) throws IOException {
        for (String name : names) {
            Path file = javadoc.resolve(name + ".html");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }
}
