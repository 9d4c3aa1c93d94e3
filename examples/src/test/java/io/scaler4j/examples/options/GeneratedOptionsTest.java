package io.scaler4j.examples.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.Option.Place;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of options in the documentation, and the JSON schema, are those that the providers declare. */
class GeneratedOptionsTest {

    private static final Path DOCS = Path.of("../docs");
    private static final boolean WRITE = Boolean.getBoolean("scaler4j.writeOptions");
    private static final String COMMAND = "it is not what the providers declare; write it again by"
            + " mvn -pl examples -am test -Dtest=GeneratedOptionsTest -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dscaler4j.writeOptions=true";

    private static List<ScalerProvider> providers() {
        try (var catalog = ScalerCatalog.load()) {
            return catalog.providers();
        }
    }

    private static List<Option<?>> options(String type) {
        return providers().stream()
                .filter(provider -> provider.type().equals(type))
                .findFirst()
                .orElseThrow()
                .options();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "kafka.md, kafka, metadata",
        "kafka-security.md, kafka, security",
        "prometheus.md, prometheus, all",
        "redis.md, redis, all",
        "redis.md, redis-streams, all",
        "cpu.md, cpu, all",
        "cron.md, cron, all",
        "http.md, http, all",
        "external.md, external, all",
    })
    void aPageShowsWhatTheProviderDeclares(String page, String type, String part) throws IOException {
        Predicate<Option<?>> inAuthentication = option -> option.places().contains(Place.AUTHENTICATION);
        List<Option<?>> shown = options(type).stream()
                .filter(option -> part.equals("all") || inAuthentication.test(option) == part.equals("security"))
                .toList();
        Path file = DOCS.resolve(page);
        String text = Files.readString(file);
        String begin = "<!-- options of " + type + ", made of the provider's declarations -->\n";
        String end = "<!-- end of options of " + type + " -->\n";
        assertThat(text).as("markers in %s", file).contains(begin, end);
        String generated = text.substring(0, text.indexOf(begin) + begin.length()) + "\n" + OptionTable.of(shown) + "\n"
                + text.substring(text.indexOf(end));
        if (WRITE) {
            Files.writeString(file, generated);
            return;
        }
        assertThat(text).as("%s: %s", file, COMMAND).isEqualTo(generated);
    }

    @Test
    void theSchemaIsWhatTheProvidersDeclare() throws IOException {
        Path file = DOCS.resolve("schema/triggers.schema.json");
        String generated = TriggerSchema.of(providers());
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generated);
        }
        assertThat(Files.readString(file)).as("%s: %s", file, COMMAND).isEqualTo(generated);
        assertThat(depth(generated)).as("valid JSON ends where it began").isZero();
    }

    /** Reads all of it, so that what is no JSON fails. */
    private static int depth(String json) throws IOException {
        int depth = 0;
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
        }
        return depth;
    }

    @Test
    void everyOptionIsDeclaredOnceAndDescribed() {
        for (ScalerProvider provider : providers()) {
            List<String> names = new ArrayList<>();
            for (Option<?> option : provider.options()) {
                names.addAll(option.names());
                assertThat(option.description())
                        .as("%s of %s", option, provider.type())
                        .isNotBlank();
            }
            assertThat(names).as(provider.type()).doesNotHaveDuplicates();
        }
        assertThat(providers()).hasSize(14);
    }
}
