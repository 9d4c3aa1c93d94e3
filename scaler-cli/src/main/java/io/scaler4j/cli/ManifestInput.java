package io.scaler4j.cli;

import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.ScaledObjectsReader;
import io.scaler4j.scaledobject.SecretSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that reads manifests. */
final class ManifestInput {

    static final String STANDARD_INPUT = "-";

    @Option(
            names = "--secrets",
            paramLabel = "FOLDER",
            description = "Folder with secrets, as a cluster mounts them: the file NAME/KEY or NAMESPACE/NAME/KEY.")
    private @Nullable Path secrets;

    @Option(names = "--environment", description = "Variables that the files name are those of this process.")
    private boolean environment;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Namespace of objects that name none.")
    private String namespace = "";

    @Option(
            names = "--ignore-unknown-options",
            description = "Leaves out options of triggers that their source does not know, as KEDA does.")
    private boolean ignoreUnknownOptions;

    private boolean strict;

    /** Refuses what could not be opened, from now on. */
    ManifestInput strict() {
        strict = true;
        return this;
    }

    private ScaledObjectsReader reader(Terminal terminal) {
        ScaledObjectsReader reader = ScaledObjects.reader().namespace(namespace);
        if (strict) {
            reader.strict();
        }
        if (secrets != null) {
            reader.secrets(SecretSource.folder(secrets));
        }
        if (environment) {
            reader.environment(terminal.environment());
        }
        return ignoreUnknownOptions ? reader.ignoreUnknownOptions() : reader;
    }

    /** Files, folders, and standard input for {@code -}. */
    ScaledObjects read(Terminal terminal, List<String> files) {
        ScaledObjectsReader reader = reader(terminal);
        var paths = new ArrayList<Path>();
        for (String file : files) {
            if (file.equals(STANDARD_INPUT)) {
                reader.text(STANDARD_INPUT, terminal.readInput());
            } else {
                paths.add(Path.of(file));
            }
        }
        return reader.read(paths);
    }
}
