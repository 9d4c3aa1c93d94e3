package io.scaler4j.scaledobject.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON schemas in the documentation are those that the kinds declare. */
class JsonSchemasTest {

    private static final Path FOLDER = Path.of("../docs/schema");
    private static final boolean WRITE = Boolean.getBoolean("scaler4j.writeSchemas");
    private static final String COMMAND =
            "it is not what the kinds declare; write it again by mvn -pl scaler-scaledobject"
                    + " test -Dtest=JsonSchemasTest -Dscaler4j.writeSchemas=true";

    static Stream<String> names() {
        return JsonSchemas.files().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aFileIsWhatTheKindDeclares(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        String generated = JsonSchemas.files().get(name);
        if (WRITE) {
            Files.writeString(file, generated);
        }
        assertThat(file).as(COMMAND).exists();
        assertThat(Files.readString(file)).as("%s: %s", file, COMMAND).isEqualTo(generated);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aFileIsJsonThatNamesItsKind(String name) throws IOException {
        JsonNode schema = new ObjectMapper().readTree(JsonSchemas.files().get(name));

        assertThat(schema.path("$schema").asText()).isEqualTo("http://json-schema.org/draft-07/schema#");
        assertThat(schema.at("/properties/kind/const").asText()).isNotEmpty();
        assertThat(schema.at("/properties/apiVersion/const").asText()).contains("/v");
        assertThat(schema.path("required")).extracting(JsonNode::asText).contains("apiVersion", "kind", "spec");
    }

    @Test
    void everyKindHasAFile() {
        assertThat(JsonSchemas.files())
                .containsOnlyKeys(
                        "clustertriggerauthentication.schema.json",
                        "horizontalpodautoscaler-v1.schema.json",
                        "horizontalpodautoscaler-v2.schema.json",
                        "httpscaledobject.schema.json",
                        "interceptorroute.schema.json",
                        "scaledjob.schema.json",
                        "scaledobject.schema.json",
                        "triggerauthentication.schema.json");
    }

    @Test
    void boundsWordsAndDefaultsAreInTheFile() throws IOException {
        JsonNode spec = new ObjectMapper()
                .readTree(JsonSchemas.files().get("scaledobject.schema.json"))
                .at("/properties/spec");

        assertThat(spec.path("additionalProperties").asBoolean(true)).isFalse();
        JsonNode polling = spec.at("/properties/pollingInterval");
        assertThat(polling.path("type")).extracting(JsonNode::asText).containsExactly("integer", "null");
        assertThat(polling.path("minimum").asInt()).isEqualTo(1);
        assertThat(polling.path("default").asInt()).isEqualTo(30);
        assertThat(spec.at("/properties/fallback/properties/behavior/enum")).hasSize(6);
        assertThat(spec.at("/properties/triggers/minItems").asInt()).isEqualTo(1);
        assertThat(spec.at("/properties/triggers/items/properties/metadata/additionalProperties/type"))
                .extracting(JsonNode::asText)
                .containsExactly("string", "null");
    }

    @Test
    void everyFieldIsDescribed() {
        KindSchema.all().forEach(kind -> described(kind.kind(), kind.shape()));
    }

    private static void described(String path, Shape shape) {
        if (shape instanceof Shape.Structure structure) {
            structure.fields().values().forEach(field -> {
                assertThat(field.description()).as("%s.%s", path, field.name()).isNotBlank();
                described(path + "." + field.name(), field.shape());
            });
        } else if (shape instanceof Shape.Listing list) {
            described(path + "[]", list.items());
        }
    }
}
