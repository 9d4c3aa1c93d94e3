package io.scaler4j.http.proxy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Guesses the type of a page. */
final class ContentTypes {

    static final String HEADER = "Content-Type";

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String XML = "text/xml; charset=utf-8";

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("html", HTML),
            Map.entry("htm", HTML),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("xml", XML),
            Map.entry("txt", TEXT),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("gif", "image/gif"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("ico", "image/vnd.microsoft.icon"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("woff2", "font/woff2"));

    private ContentTypes() {}

    /** Empty if the extension is unknown. */
    static Optional<String> ofName(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(BY_EXTENSION.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }

    /** Empty if there is no body. */
    static Optional<String> ofBody(byte[] body) {
        int at = 0;
        while (at < body.length && isBlank(body[at])) {
            at++;
        }
        if (body.length == 0) {
            return Optional.empty();
        }
        if (at == body.length || body[at] != '<') {
            return Optional.of(TEXT);
        }
        return Optional.of(at + 1 < body.length && body[at + 1] == '?' ? XML : HTML);
    }

    private static boolean isBlank(byte one) {
        return one == ' ' || one == '\t' || one == '\r' || one == '\n';
    }
}
