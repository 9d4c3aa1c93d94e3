package io.scaler4j.scaledobject.yaml;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The running program of {@code oracle/yaml}. */
final class Oracle implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    Oracle(String... command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The answer as a line of JSON. */
    String ask(String yaml) throws IOException {
        questions.write(MAPPER.writeValueAsString(Map.of("yaml", yaml)));
        questions.newLine();
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the oracle gave no answer for " + MAPPER.writeValueAsString(yaml));
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
