package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.config.Problems;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity of the client: a header of each request. See {@link OAuthCredentials} for tokens that another server
 * gives. Immutable, thread-safe; secrets are never printed.
 */
public abstract sealed class PrometheusCredentials permits PrometheusCredentials.Fixed, OAuthCredentials {

    static final String AUTHORIZATION = "Authorization";

    private static final String BEARER = "Bearer ";

    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\x80-\\uffff\\t]*");

    PrometheusCredentials() {}

    /**
     * A header.
     *
     * @param name of the header
     * @param value of the header, a secret
     */
    record Header(String name, String value) {

        static boolean isName(String text) {
            return HEADER_NAME.matcher(text).matches();
        }

        static boolean isValue(String text) {
            return HEADER_VALUE.matcher(text).matches();
        }

        @Override
        public String toString() {
            return name + ": ***";
        }
    }

    /**
     * A token, sent as {@code Authorization: Bearer}. For tokens that expire, give a supplier to
     * {@link PrometheusServer.Builder#security(java.util.function.Supplier)}.
     *
     * @param token without the word Bearer
     * @return credentials
     */
    public static PrometheusCredentials bearer(String token) {
        return new Fixed("bearer token", new Header(AUTHORIZATION, BEARER + token), List.of(token));
    }

    /**
     * A user and a password, sent as {@code Authorization: Basic} in UTF-8.
     *
     * @param user the name, without a colon
     * @param password the password, which may be empty
     * @return credentials
     */
    public static PrometheusCredentials basic(String user, String password) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        return new Fixed("user \"" + user + '"', new Header(AUTHORIZATION, "Basic " + pair), List.of(password, pair));
    }

    /**
     * A custom header, such as {@code X-API-Key}.
     *
     * @param name the header's name
     * @param value its value, a secret
     * @return credentials
     */
    public static PrometheusCredentials header(String name, String value) {
        return new Fixed("header " + name, new Header(name, value), List.of(value));
    }

    /** What to send, if it is known without asking anyone. */
    abstract Optional<Header> header();

    /** Every setting, in a fixed order. */
    abstract List<String> parts();

    /** What must never be printed. */
    abstract List<String> secrets();

    /** Finds what is wrong without asking anyone. */
    abstract void check(Problems problems);

    /** Those that do not change. */
    static final class Fixed extends PrometheusCredentials {

        private final String description;
        private final Header header;
        private final List<String> secrets;

        private Fixed(String description, Header header, List<String> secrets) {
            this.description = description;
            this.header = header;
            this.secrets = secrets;
        }

        @Override
        Optional<Header> header() {
            return Optional.of(header);
        }

        @Override
        List<String> parts() {
            return List.of(header.name(), header.value());
        }

        @Override
        List<String> secrets() {
            return secrets;
        }

        @Override
        void check(Problems problems) {
            problems.check(
                    Header.isName(header.name()),
                    "the header of the credentials must have a name of letters, digits and dashes, was \""
                            + header.name() + '"');
            problems.check(
                    Header.isValue(header.value())
                            && !header.value().isBlank()
                            && !header.value().strip().equals(BEARER.strip()),
                    "the " + description + " must be one line of text; the secret is empty or has a line break in it");
        }

        /** What is used, without any secret. */
        @Override
        public String toString() {
            return description;
        }
    }
}
