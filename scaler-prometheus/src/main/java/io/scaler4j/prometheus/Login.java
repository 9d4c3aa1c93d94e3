package io.scaler4j.prometheus;

import io.scaler4j.prometheus.PrometheusCredentials.Header;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The secrets in use, and what they make of the client. Immutable, but for the token that it may keep.
 *
 * @param number counts the logins of a connection
 * @param security the secrets
 * @param transport under their TLS
 * @param tokens where a token is needed
 */
record Login(
        int number,
        PrometheusSecurity security,
        HttpTransport transport,
        @Nullable OAuthTokens tokens) {

    static Login of(int number, PrometheusSecurity security, HttpTransport transport) {
        OAuthTokens tokens = security.credentials()
                .filter(OAuthCredentials.class::isInstance)
                .map(who -> new OAuthTokens((OAuthCredentials) who, transport))
                .orElse(null);
        return new Login(number, security, transport, tokens);
    }

    /** What to send along with a request. */
    CompletionStage<Optional<Header>> header(Instant now, Duration limit) {
        return tokens == null
                ? CompletableFuture.completedStage(security.credentials().flatMap(PrometheusCredentials::header))
                : tokens.header(now, limit).thenApply(Optional::of);
    }
}
