package io.scaler4j.cli;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.recorder.RecordingException;
import io.scaler4j.registry.StateStoreException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Makes one sentence and an exit status of whatever goes wrong. */
final class Problems {

    private final Terminal terminal;

    Problems(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Wrong use: arguments that are no command. */
    int misused(ParameterException problem, String[] args) {
        tell(problem, List.of(args).contains("--debug"));
        List<String> near = problem instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        String sentence = firstLine(problem.getMessage());
        String meant = near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?";
        terminal.err()
                .println("scaler4j: " + sentence + meant + " (see "
                        + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help)");
        return ExitStatus.MISUSE;
    }

    /** A command that ended with an exception. */
    int failed(Exception problem, boolean debug) {
        tell(problem, debug);
        boolean misuse = problem instanceof MisuseException || problem instanceof TypeConversionException;
        terminal.err().println("scaler4j: " + (misuse ? firstLine(problem.getMessage()) : sentence(problem)));
        return misuse ? ExitStatus.MISUSE : ExitStatus.NOT_RUN;
    }

    private void tell(Exception problem, boolean debug) {
        if (debug) {
            problem.printStackTrace(terminal.err());
        }
    }

    private static String sentence(Exception problem) {
        if (problem instanceof InvalidConfigurationException invalid) {
            return sentence(invalid);
        }
        if (problem instanceof UncheckedIOException io) {
            return sentence(io);
        }
        String message = problem.getMessage();
        boolean told = problem instanceof NotRunException
                || problem instanceof RecordingException
                || problem instanceof StateStoreException;
        if (told && message != null) {
            return message;
        }
        return Masking.sentence(firstLine(
                message == null || !(problem instanceof IllegalArgumentException)
                        ? "an unexpected problem, which is a bug of scaler4j: " + problem + "; --debug shows where"
                        : message));
    }

    private static String sentence(InvalidConfigurationException invalid) {
        List<String> problems = invalid.problems();
        String more = problems.size() <= 1
                ? ""
                : " (and " + (problems.size() - 1) + " more; scaler4j lint shows those of a file)";
        return invalid.subject() + ": " + (problems.isEmpty() ? "is invalid" : problems.get(0)) + more;
    }

    private static String sentence(UncheckedIOException problem) {
        String message = firstLine(String.valueOf(problem.getMessage()));
        if (problem.getCause() instanceof NoSuchFileException missing) {
            return missing.getMessage() + " does not exist; give a file, a folder, or - for standard input";
        }
        if (problem.getCause() instanceof AccessDeniedException denied) {
            return denied.getMessage() + " must not be read or written by this user; change its permissions";
        }
        return message;
    }

    private static String firstLine(@Nullable String text) {
        List<String> lines = String.valueOf(text).lines().map(String::strip).toList();
        boolean more = lines.size() > 1 && lines.get(0).endsWith(":");
        return more ? lines.get(0) + " " + lines.get(1) : lines.isEmpty() ? "" : lines.get(0);
    }
}
