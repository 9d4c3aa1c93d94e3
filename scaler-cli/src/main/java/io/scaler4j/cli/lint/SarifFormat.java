package io.scaler4j.cli.lint;

import com.fasterxml.jackson.core.JsonGenerator;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.check.Lint;
import io.scaler4j.scaledobject.check.LintRule;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** SARIF 2.1.0, the format of static analysis that code hosts show. */
final class SarifFormat {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String HOME = "https://github.com/scaler4j/scaler4j";
    private static final Map<String, LintRule> RULES =
            Lint.rules().stream().collect(Collectors.toMap(LintRule::id, Function.identity()));

    private SarifFormat() {}

    static void write(LintResult result, Appendable out) throws IOException {
        List<String> rules = result.findings().stream()
                .map(Finding::rule)
                .distinct()
                .sorted()
                .toList();
        JsonFormat.document(out, json -> {
            json.writeStringField("$schema", SCHEMA);
            json.writeStringField("version", "2.1.0");
            json.writeArrayFieldStart("runs");
            json.writeStartObject();
            writeTool(rules, json);
            json.writeStringField("columnKind", "unicodeCodePoints");
            json.writeArrayFieldStart("results");
            for (Finding finding : result.findings()) {
                write(finding, rules.indexOf(finding.rule()), json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    private static void writeTool(List<String> rules, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "scaler4j");
        json.writeStringField("informationUri", HOME);
        json.writeArrayFieldStart("rules");
        for (String rule : rules) {
            writeRule(rule, json);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeRule(String id, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        LintRule rule = RULES.get(id);
        if (rule != null) {
            writeText("shortDescription", "Finds " + rule.title() + ".", json);
            writeText("fullDescription", rule.text(), json);
            json.writeStringField("helpUri", HOME + "/blob/main/docs/lint.md#" + id);
        } else {
            json.writeStringField("helpUri", HOME + "/blob/main/docs/yaml.md#what-is-wrong");
        }
        json.writeEndObject();
    }

    private static void write(Finding finding, int rule, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", finding.rule());
        json.writeNumberField("ruleIndex", rule);
        json.writeStringField("level", level(finding));
        writeText("message", finding.sentence() + "; " + finding.wayOut(), json);
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri(finding.position().file()));
        json.writeEndObject();
        json.writeObjectFieldStart("region");
        json.writeNumberField("startLine", finding.position().line());
        json.writeNumberField("startColumn", finding.position().column());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String level(Finding finding) {
        return Severity.of(finding) == Severity.INFO
                ? "note"
                : Severity.of(finding).text();
    }

    private static void writeText(String member, String text, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(member);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    /** A relative path stays relative, so that the host finds it in its copy of the files. */
    private static String uri(String file) {
        String path = file.replace(File.separatorChar, '/');
        try {
            return path.startsWith("/")
                    ? new URI("file", "", path, null).toASCIIString()
                    : new URI(null, null, "./" + path, null).toASCIIString().substring(2);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the file name '" + file + "' makes no URI: " + e.getMessage(), e);
        }
    }
}
