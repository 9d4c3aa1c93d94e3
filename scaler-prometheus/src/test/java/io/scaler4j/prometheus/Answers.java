package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Bodies that servers sent, kept as files, and answers that hold a body. */
final class Answers {

    private Answers() {}

    static HttpAnswer ok(String body) {
        return new HttpAnswer(200, null, false, body.getBytes(UTF_8));
    }

    static String body(String name) {
        try (InputStream file = Answers.class.getResourceAsStream("/answers/" + name + ".json")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
