package io.scaler4j.http.proxy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is configured, and not a replica's: a page for the time of a cold start, or the answer of a health
 * check. Immutable.
 *
 * <pre>{@code
 * StaticResponse.of(503, "<h1>Starting, please wait</h1>").header("Retry-After", "5")
 * }</pre>
 *
 * <p>Without {@code Content-Type} among its headers, the type is guessed: from the page's name, else from the first
 * character of the body.
 */
public final class StaticResponse {

    /** The longest body: 128 KiB, which holds 32,768 characters of any kind. */
    public static final int MOST_BYTES = 131_072;

    private static final int LEAST_STATUS = 200;
    private static final int MOST_STATUS = 599;
    private static final int NO_CONTENT = 204;
    private static final int RESET_CONTENT = 205;
    private static final int NOT_MODIFIED = 304;
    /** The interceptor sets these itself: a wrong one breaks the connection. */
    private static final Set<String> OURS =
            Set.of("content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "trailer", "te");

    private static final StaticResponse FAILED = of(500, "Internal Server Error\n");

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final @Nullable StaticPages pages;
    private final @Nullable String page;

    private StaticResponse(
            int status, Map<String, String> headers, byte[] body, @Nullable StaticPages pages, @Nullable String page) {
        var problems = Problems.of("static response");
        problems.check(
                status >= LEAST_STATUS && status <= MOST_STATUS,
                "status must be from 200 to 599, was " + status + "; a status below 200 ends no request");
        var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            checkHeader(name, value, problems);
            sorted.put(name, value);
        });
        problems.check(
                body.length <= MOST_BYTES,
                "body must have at most " + MOST_BYTES + " bytes, has " + body.length + "; link to a longer page");
        problems.check(
                (body.length == 0 && pages == null) || mayHaveBody(status),
                "body must be empty with status " + status + "; choose another status for an answer with a body");
        problems.throwIfAny();
        this.status = status;
        this.headers = Collections.unmodifiableMap(sorted);
        this.body = body;
        this.pages = pages;
        this.page = page;
    }

    private static boolean mayHaveBody(int status) {
        return status != NO_CONTENT && status != RESET_CONTENT && status != NOT_MODIFIED;
    }

    private static void checkHeader(String name, String value, Problems problems) {
        problems.check(
                !name.isEmpty() && name.chars().allMatch(StaticResponse::isTokenCharacter),
                "header " + Masking.unexpected(name) + " must be a name of letters, digits and hyphens");
        problems.check(
                !OURS.contains(name.toLowerCase(Locale.ROOT)),
                "header " + Masking.unexpected(name) + " is set by the interceptor itself; leave it out");
        problems.check(
                value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 127)),
                "the value of header " + Masking.unexpected(name)
                        + " must have printable ASCII characters only, no line breaks");
    }

    private static boolean isTokenCharacter(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    /**
     * Returns a response.
     *
     * @param status from 200 to 599
     * @param headers by name; {@code Content-Length} and the like are set by the interceptor
     * @param body at most {@link #MOST_BYTES}; copied
     * @return the response
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public static StaticResponse of(int status, Map<String, String> headers, byte[] body) {
        return new StaticResponse(status, headers, body.clone(), null, null);
    }

    /**
     * Returns a response with a text in UTF-8 and no headers of its own.
     *
     * @param status from 200 to 599
     * @param body at most {@link #MOST_BYTES} in UTF-8
     * @return the response
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public static StaticResponse of(int status, String body) {
        return of(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns a response whose body is the page that the request's path names: {@code styles.css} for
     * {@code /styles.css}, {@link StaticPages#INDEX} for {@code /}. Without such a page the body is empty. The status
     * is the same for all pages.
     *
     * @param status from 200 to 599
     * @param pages the bodies
     * @return the response
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public static StaticResponse ofPages(int status, StaticPages pages) {
        return new StaticResponse(status, Map.of(), new byte[0], Objects.requireNonNull(pages, "pages"), null);
    }

    /**
     * Returns a response whose body is one page, whatever the path. While the page does not exist, the answer is status
     * 500.
     *
     * @param status from 200 to 599
     * @param pages the bodies
     * @param name the page's name
     * @return the response
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public static StaticResponse ofPage(int status, StaticPages pages, String name) {
        return new StaticResponse(
                status,
                Map.of(),
                new byte[0],
                Objects.requireNonNull(pages, "pages"),
                Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns a copy with one more header.
     *
     * @param name the header's name; replaces one of this name
     * @param value printable ASCII characters
     * @return a copy
     * @throws InvalidConfigurationException if there can be no such header
     */
    public StaticResponse header(String name, String value) {
        var more = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new StaticResponse(status, more, body, pages, page);
    }

    /** {@return the status, from 200 to 599} */
    public int status() {
        return status;
    }

    /** {@return the headers that are configured, by name without regard to case; unmodifiable} */
    public Map<String, String> headers() {
        return headers;
    }

    /** {@return a copy of the body; empty if the body is a page} */
    public byte[] body() {
        return body.clone();
    }

    /**
     * Returns what a client gets: a response with a body and the body's type.
     *
     * @param path the request's path, without its query
     * @return a response without pages
     */
    StaticResponse at(String path) {
        if (pages == null) {
            return typed(body, ContentTypes.ofBody(body));
        }
        String name = page != null ? page : pageOf(path);
        try {
            Optional<byte[]> found = pages.find(name);
            if (found.isPresent()) {
                return typed(found.get(), ContentTypes.ofName(name).or(() -> ContentTypes.ofBody(found.get())));
            }
        } catch (RuntimeException e) {
            return FAILED;
        }
        return page != null ? FAILED : typed(new byte[0], Optional.empty());
    }

    private StaticResponse typed(byte[] bytes, Optional<String> type) {
        boolean asIs = pages == null && (type.isEmpty() || headers.containsKey(ContentTypes.HEADER));
        if (asIs) {
            return this;
        }
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        type.ifPresent(guessed -> all.put(ContentTypes.HEADER, guessed));
        all.putAll(headers);
        return new StaticResponse(status, all, bytes, null, null);
    }

    private static String pageOf(String path) {
        String name = path.startsWith("/") ? path.substring(1) : path;
        return name.isEmpty() ? StaticPages.INDEX : name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StaticResponse that
                && status == that.status
                && headers.equals(that.headers)
                && Arrays.equals(body, that.body)
                && Objects.equals(pages, that.pages)
                && Objects.equals(page, that.page);
    }

    @Override
    public int hashCode() {
        // by values alone: names are equal without regard to case
        return Objects.hash(status, List.copyOf(headers.values()), Arrays.hashCode(body), pages, page);
    }

    @Override
    public String toString() {
        return "static response " + status + (pages == null ? " of " + body.length + " bytes" : " of pages");
    }
}
