package io.scaler4j.scaledobject;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Secrets in files, read at each call. */
record SecretFolder(Path folder) implements SecretSource {

    SecretFolder {
        Objects.requireNonNull(folder, "folder must not be null; it holds a folder for each Secret");
    }

    @Override
    public Optional<String> find(SecretRef ref) {
        return switch (ref.kind()) {
            case SECRET, CONFIG_MAP ->
                Stream.of(ref.namespace() + "/" + ref.name() + "/" + ref.key(), ref.name() + "/" + ref.key())
                        .skip(ref.namespace().isEmpty() ? 1 : 0)
                        .flatMap(path -> read(path).stream())
                        .findFirst();
            case FILE -> read(ref.name());
            case ENVIRONMENT -> Optional.empty();
        };
    }

    /** Names come from files of others, so none may lead out of the folder. */
    private Optional<String> read(String path) {
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path file = root.resolve(path).normalize();
            return file.startsWith(root) && Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file, UTF_8))
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
