package io.scaler4j.examples.options;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.Option.Place;
import io.scaler4j.spi.OptionType;
import io.scaler4j.spi.ScalerProvider;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** The triggers of every provider as a JSON schema, draft 07. KEDA's metadata are texts, so every option is a text. */
final class TriggerSchema {

    private static final String INTEGER = "^\\s*(-?(0|[1-9][0-9]*))?\\s*$";
    private static final String NUMBER = "^\\s*(-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?)?\\s*$";
    private static final String FLAG = "^\\s*(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)?\\s*$";

    private final JsonGenerator json;

    private TriggerSchema(JsonGenerator json) {
        this.json = json;
    }

    static String of(List<ScalerProvider> providers) throws IOException {
        var text = new StringWriter();
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try (JsonGenerator json = new JsonFactory().createGenerator(text).setPrettyPrinter(printer)) {
            new TriggerSchema(json).write(providers);
        }
        return text + "\n";
    }

    private void write(List<ScalerProvider> providers) throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", "http://json-schema.org/draft-07/schema#");
        json.writeStringField("title", "Triggers of scaler4j");
        json.writeStringField(
                "description", "The triggers of a KEDA ScaledObject, with every option that scaler4j reads.");
        json.writeStringField("type", "array");
        json.writeObjectFieldStart("items");
        json.writeStringField("$ref", "#/definitions/trigger");
        json.writeEndObject();
        json.writeObjectFieldStart("definitions");
        json.writeObjectFieldStart("trigger");
        json.writeArrayFieldStart("oneOf");
        for (ScalerProvider provider : providers) {
            json.writeStartObject();
            json.writeStringField("$ref", "#/definitions/" + provider.type());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        for (ScalerProvider provider : providers) {
            trigger(provider);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void trigger(ScalerProvider provider) throws IOException {
        json.writeObjectFieldStart(provider.type());
        json.writeStringField("type", "object");
        json.writeObjectFieldStart("properties");
        json.writeObjectFieldStart("type");
        json.writeStringField("const", provider.type());
        json.writeEndObject();
        text("name", "Tells the triggers of one target apart.");
        words("metricType", "In which form the number wanted is meant.", metricTypes(provider.type()));
        json.writeObjectFieldStart("useCachedMetrics");
        json.writeStringField("type", "boolean");
        json.writeStringField("description", "KEDA: serve the value of the last poll.");
        json.writeEndObject();
        authenticationRef(provider);
        metadata(provider);
        json.writeEndObject();
        json.writeArrayFieldStart("required");
        json.writeString("type");
        json.writeString("metadata");
        json.writeEndArray();
        json.writeBooleanField("additionalProperties", false);
        json.writeEndObject();
    }

    private static List<String> metricTypes(String type) {
        return switch (type) {
            case "cpu", "memory" -> List.of("Utilization", "AverageValue");
            case "cron" -> List.of("AverageValue");
            default -> List.of("AverageValue", "Value");
        };
    }

    private void authenticationRef(ScalerProvider provider) throws IOException {
        List<String> parameters = provider.options().stream()
                .filter(option -> option.places().contains(Place.AUTHENTICATION))
                .flatMap(option -> option.names().stream())
                .toList();
        json.writeObjectFieldStart("authenticationRef");
        json.writeStringField("type", "object");
        json.writeStringField(
                "description",
                parameters.isEmpty()
                        ? "This type reads no authentication parameter."
                        : "A TriggerAuthentication. Parameters that are read: " + String.join(", ", parameters) + ".");
        json.writeObjectFieldStart("properties");
        text("name", "Name of the TriggerAuthentication.");
        words("kind", "Its kind.", List.of("TriggerAuthentication", "ClusterTriggerAuthentication"));
        json.writeEndObject();
        json.writeArrayFieldStart("required");
        json.writeString("name");
        json.writeEndArray();
        json.writeBooleanField("additionalProperties", false);
        json.writeEndObject();
    }

    private void metadata(ScalerProvider provider) throws IOException {
        json.writeObjectFieldStart("metadata");
        json.writeStringField("type", "object");
        json.writeObjectFieldStart("properties");
        for (Option<?> option : provider.options()) {
            for (String name : option.type() == OptionType.REMOVED ? List.<String>of() : option.names()) {
                if (option.places().contains(Place.TRIGGER)) {
                    option(name, option);
                }
                if (option.places().contains(Place.ENVIRONMENT)) {
                    text(name + "FromEnv", "Name of the environment variable that holds `" + name + "`.");
                }
            }
        }
        json.writeEndObject();
        json.writeArrayFieldStart("required");
        for (Option<?> option : provider.options()) {
            if (option.isRequired() && option.places().equals(List.of(Place.TRIGGER))) {
                json.writeString(option.name());
            }
        }
        json.writeEndArray();
        if (provider.passesOn()) {
            json.writeObjectFieldStart("additionalProperties");
            json.writeStringField("type", "string");
            json.writeEndObject();
        } else {
            json.writeBooleanField("additionalProperties", false);
        }
        json.writeEndObject();
    }

    private void option(String name, Option<?> option) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("type", "string");
        json.writeStringField("description", description(option));
        switch (option.type()) {
            case INTEGER -> json.writeStringField("pattern", INTEGER);
            case NUMBER -> json.writeStringField("pattern", NUMBER);
            case FLAG -> json.writeStringField("pattern", FLAG);
            case WORD -> json.writeStringField("pattern", "^\\s*(" + String.join("|", option.words()) + ")?\\s*$");
            default -> {
                // any text
            }
        }
        if (option.type() != OptionType.DURATION && !option.orElse().equals("")) {
            writeDefault(option);
        }
        json.writeEndObject();
    }

    private void writeDefault(Option<?> option) throws IOException {
        String text = option.defaultText();
        if (!text.isEmpty() && !text.contains(" ") && !option.isRequired()) {
            json.writeStringField("default", text);
        }
    }

    private static String description(Option<?> option) {
        String bounds = (option.least().isPresent()
                        ? " At least " + option.least().getAsLong() + "."
                        : "")
                + (option.most().isPresent() ? " At most " + option.most().getAsLong() + "." : "");
        String words = option.words().isEmpty() ? "" : " One of " + String.join(", ", option.words()) + ".";
        return option.description() + words + bounds + (option.isOwn() ? " Not in KEDA." : "");
    }

    private void text(String name, String description) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("type", "string");
        json.writeStringField("description", description);
        json.writeEndObject();
    }

    private void words(String name, String description, List<String> words) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("description", description);
        json.writeArrayFieldStart("enum");
        for (String word : words) {
            json.writeString(word);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
