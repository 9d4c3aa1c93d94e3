package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.SECONDS;

import io.scaler4j.config.Masking;
import io.scaler4j.connect.Secrets;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A question to the server: what two scalers ask for alike is asked once. Its text is the expression alone, since
 * headers and parameters may hold secrets.
 *
 * @param expression PromQL
 * @param namespace of a tenant, empty for none
 * @param parameters further ones of the URL, in order
 * @param headers further ones of the request
 * @param timeout of the whole exchange
 */
record InstantQuery(
        String expression,
        String namespace,
        Map<String, String> parameters,
        Map<String, String> headers,
        Duration timeout) {

    /** As KEDA has it, unless its environment says otherwise. */
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);

    InstantQuery {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** The path and query of a URL, below the path of the server. */
    String target(Instant now) {
        var target = new StringBuilder("/api/v1/query?query=").append(escape(expression));
        target.append("&time=").append(now.truncatedTo(SECONDS));
        if (!namespace.isEmpty()) {
            target.append("&namespace=").append(escape(namespace));
        }
        parameters.forEach((name, value) ->
                target.append('&').append(escape(name)).append('=').append(escape(value)));
        return target.toString();
    }

    /** As in a form: a blank becomes a plus; only letters, digits and {@code -_.~} stay. */
    static String escape(String text) {
        return URLEncoder.encode(text, UTF_8).replace("*", "%2A").replace("%7E", "~");
    }

    /** A text without the values of headers and parameters, should a server have quoted them. */
    String mask(String text) {
        return Secrets.of(headers.values()).and(Secrets.of(parameters.values())).mask(text);
    }

    @Override
    public String toString() {
        return "query \"" + Masking.sentence(expression) + '"';
    }
}
