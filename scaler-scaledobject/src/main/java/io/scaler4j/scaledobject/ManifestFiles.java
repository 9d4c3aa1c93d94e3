package io.scaler4j.scaledobject;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.scaledobject.yaml.YamlFile;
import io.scaler4j.scaledobject.yaml.YamlProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** Files of manifests. */
final class ManifestFiles {

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    private ManifestFiles() {}

    /** A file, or those of a folder in the order of their names. */
    static List<ManifestFile> read(Path fileOrFolder) {
        try {
            if (!Files.exists(fileOrFolder)) {
                throw new NoSuchFileException(fileOrFolder.toString());
            }
            return Files.isDirectory(fileOrFolder) ? readFolder(fileOrFolder) : List.of(readFile(fileOrFolder));
        } catch (IOException e) {
            throw new UncheckedIOException("the manifests " + fileOrFolder + " cannot be read: " + e, e);
        }
    }

    /** Those of several files and folders; a file that is among them twice is read once. */
    static List<ManifestFile> read(List<Path> filesOrFolders) {
        var byPath = new LinkedHashMap<Path, ManifestFile>();
        for (Path each : filesOrFolders) {
            for (ManifestFile file : read(each)) {
                byPath.putIfAbsent(Path.of(file.name()).toAbsolutePath().normalize(), file);
            }
        }
        return List.copyOf(byPath.values());
    }

    /** Kubernetes mounts the same files a second time, in a folder whose name begins with a dot. */
    private static List<ManifestFile> readFolder(Path folder) throws IOException {
        try (Stream<Path> below = Files.list(folder)) {
            List<Path> shown =
                    below.filter(path -> !name(path).startsWith(".")).sorted().toList();
            var files = Stream.<ManifestFile>builder();
            for (Path path : shown) {
                if (Files.isDirectory(path)) {
                    readFolder(path).forEach(files);
                } else if (ENDINGS.stream().anyMatch(name(path)::endsWith)) {
                    files.add(readFile(path));
                }
            }
            return files.build().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static ManifestFile readFile(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return ManifestFile.of(text, file.toString());
        } catch (CharacterCodingException e) {
            var start = new Position(file.toString(), 1, 1);
            var problem = new YamlProblem(start, "the file is not UTF-8; save it as UTF-8");
            return new ManifestFile(file.toString(), "", new YamlFile(List.of(), List.of(problem)));
        }
    }
}
