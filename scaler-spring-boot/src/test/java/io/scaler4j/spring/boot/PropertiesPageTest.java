package io.scaler4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What docs/spring.md tells of properties is what the records have. */
class PropertiesPageTest {

    private static final Path PAGE = Path.of("../docs/spring.md");
    private static final String BEGIN = "<!-- properties, made of the records of scaler-spring-boot -->\n";
    private static final String AUTOSCALER = "scaler4j.autoscalers.<name>.";
    private static final String END = "<!-- end of properties -->";
    private static final boolean WRITE = Boolean.getBoolean("scaler4j.writeOptions");

    @Test
    void thePageHasEveryPropertyWithItsDescription() throws IOException {
        String text = Files.readString(PAGE);
        assertThat(text).contains(BEGIN, END);
        String generated = text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + "\n" + table() + "\n"
                + text.substring(text.indexOf(END));
        if (WRITE) {
            Files.writeString(PAGE, generated);
            return;
        }
        assertThat(text)
                .as("write it again by mvn -pl scaler-spring-boot test -Dtest=PropertiesPageTest"
                        + " -Dscaler4j.writeOptions=true")
                .isEqualTo(generated);
    }

    private static String table() throws IOException {
        List<PropertyRow> rows = PropertyRow.all();
        return table(rows, "", row -> !row.name().startsWith(AUTOSCALER))
                + "\nOf an autoscaler, after `" + AUTOSCALER + "`:\n\n"
                + table(rows, AUTOSCALER, row -> row.name().startsWith(AUTOSCALER));
    }

    private static String table(List<PropertyRow> rows, String prefix, Predicate<PropertyRow> shown) {
        var table = new StringBuilder("| property | value | meaning |\n| --- | --- | --- |\n");
        for (PropertyRow row : rows) {
            assertThat(row.description()).as(row.name()).isNotBlank();
            if (shown.test(row)) {
                table.append("| `")
                        .append(row.name().substring(prefix.length()))
                        .append("` | ")
                        .append(row.value())
                        .append(" | ")
                        .append(row.description().replaceAll("(?<![A-Za-z])'([^']+)'", "`$1`"))
                        .append(" |\n");
            }
        }
        return table.toString();
    }
}
