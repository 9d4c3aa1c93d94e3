package io.scaler4j.kubernetes;

import io.scaler4j.config.Problems;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Where an API server is. Host names may have underscores, as those of k3d have, which {@link java.net.URI} does not
 * take for hosts.
 *
 * @param host with its scheme; the port is -1 if it is that of the scheme
 * @param path before the paths of the API, without a slash at its end
 */
record ApiAddress(HttpHost host, String path) {

    static final ApiAddress NOWHERE = new ApiAddress(new HttpHost("https", "localhost"), "");

    private static final String EXAMPLE = "; give an address such as https://10.0.0.1:6443";
    private static final Pattern WHOLE = Pattern.compile("(?i)(https?)://([^/?#]*)([^?#]*)");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+(:\\d+)?|\\[[0-9A-Fa-f:.]+](:\\d+)?");
    private static final Pattern PATH = Pattern.compile("[\\x21-\\x7e&&[^\"<>\\\\^`{|}]]*");

    /** An address without a path counts from its root. What may hold a password is not quoted. */
    static ApiAddress parse(String text, Problems problems) {
        Matcher address = WHOLE.matcher(text);
        String problem = problem(text, address);
        if (!problem.isEmpty()) {
            problems.add("server must be an address: " + problem + EXAMPLE);
            return NOWHERE;
        }
        try {
            URIAuthority authority = URIAuthority.create(address.group(2));
            return new ApiAddress(
                    new HttpHost(
                            address.group(1).toLowerCase(Locale.ROOT),
                            authority.getHostName().toLowerCase(Locale.ROOT),
                            authority.getPort()),
                    address.group(3).replaceAll("/+$", ""));
        } catch (URISyntaxException | IllegalArgumentException e) {
            problems.add("server must be an address: its port is none" + EXAMPLE);
            return NOWHERE;
        }
    }

    private static String problem(String text, Matcher address) {
        if (text.isEmpty()) {
            return "it is missing";
        }
        if (text.indexOf('@') >= 0) {
            return "it has a user, which is sent nowhere";
        }
        if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            return "it has a query or a fragment";
        }
        if (!address.matches()) {
            return "it does not begin with https:// or http://";
        }
        if (!HOST.matcher(address.group(2)).matches()) {
            return address.group(2).isEmpty() ? "it has no host" : "its host has characters that no host name has";
        }
        return PATH.matcher(address.group(3)).matches() ? "" : "its path has characters that must be escaped";
    }

    @Override
    public String toString() {
        return host.toURI() + path;
    }
}
