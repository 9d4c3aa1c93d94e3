package io.scaler4j.cli;

import io.scaler4j.recorder.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Finds a recording: a file, or the files of one autoscaler in a folder. */
final class Recordings {

    private static final Pattern FILE = Pattern.compile("(.+)\\.jsonl(\\.\\d{6,18}(\\.gz)?)?");

    @Option(
            names = "--autoscaler",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Whose recording, if the folder has several.")
    private String autoscaler = "";

    /** Opens a file, or a folder, which may have the recording of one if none is named. */
    Recording open(Path path) {
        if (!Files.isDirectory(path)) {
            return Recording.of(path);
        }
        if (!autoscaler.isEmpty()) {
            return Recording.of(path, autoscaler);
        }
        List<String> names = names(path);
        if (names.size() != 1) {
            throw new MisuseException("--autoscaler must say whose recording in " + path + " is meant; there are "
                    + (names.isEmpty() ? "none" : String.join(", ", names)));
        }
        return Recording.of(path, names.get(0));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> FILE.matcher(String.valueOf(file.getFileName())))
                    .filter(name -> name.matches())
                    .map(name -> URLDecoder.decode(name.group(1), StandardCharsets.UTF_8))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read: " + e, e);
        }
    }
}
