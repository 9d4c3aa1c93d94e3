package io.scaler4j.http.proxy.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.http.proxy.StaticPages;
import io.scaler4j.http.proxy.StaticResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads configured answers. Files are read once, when the interceptor starts. */
final class Responses {

    private static final int MOST_PAGES = 200;
    private static final int LEAST_STATUS = 200;
    private static final int MOST_STATUS = 599;

    private final Path folder;

    /** @param folder where relative paths begin */
    Responses(Path folder) {
        this.folder = folder;
    }

    /** The options {@code status}, {@code headers}, and one of {@code body}, {@code bodyFile} and {@code pages}. */
    Optional<StaticResponse> read(Section section, int statusUnlessGiven) {
        int status = section.integer("status", LEAST_STATUS, MOST_STATUS).orElse(statusUnlessGiven);
        Map<String, Optional<String>> headers = section.map("responseHeaders");
        Optional<String> body = section.text("body");
        Optional<String> file = section.text("bodyFile");
        Optional<String> pages = section.text("pages");
        if (Stream.of(body, file, pages).filter(Optional::isPresent).count() > 1) {
            section.report().add(section.position(), "body, bodyFile and pages exclude each other; give one of them");
            return Optional.empty();
        }
        Optional<StaticResponse> plain = Optional.ofNullable(section.report().make(section.position(), () -> {
            if (file.isPresent()) {
                Path path = path(file.get());
                String name = String.valueOf(path.getFileName());
                return StaticResponse.ofPage(status, StaticPages.of(Map.of(name, bytes(path))), name);
            }
            return pages.isPresent()
                    ? StaticResponse.ofPages(status, StaticPages.of(pages(path(pages.get()))))
                    : StaticResponse.of(status, body.orElse(""));
        }));
        return plain.flatMap(
                response -> Optional.ofNullable(section.make("responseHeaders", () -> withHeaders(response, headers))));
    }

    static StaticResponse withHeaders(StaticResponse plain, Map<String, Optional<String>> headers) {
        StaticResponse response = plain;
        for (Map.Entry<String, Optional<String>> header : headers.entrySet()) {
            response = response.header(header.getKey(), header.getValue().orElse(""));
        }
        return response;
    }

    private Path path(String text) {
        try {
            return folder.resolve(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("a file must be named by a path, such as pages/loading.html", e);
        }
    }

    private static byte[] bytes(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(StaticResponse.MOST_BYTES + 1);
            if (bytes.length > StaticResponse.MOST_BYTES) {
                throw new IllegalArgumentException("the file " + file + " has more than " + StaticResponse.MOST_BYTES
                        + " bytes; link to a longer page");
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file " + file + " cannot be read: " + e + "; paths begin at the folder of the file with the"
                            + " routes",
                    e);
        }
    }

    /** The files of a folder, without those of folders in it and without hidden ones. */
    private static Map<String, byte[]> pages(Path directory) {
        Map<String, byte[]> pages = new HashMap<>();
        for (Path file : files(directory)) {
            pages.put(file.getFileName().toString(), bytes(file));
        }
        return pages;
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> files = all.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().startsWith("."))
                    .limit(MOST_PAGES + 1)
                    .toList();
            if (files.size() > MOST_PAGES) {
                throw new IllegalArgumentException("the folder " + directory + " has more than " + MOST_PAGES
                        + " files; serve them by a server of their own");
            }
            return files;
        } catch (IOException e) {
            throw new IllegalArgumentException("the folder " + directory + " cannot be read: " + e, e);
        }
    }

    /** For bodies that are texts of another object. */
    static StaticPages ofTexts(Map<String, String> texts) {
        Map<String, byte[]> pages = new HashMap<>();
        texts.forEach((name, text) -> pages.put(name, text.getBytes(UTF_8)));
        return StaticPages.of(pages);
    }
}
