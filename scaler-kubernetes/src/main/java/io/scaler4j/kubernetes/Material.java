package io.scaler4j.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A token, certificates or a key: a text, or a file that is read each time, so that it may be exchanged. */
final class Material {

    static final Material NONE = of("");

    private final @Nullable Path file;
    private final String text;

    private Material(@Nullable Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static Material of(String text) {
        return new Material(null, text);
    }

    static Material in(Path file) {
        return new Material(file, "");
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
