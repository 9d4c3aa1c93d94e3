package io.scaler4j.cli;

import io.scaler4j.cli.text.Reasons;
import io.scaler4j.simulation.PrometheusHistory;
import io.scaler4j.simulation.Trace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Asks a Prometheus for what was. */
final class HistoryClient {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;

    @Option(names = "--prometheus", paramLabel = "URL", description = "The server, as in http://prometheus:9090.")
    private @Nullable URI server;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long a whole answer may take. Default: 30s.")
    private Duration timeout = Duration.ofSeconds(30);

    @Option(
            names = "--bearer-token-file",
            paramLabel = "FILE",
            description = "A file with a token that each request carries.")
    private @Nullable Path tokenFile;

    /**
     * Fetches one series.
     *
     * @param what is asked for, in messages
     * @param progress gets the share of the queries that were answered
     */
    Trace fetch(String what, String query, Instant from, Instant to, Duration step, DoubleConsumer progress) {
        URI address = checkedServer();
        PrometheusHistory history = MisuseException.unless(() -> PrometheusHistory.of(from, to, step));
        var ranges = history.ranges();
        for (int i = 0; i < ranges.size(); i++) {
            byte[] answer = ask(address, what, query, ranges.get(i), step);
            try {
                history.add(new ByteArrayInputStream(answer));
            } catch (IllegalArgumentException e) {
                throw new NotRunException(
                        "the history of " + what + " cannot be used: "
                                + String.valueOf(e.getMessage()).replaceAll("\\s+", " "),
                        e);
            }
            progress.accept((double) (i + 1) / ranges.size());
        }
        if (history.knownShare() == 0) {
            throw new NotRunException(
                    "Prometheus has no value of " + what + " from " + from + " to " + to
                            + "; check the query and the time",
                    null);
        }
        return history.trace();
    }

    boolean isSet() {
        return server != null;
    }

    /** Before anything is asked. */
    URI checkedServer() {
        if (server == null) {
            throw new MisuseException("--prometheus is missing; give the server, as in http://prometheus:9090");
        }
        if (!String.valueOf(server.getScheme()).matches("https?") || server.getHost() == null) {
            throw new MisuseException(
                    "--prometheus must be an address such as http://prometheus:9090, was '" + server + "'");
        }
        return server;
    }

    private byte[] ask(URI address, String what, String query, PrometheusHistory.Range range, Duration step) {
        String base = address.toString().replaceAll("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v1/query_range"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("query=" + encoded(query) + "&start=" + seconds(range.from())
                        + "&end=" + seconds(range.to()) + "&step=" + step.toMillis() / 1000.0));
        token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        try {
            HttpResponse<byte[]> response = HttpClient.newHttpClient()
                    .sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            boolean explained = response.statusCode() == BAD_REQUEST || response.statusCode() == UNPROCESSABLE;
            if (response.statusCode() != OK && !explained) {
                throw new NotRunException(
                        "Prometheus at " + base + " answers the query of " + what + " with status "
                                + response.statusCode() + "; check the address and the token",
                        null);
            }
            return response.body();
        } catch (ExecutionException e) {
            throw new NotRunException(
                    "Prometheus at " + base + " cannot be reached: " + reason(e.getCause()) + "; check --prometheus",
                    e);
        } catch (TimeoutException e) {
            throw new NotRunException(
                    "Prometheus at " + base + " did not answer the query of " + what + " within " + timeout.toMillis()
                            + " ms; give it more with --timeout, or ask for less",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotRunException("interrupted while Prometheus was asked", e);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null || cause.getMessage() == null
                ? "the connection is refused, or the name is unknown"
                : cause.getMessage();
    }

    private Optional<String> token() {
        if (tokenFile == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new NotRunException("--bearer-token-file " + tokenFile + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String seconds(Instant instant) {
        return instant.getEpochSecond() + "." + String.format(Locale.ROOT, "%03d", instant.getNano() / 1_000_000);
    }
}
