package io.scaler4j.cli;

import io.scaler4j.ScaleTarget;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What {@code run} scales, as its option names it. */
final class ReplicaTarget {

    static final String FORMS = "exec:COMMAND with {replicas} in it, a URL such as http://host/replicas, or none";

    private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(10);
    private static final int FIRST_OK = 200;
    private static final int LAST_OK = 299;
    private static final int MOST_OUTPUT = 500;

    private ReplicaTarget() {}

    /** @param replicas that there are at first, for targets that cannot tell */
    static ScaleTarget of(String text, int replicas) {
        if (text.equals("none")) {
            return ScaleTarget.of(() -> replicas, count -> {});
        }
        if (text.startsWith("exec:") && text.contains("{replicas}")) {
            return new Exec(text.substring("exec:".length()), new AtomicInteger(replicas));
        }
        if (text.matches("https?://[^/]+.*")) {
            return new Http(MisuseException.unless(() -> URI.create(text)));
        }
        throw new MisuseException("--target must be " + FORMS + ", was '" + text + "'");
    }

    /** Runs a command for each change; the count is what was last asked for and confirmed by status 0. */
    private record Exec(String command, AtomicInteger count) implements ScaleTarget {

        @Override
        public Replicas replicas() {
            return Replicas.of(count.get());
        }

        /** Interrupted at the deadline; the command is ended then. */
        @Override
        public void scaleTo(int replicas, Decision why) throws IOException, InterruptedException {
            Process process = new ProcessBuilder(
                            "/bin/sh", "-c", command.replace("{replicas}", Integer.toString(replicas)))
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            try {
                byte[] output = process.getInputStream().readNBytes(MOST_OUTPUT);
                process.getInputStream().transferTo(OutputStream.nullOutputStream());
                int status = process.waitFor();
                if (status != 0) {
                    throw new ScaleTargetException(
                            "the command ended with status " + status + ": "
                                    + new String(output, StandardCharsets.UTF_8).strip(),
                            null);
                }
            } finally {
                process.destroyForcibly();
            }
            count.set(replicas);
        }
    }

    /** GET answers with the count as text; PUT sends it. */
    private record Http(URI address) implements ScaleTarget {

        private static final HttpClient CLIENT =
                HttpClient.newBuilder().connectTimeout(HTTP_TIMEOUT).build();

        private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
            HttpResponse<String> response = CLIENT.send(
                    request.uri(address).timeout(HTTP_TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() < FIRST_OK || response.statusCode() > LAST_OK) {
                throw new ScaleTargetException(address + " answers with status " + response.statusCode(), null);
            }
            return response.body().strip();
        }

        @Override
        public Replicas replicas() throws IOException, InterruptedException {
            String body = send(HttpRequest.newBuilder().GET());
            if (!body.matches("\\d{1,9}")) {
                throw new ScaleTargetException(
                        address + " must answer GET with the count of replicas as a number alone", null);
            }
            return Replicas.of(Integer.parseInt(body));
        }

        @Override
        public void scaleTo(int replicas, Decision why) throws IOException, InterruptedException {
            send(HttpRequest.newBuilder()
                    .header("Content-Type", "text/plain")
                    .PUT(HttpRequest.BodyPublishers.ofString(Integer.toString(replicas))));
        }
    }
}
