package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script in a real bash. */
class CompletionCommandTest {

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        assumeThat(Path.of("/bin/bash")).exists();
        Ran ran = Ran.of("completion");
        assertThat(ran.status()).isZero();
        assertThat(ran.err()).isEmpty();
        Files.writeString(folder.resolve("completion"), ran.out());
    }

    /** What bash would offer for the last word of a line. */
    private List<String> offered(String line) throws Exception {
        String[] words = line.split(" ", -1);
        var script = new StringBuilder("source '" + folder.resolve("completion") + "'\nCOMP_WORDS=(");
        for (String word : words) {
            script.append('\'').append(word).append("' ");
        }
        script.append(")\nCOMP_CWORD=").append(words.length - 1).append('\n');
        script.append("COMP_LINE='").append(line).append("'\nCOMP_POINT=").append(line.length());
        // On standard error is that compopt works only while bash itself completes.
        script.append("\n_complete_scaler4j 2>/dev/null\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
        Path file = Files.writeString(folder.resolve("script"), script);
        Path out = folder.resolve("out");
        Process bash = new ProcessBuilder("/bin/bash", "--norc", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(out);
    }

    @Test
    void everyVerbIsOffered() throws Exception {
        assertThat(offered("scaler4j ")).containsAll(CliTest.verbs());
    }

    @ParameterizedTest(name = "{0} is completed to {1}")
    @CsvSource({
        "scaler4j sim, simulate",
        "scaler4j comp, completion",
        "scaler4j simulate --traf, --traffic",
        "scaler4j lint --fail, --fail-on",
        "scaler4j backtest --replicas-q, --replicas-query",
        "scaler4j run --pause, --pause-file",
        "scaler4j serve --che, --check"
    })
    void aBegunWordIsCompleted(String line, String word) throws Exception {
        assertThat(offered(line)).containsExactly(word);
    }

    @Test
    void bothShellsGetTheSame() {
        assertThat(Ran.of("completion", "--shell", "zsh"))
                .isEqualTo(Ran.of("completion", "--shell", "bash"))
                .isEqualTo(Ran.of("completion"));
    }
}
