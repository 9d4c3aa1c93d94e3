package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.prometheus.PrometheusCredentials.Header;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The token of a client, asked for when it is absent or about to expire. Thread-safe. */
final class OAuthTokens {

    private static final JsonFactory JSON = new JsonFactory();
    /** Before its time is over a token is no longer used, so that it does not expire on the way. */
    private static final Duration SPARE = Duration.ofSeconds(10);

    private static final Duration DEFAULT_VALIDITY = Duration.ofMinutes(5);

    private static final Duration LONGEST_VALIDITY = Duration.ofDays(365);

    private final OAuthCredentials credentials;
    private final HttpTransport transport;
    private @Nullable CompletableFuture<Token> latest;

    OAuthTokens(OAuthCredentials credentials, HttpTransport transport) {
        this.credentials = credentials;
        this.transport = transport;
    }

    private record Token(String value, Instant until) {
        @Override
        public String toString() {
            return "a token until " + until;
        }
    }

    /** The header with a token that is good now; fails as the request for it does. */
    CompletionStage<Header> header(Instant now, Duration limit) {
        return token(now, limit)
                .thenApply(token -> new Header(PrometheusCredentials.AUTHORIZATION, "Bearer " + token.value()));
    }

    private CompletionStage<Token> token(Instant now, Duration limit) {
        CompletableFuture<Token> mine;
        synchronized (this) {
            CompletableFuture<Token> known = latest;
            if (known != null && isUsable(known, now)) {
                return known;
            }
            mine = new CompletableFuture<>();
            latest = mine;
        }
        transport.send(call(), limit).thenApply(answer -> read(answer, now)).whenComplete((token, thrown) -> {
            if (thrown == null) {
                mine.complete(token);
            } else {
                mine.completeExceptionally(thrown);
            }
        });
        return mine;
    }

    private static boolean isUsable(CompletableFuture<Token> token, Instant now) {
        return !token.isDone()
                || (!token.isCompletedExceptionally()
                        && now.isBefore(token.join().until()));
    }

    private HttpCall call() {
        URI endpoint = credentials.tokenEndpoint();
        String target = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
        String form = credentials.form().entrySet().stream()
                .map(field -> InstantQuery.escape(field.getKey()) + "=" + InstantQuery.escape(field.getValue()))
                .collect(Collectors.joining("&"));
        return new HttpCall(
                "POST",
                ServerAddress.parse(endpoint.toString().split("[?#]", 2)[0]).host(),
                endpoint.getRawQuery() == null ? target : target + "?" + endpoint.getRawQuery(),
                List.of(new Header("Accept", "application/json"), identification()),
                form);
    }

    /** As RFC 6749, section 2.3.1, has it: each part escaped as in a form. */
    private Header identification() {
        String pair =
                InstantQuery.escape(credentials.clientId()) + ":" + InstantQuery.escape(credentials.clientSecret());
        return new Header(
                PrometheusCredentials.AUTHORIZATION,
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }

    private Token read(HttpAnswer answer, Instant now) {
        if (!answer.isSuccess()) {
            boolean refused = answer.status() >= 400 && answer.status() < 500;
            throw AnswerException.ofError(
                    Problem.HTTP_STATUS,
                    refused ? Kind.DENIED : Kind.UNAVAILABLE,
                    refused ? 401 : answer.status(),
                    "the token server at " + host() + " answered HTTP " + answer.status()
                            + (refused ? "; check client id, secret and scopes" : "; see what is wrong with it"));
        }
        try (JsonParser json = JSON.createParser(answer.body())) {
            return read(json, now);
        } catch (IOException e) {
            throw noToken();
        }
    }

    private Token read(JsonParser json, Instant now) throws IOException {
        String token = "";
        Duration validity = DEFAULT_VALIDITY;
        if (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                if (field.equals("access_token") && value == JsonToken.VALUE_STRING) {
                    token = json.getText();
                } else if (field.equals("expires_in") && (value.isNumeric() || value == JsonToken.VALUE_STRING)) {
                    validity = validity(json.getValueAsDouble((double) DEFAULT_VALIDITY.toSeconds()));
                } else {
                    json.skipChildren();
                }
            }
        }
        if (token.isEmpty() || !Header.isValue(token)) {
            throw noToken();
        }
        return new Token(token, now.plus(validity).minus(SPARE));
    }

    /** Whatever a server tells, within what can be added to a time. */
    private static Duration validity(double seconds) {
        return Duration.ofSeconds((long) Math.max(0, Math.min(seconds, (double) LONGEST_VALIDITY.toSeconds())));
    }

    private AnswerException noToken() {
        return AnswerException.ofError(
                Problem.UNEXPECTED_SHAPE,
                Kind.UNAVAILABLE,
                200,
                "the token server at " + host() + " answered without a token; check its address");
    }

    private String host() {
        return ServerAddress.parse(credentials.tokenEndpoint().toString().split("[?#]", 2)[0])
                .toString();
    }
}
