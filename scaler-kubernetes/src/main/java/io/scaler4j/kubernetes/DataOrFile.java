package io.scaler4j.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A token, certificates or a key: a text, or a file that is read each time, so that it may be exchanged. */
final class DataOrFile {

    static final DataOrFile NONE = of("");

    private final @Nullable Path file;
    private final String text;

    private DataOrFile(@Nullable Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static DataOrFile of(String text) {
        return new DataOrFile(null, text);
    }

    static DataOrFile in(Path file) {
        return new DataOrFile(file, "");
    }

    /** The text without white space around it. */
    String read() throws IOException {
        return file == null ? text : TextFile.read(file).strip();
    }

    /** The file, and never what is in it. */
    @Override
    public String toString() {
        return file == null ? "***" : file.toString();
    }
}
