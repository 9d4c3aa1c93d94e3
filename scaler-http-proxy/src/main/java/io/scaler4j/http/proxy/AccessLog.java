package io.scaler4j.http.proxy;

import io.scaler4j.config.Masking;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for each request to the logger {@code io.scaler4j.http.access}, at level INFO, as {@code name=value}
 * pairs:
 *
 * <pre>{@code
 * route=shop/web method=GET host="shop.example.com" path="/api" protocol=HTTP/1.1 status=200 outcome=held_ready
 *     seconds=1.204 held=1.190 in=0 out=512 endpoint=http://10.0.0.5:8080
 * }</pre>
 *
 * <p>It is one line: what clients have sent is in quotes, without line breaks and other control characters, and cut
 * after 140 characters. A path may have secrets, such as a token in a link; filter the logger's lines if yours do.
 */
public final class AccessLog implements ExchangeObserver {

    /** The name of the logger. */
    public static final String LOGGER = "io.scaler4j.http.access";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final double NANOS = 1e9;
    private static final int MOST_SHOWN = 140;

    /** Writes with whatever SLF4J is bound to. */
    public AccessLog() {}

    @Override
    public void onExchange(Exchange exchange) {
        if (LOG.isInfoEnabled()) {
            LOG.info(line(exchange));
        }
    }

    static String line(Exchange exchange) {
        var line = new StringBuilder(200);
        exchange.route().ifPresent(route -> pair(line, "route", token(route)));
        pair(line, "method", token(exchange.method()));
        pair(line, "host", quoted(exchange.host()));
        pair(line, "path", quoted(exchange.path()));
        pair(line, "protocol", exchange.protocol());
        pair(line, "status", Integer.toString(exchange.status()));
        pair(line, "outcome", exchange.outcome().name().toLowerCase(Locale.ROOT));
        pair(line, "seconds", seconds(exchange.duration()));
        if (!exchange.held().isZero()) {
            pair(line, "held", seconds(exchange.held()));
        }
        pair(line, "in", Long.toString(exchange.requestBytes()));
        pair(line, "out", Long.toString(exchange.responseBytes()));
        exchange.endpoint().ifPresent(endpoint -> pair(line, "endpoint", endpoint.toString()));
        exchange.reason().ifPresent(reason -> pair(line, "reason", token(reason)));
        return line.toString();
    }

    private static void pair(StringBuilder line, String name, String value) {
        line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(value);
    }

    /** So that a client cannot end the quotes and go on with pairs of its own. */
    private static String quoted(String text) {
        String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
        return Masking.quote(shown.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    /** As it is if it is one word. */
    private static String token(String text) {
        boolean plain = !text.isEmpty()
                && text.length() <= 100
                && text.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '=' && c != '\\');
        return plain ? text : quoted(text);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.getSeconds() + duration.getNano() / NANOS);
    }
}
