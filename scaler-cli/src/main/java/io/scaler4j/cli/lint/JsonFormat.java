package io.scaler4j.cli.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.scaler4j.scaledobject.check.Finding;
import java.io.IOException;
import java.io.StringWriter;

/** One object: format, version, files, findings and sums. Members may be added. */
final class JsonFormat {

    private JsonFormat() {}

    /** What writes the members of a document. */
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    static void write(LintResult result, Appendable out) throws IOException {
        document(out, json -> {
            json.writeStringField("format", "scaler4j-lint");
            json.writeNumberField("version", 1);
            json.writeArrayFieldStart("files");
            for (String file : result.files()) {
                json.writeString(file);
            }
            json.writeEndArray();
            json.writeNumberField("objects", result.objects());
            json.writeNumberField("errors", result.count(Severity.ERROR));
            json.writeNumberField("warnings", result.count(Severity.WARNING));
            json.writeNumberField("notes", result.count(Severity.INFO));
            json.writeArrayFieldStart("findings");
            for (Finding finding : result.findings()) {
                write(finding, json);
            }
            json.writeEndArray();
        });
    }

    private static void write(Finding finding, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", Severity.of(finding).text());
        json.writeStringField("rule", finding.rule());
        json.writeStringField("object", finding.object());
        json.writeStringField("file", finding.position().file());
        json.writeNumberField("line", finding.position().line());
        json.writeNumberField("column", finding.position().column());
        json.writeStringField("sentence", finding.sentence());
        json.writeStringField("wayOut", finding.wayOut());
        json.writeEndObject();
    }

    /** An object on several lines, with a line feed at its end. */
    static void document(Appendable out, Content content) throws IOException {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            content.writeTo(json);
            json.writeEndObject();
        }
        out.append(text.toString()).append('\n');
    }
}
