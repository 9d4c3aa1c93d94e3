package io.scaler4j.cli.lint;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A form of findings. */
@FunctionalInterface
public interface LintFormat {

    /** The names of all formats. */
    List<String> NAMES = List.of("text", "json", "junit", "sarif", "github");

    /**
     * Writes.
     *
     * @param result what was found
     * @param out gets a complete document
     * @throws IOException if it cannot be written
     */
    void write(LintResult result, Appendable out) throws IOException;

    /**
     * Returns a format.
     *
     * @param name one of {@link #NAMES}
     * @param colours whether text has colours
     * @param columns how wide text may be
     * @return empty for another name
     */
    static Optional<LintFormat> named(String name, boolean colours, int columns) {
        return Optional.ofNullable(
                switch (name) {
                    case "text" -> new TextFormat(colours, columns);
                    case "json" -> JsonFormat::write;
                    case "junit" -> JUnitFormat::write;
                    case "sarif" -> SarifFormat::write;
                    case "github" -> GithubFormat::write;
                    default -> null;
                });
    }
}
