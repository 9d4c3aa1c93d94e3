package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.config.Masking;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Where a Prometheus is. Host names may have underscores, which {@link java.net.URI} does not take for hosts.
 *
 * @param host with its scheme; the port is -1 if it is that of the scheme
 * @param path before {@code /api/v1/query}, without a slash at its end
 * @param userInfo as in {@code http://user:password@host}, still escaped; a secret
 */
record ServerAddress(HttpHost host, String path, String userInfo) {

    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(https?)://(?:([^/?#]*)@)?([^/?#@]+)(/[\\x21-\\x7e&&[^?#\"<>\\\\^`{|}]]*)?");

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with a sentence, in which there is no user info
     */
    static ServerAddress parse(String text) {
        Matcher address = ADDRESS.matcher(text.strip());
        if (!address.matches()) {
            throw refused(text);
        }
        try {
            URIAuthority authority = URIAuthority.create(address.group(3));
            String scheme = address.group(1).toLowerCase(Locale.ROOT);
            String path = address.group(4) == null ? "" : address.group(4).replaceAll("/+$", "");
            String user = address.group(2) == null ? "" : address.group(2);
            return new ServerAddress(
                    new HttpHost(scheme, authority.getHostName().toLowerCase(Locale.ROOT), authority.getPort()),
                    path,
                    user);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw refused(text);
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "serverAddress must be a URL without a query, such as http://prometheus:9090 or"
                        + " https://host/a/path, was \"" + shown(text) + '"');
    }

    /** An address, or what was given for one, without what may be a secret: a user, a query, a fragment. */
    static String shown(String text) {
        return Masking.url(text);
    }

    /** A text in which there may be addresses, without the users and passwords in these. */
    static String withoutUsers(String text) {
        return text.replaceAll("//[^\\s\"]*@", "//***@");
    }

    boolean isEncrypted() {
        return host.getSchemeName().equals("https");
    }

    /** The part of the user info before the first colon, unescaped. */
    String user() {
        return unescaped(userInfo.split(":", 2)[0]);
    }

    /** The part of the user info after the first colon, unescaped; empty if it is absent. */
    String password() {
        String[] parts = userInfo.split(":", 2);
        return parts.length == 1 ? "" : unescaped(parts[1]);
    }

    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException notEscaped) {
            return text;
        }
    }

    /** The same without user info. */
    @Override
    public String toString() {
        return host.toURI() + path;
    }
}
