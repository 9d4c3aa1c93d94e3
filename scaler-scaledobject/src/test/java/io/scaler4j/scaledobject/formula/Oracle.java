package io.scaler4j.scaledobject.formula;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** expr-lang itself, asked through the program in oracle/formula. */
final class Oracle implements AutoCloseable {

    static final String PROPERTY = "scaler4j.formula.oracle";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    Oracle(Path program) throws IOException {
        process = new ProcessBuilder(program.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** A row with the answers of expr-lang. */
    Row ask(String formula, List<String> triggers, double[][] bindings) throws IOException {
        var question = JSON.createObjectNode().put("formula", formula);
        triggers.forEach(question.putArray("triggers")::add);
        var rows = question.putArray("bindings");
        for (double[] binding : bindings) {
            var row = rows.addArray();
            for (double value : binding) {
                if (Double.isNaN(value)) {
                    row.addNull();
                } else {
                    row.add(value);
                }
            }
        }
        questions.write(JSON.writeValueAsString(question));
        questions.newLine();
        questions.flush();
        JsonNode answer = JSON.readTree(answers.readLine());
        var expected = new ArrayList<String>();
        answer.get("answers").forEach(one -> expected.add(one.textValue()));
        return new Row(formula, triggers, bindings, answer.get("outcome").textValue(), expected);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
