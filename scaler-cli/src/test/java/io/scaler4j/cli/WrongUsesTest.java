package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each wrong use is answered by one sentence on standard error, with the right status and nothing on standard output.
 */
class WrongUsesTest {

    @TempDir
    Path folder;

    /**
     * A row.
     *
     * @param arguments separated by blanks; a name of a file in the folder begins with @, and _ stands for a blank
     * @param status 2 for wrong use, 3 where the command could not run
     * @param says parts of the sentence: what is wrong, and a way out
     */
    record Row(String arguments, int status, List<String> says) {

        static Row of(String arguments, int status, String... says) {
            return new Row(arguments, status, List.of(says));
        }

        @Override
        public String toString() {
            return "scaler4j " + arguments;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                Row.of("", 2, "a verb is missing", "lint"),
                Row.of("lnt", 2, "lnt", "did you mean", "lint"),
                Row.of("--frobnicate", 2, "--frobnicate"),
                Row.of("lint", 2, "FILES", "scaler4j lint --help"),
                Row.of("lint --formt text @orders.yaml", 2, "--formt", "did you mean --format"),
                Row.of("lint -f xml @orders.yaml", 2, "text, json, junit, sarif, github", "'xml'"),
                Row.of("lint -o xml=a @orders.yaml", 2, "text, json, junit, sarif, github", "'xml'"),
                Row.of("lint -o sarif @orders.yaml", 2, "FORMAT=FILE"),
                Row.of("lint -o sarif=@no/such/folder @orders.yaml", 3, "cannot write", "no/such/folder"),
                Row.of("lint --fail-on bad @orders.yaml", 2, "--fail-on", "error, warning, info, never", "'bad'"),
                Row.of("lint --ignore max-not-sett @orders.yaml", 2, "--ignore", "max-not-sett", "docs/lint.md"),
                Row.of("lint --ignore trigger-options @orders.yaml", 2, "what is invalid cannot be ignored"),
                Row.of("lint @missing.yaml", 3, "missing.yaml does not exist", "standard input"),
                Row.of("lint @orders.yaml @missing", 3, "missing does not exist"),
                Row.of("simulate", 2, "FILE"),
                Row.of("simulate @orders.yaml", 2, "--traffic"),
                Row.of("simulate @missing.yaml -t constant:1", 3, "missing.yaml does not exist"),
                Row.of("simulate @broken.yaml -t constant:1", 3, "threshold must be a number", "lots"),
                Row.of("simulate @empty.yaml -t constant:1", 3, "there must be one ScaledObject", "there are 0"),
                Row.of("simulate @orders.yaml --name none -t constant:1", 3, "\"none\"", "orders"),
                Row.of("simulate @orders.yaml -t constant:lots", 2, "'lots'", "a number"),
                Row.of("simulate @orders.yaml -t constant:NaN", 2, "'NaN'", "finite"),
                Row.of("simulate @orders.yaml -t ramp:1,2", 2, "ramp:1,2", "too few numbers"),
                Row.of("simulate @orders.yaml -t ramp:1,2,3", 2, "'3' is no duration", "90s"),
                Row.of("simulate @orders.yaml -t ramp:1,2,0s", 2, "duration of a ramp must be more than 0 s"),
                Row.of("simulate @orders.yaml -t diurnal:1,2,3,4", 2, "has 4 numbers", "needs 3"),
                Row.of("simulate @orders.yaml -t example:monday", 2, "'monday'", "flash-crowd"),
                Row.of("simulate @orders.yaml -t @missing.csv", 3, "missing.csv"),
                Row.of("simulate @orders.yaml -t @orders.yaml", 3, "orders.yaml", "line 2"),
                Row.of("simulate @orders.yaml -t constant:1 -t rate=constant:2", 2, "--traffic is given twice", "rate"),
                Row.of("simulate @two.yaml -t constant:1", 2, "which trigger", "rate=constant:1", "rate, other"),
                Row.of("simulate @two.yaml -t rate=constant:1", 2, "missing for the trigger other"),
                Row.of("simulate - -t -", 2, "standard input", "not both"),
                Row.of("simulate @orders.yaml -t constant:1 --length 0s", 2, "--length must be more than 0s"),
                Row.of("simulate @orders.yaml -t constant:1 --length 5", 2, "--length", "'5' is no duration", "7d"),
                Row.of("simulate @orders.yaml -t constant:1 --start -1", 2, "at 0 replicas or more", "-1"),
                Row.of("simulate @orders.yaml -t constant:1 --start many", 2, "--start", "'many' is not an int"),
                Row.of("simulate @orders.yaml -t constant:1 --beginning monday", 2, "--beginning", "monday"),
                Row.of(
                        "simulate @orders.yaml -t constant:1 --service-time 0s",
                        2,
                        "service time must be more than 0 s"),
                Row.of(
                        "simulate @orders.yaml -t constant:1 --service-time 1s --partitions 0",
                        2,
                        "at least 1 partition"),
                Row.of("simulate @orders.yaml -t constant:1 --service-time 1s --warm-up 5s,x", 2, "--warm-up", "'x'"),
                Row.of(
                        "simulate @orders.yaml -t constant:1 --service-time 1s --warm-up 5s,0.5",
                        2,
                        "factor of at least 1"),
                Row.of("simulate @orders.yaml -t constant:1 -f xml", 2, "--format must be table, csv or json", "'xml'"),
                Row.of(
                        "simulate @orders.yaml -t constant:1 --objective fast",
                        2,
                        "objective",
                        "\"fast\"",
                        "wait p99 <= 2s"),
                Row.of(
                        "simulate @orders.yaml -t constant:1 --objective wait_p99_<=_2s",
                        2,
                        "needs messages that wait",
                        "--service-time"),
                Row.of("simulate @orders.yaml --query up", 2, "--prometheus is missing", "http://prometheus:9090"),
                Row.of("simulate @orders.yaml --prometheus http://127.0.0.1:1", 2, "--traffic is missing"),
                Row.of("simulate @orders.yaml -t constant:1 --range 5m", 2, "--query is missing", "--range"),
                Row.of(
                        "simulate @orders.yaml --prometheus http://127.0.0.1:1 -q up --range 0s",
                        2,
                        "--range must be more than 0s"),
                Row.of("simulate @orders.yaml --prometheus http://127.0.0.1:1 -q up", 3, "cannot be reached"),
                Row.of("simulate @orders.yaml --prometheus ftp://a -q up", 2, "--prometheus must be", "'ftp://a'"),
                Row.of("simulate @orders.yaml -t constant:1 --changes -1", 2, "--changes must be at least 0"),
                Row.of("serve", 2, "FILE"),
                Row.of("serve @missing.yaml", 3, "missing.yaml"),
                Row.of("man", 2, "FOLDER"),
                Row.of("completion --shell fish", 2, "--shell must be bash or zsh", "'fish'"),
                Row.of("run @orders.yaml", 2, "--target"),
                Row.of("run @orders.yaml --target ftp:a", 2, "exec:COMMAND"),
                Row.of("run @orders.yaml --target none --turns -1", 2, "must be at least 0"),
                Row.of("run @orders.yaml --target none --interval soon", 2, "'soon' is no duration"),
                Row.of("run @orders.yaml --target none --metrics many", 2, "--metrics", "'many'"),
                Row.of("explain @orders.yaml --reading rate=many", 2, "rate", "finite number", "'many'"),
                Row.of("explain @orders.yaml --reading rate=50%", 2, "a number such as 740", "'50%'"),
                Row.of("explain @orders.yaml --reading lag=5", 2, "'lag'", "the triggers are rate"),
                Row.of("explain @two.yaml --reading rate=5", 2, "missing for the trigger other"),
                Row.of("explain @orders.yaml --replicas 4", 2, "--reading is missing"),
                Row.of("explain @orders.yaml --reading rate=5 --state rubbish", 2, "state"),
                Row.of("explain @missing", 3, "there is no recording", "missing"),
                Row.of("explain @nothing", 2, "--autoscaler", "there are none"),
                Row.of("explain @orders.yaml -f xml", 2, "--format must be text or json"),
                Row.of("explain @orders.yaml", 3, "orders.yaml"),
                Row.of("diff @orders.yaml @orders.yaml", 2, "--recording"),
                Row.of("diff @orders.yaml --recording @nothing", 2, "OTHER"),
                Row.of("diff - - --recording @nothing", 2, "not both"),
                Row.of("convert @orders.yaml", 2, "--to"),
                Row.of("convert @orders.yaml --to xml", 2, "--to must be hpa or java", "'xml'"),
                Row.of("convert @empty.yaml --to hpa", 3, "there must be one", "there are 0"),
                Row.of("tune @orders.yaml -t constant:1", 2, "--objective"),
                Row.of("tune @orders.yaml -t constant:1 --objective fast", 2, "\"fast\"", "time under <= 1%"),
                Row.of("tune @orders.yaml -t constant:1 --objective wait_p99_<=_2s", 2, "--service-time"),
                Row.of(
                        "tune @orders.yaml -t constant:1 --objective under_<=_1% --candidates 1",
                        2, "10 policies or more"),
                Row.of("tune @orders.yaml -t constant:1 --objective under_<=_1% --threads 0", 2, "1 thread or more"),
                Row.of("tune @orders.yaml -t constant:1 --objective under_<=_1% --length 30s", 2, "ten turns"),
                Row.of("tune @orders.yaml -t constant:1 --objective under_<=_1% -f xml", 2, "text, json or yaml"),
                Row.of("backtest @orders.yaml", 2, "--prometheus"),
                Row.of("backtest @orders.yaml --prometheus http://a --since soon", 2, "--since", "'soon'"),
                Row.of("backtest @orders.yaml --prometheus http://a --until monday", 2, "--until", "'monday'"),
                Row.of("backtest @orders.yaml --prometheus http://a -f xml", 2, "table, csv or json", "'xml'"),
                Row.of("convert @missing.yaml --to hpa", 3, "missing.yaml does not exist"),
                Row.of("explain @nothing --at monday", 2, "--at", "'monday'"),
                Row.of("tune @missing.yaml -t constant:1 --objective under_<=_1%", 3, "missing.yaml"),
                Row.of("backtest @orders.yaml --prometheus prometheus:9090", 2, "http://prometheus:9090"),
                Row.of("backtest @orders.yaml --prometheus http://127.0.0.1:1 --since 1s", 2, "a history has 2 to"),
                Row.of(
                        "backtest @orders.yaml --prometheus http://127.0.0.1:1 -q lag=x",
                        2,
                        "'lag'",
                        "the triggers are rate"),
                Row.of(
                        "backtest @orders.yaml --prometheus http://127.0.0.1:1",
                        3,
                        "cannot be reached",
                        "--prometheus"));
    }

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("orders.yaml"), TestFiles.ORDERS);
        Files.writeString(folder.resolve("broken.yaml"), TestFiles.BROKEN);
        Files.writeString(folder.resolve("empty.yaml"), "# nothing\n");
        Files.writeString(
                folder.resolve("two.yaml"),
                TestFiles.ORDERS
                        + TestFiles.ORDERS
                                .substring(TestFiles.ORDERS.indexOf("    - type"))
                                .replace("name: rate", "name: other"));
        Files.createDirectory(folder.resolve("nothing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isAnsweredByOneSentence(Row row) {
        String[] arguments = Arrays.stream(row.arguments().split(" ", -1))
                .filter(argument -> !argument.isEmpty())
                .map(argument -> argument.replace("@", folder + "/").replace("_", " "))
                .toArray(String[]::new);
        Ran ran = Ran.of(arguments);
        assertThat(ran.err()).startsWith("scaler4j: ").contains(row.says());
        assertThat(ran.err().strip().lines()).as(ran.err()).hasSize(1);
        assertThat(ran.err()).doesNotContain("Exception").doesNotContain("a bug of scaler4j");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.status()).as(ran.err()).isEqualTo(row.status());
    }

    @Test
    void thereAreFortyOfThemAndMore() {
        assertThat(rows()).hasSizeGreaterThanOrEqualTo(40);
    }
}
