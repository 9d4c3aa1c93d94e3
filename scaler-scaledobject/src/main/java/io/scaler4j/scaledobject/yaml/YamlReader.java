package io.scaler4j.scaledobject.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads YAML and JSON as kubectl and the Kubernetes API server do, which is YAML 1.1 with the types of Go: {@code yes},
 * {@code on} and {@code y} are true, {@code 010} is eight, and {@code 1_000} is a number.
 *
 * <p>A file that begins with a brace is JSON. Anything else is split at lines that begin with {@code ---}, and each
 * part is one document. Where kubectl reads on without a word, this reader is stricter: a key that stands twice in a
 * mapping, and text that kubectl ignores, are problems.
 *
 * <p>The limits are constants. A text past one of them gives a problem. The methods are pure apart from
 * {@link #read(Path)}, and safe for use by many threads.
 */
public final class YamlReader {

    /** The most bytes of a file, and the most characters of a text: 8 MiB. */
    public static final int MOST_BYTES = 8 * 1024 * 1024;

    /** The most documents of a file: 20,000. Those behind them are not read. */
    public static final int MOST_DOCUMENTS = 20_000;

    /** The most levels of mappings and lists within each other, in a document: 200. */
    public static final int MOST_DEPTH = 200;

    /**
     * The most keys and values of a document: 250,000. What an alias stands for counts at each place where the alias
     * stands.
     */
    public static final int MOST_NODES = 250_000;

    private YamlReader() {}

    /**
     * Reads a text of one or more documents.
     *
     * @param text YAML or JSON
     * @param file its name, for positions; may be empty
     * @return what could be read and what could not; it never throws for what the text holds
     */
    public static YamlFile read(String text, String file) {
        Objects.requireNonNull(text, "text must not be null; give the content of the file");
        Objects.requireNonNull(file, "file must not be null; it is empty for a text without a name");
        return new FileReader(file).read(text);
    }

    /**
     * Reads the bytes of a file: UTF-8, or UTF-16 if they begin with its byte order mark.
     *
     * @param bytes YAML or JSON; they are not kept
     * @param file its name, for positions; may be empty
     * @return what could be read and what could not; bytes that are no text are a problem
     */
    public static YamlFile read(byte[] bytes, String file) {
        Objects.requireNonNull(bytes, "bytes must not be null; give the content of the file");
        Objects.requireNonNull(file, "file must not be null; it is empty for bytes without a name");
        return Bytes.read(bytes, file);
    }

    /**
     * Reads a file.
     *
     * @param file a regular file; positions have its path as it is given
     * @return what could be read and what could not
     * @throws IOException if the file cannot be read
     */
    public static YamlFile read(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return read(stream.readNBytes(MOST_BYTES + 1), file.toString());
        }
    }
}
