package io.scaler4j.prometheus;

import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.prometheus.PrometheusCredentials.Header;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/**
 * A request: where to, what for, and the headers that may be secrets.
 *
 * @param method GET or POST
 * @param host with its scheme
 * @param target path and query, escaped
 * @param headers by name; names differ in more than upper and lower case
 * @param body empty for none
 */
record HttpCall(String method, HttpHost host, String target, List<Header> headers, String body) {

    private static final String ACCEPT = "Accept";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * An instant query.
     *
     * @param address of the server
     * @param query whose target is below that
     * @param target of the query
     * @param credentials in place of a header of the query with the same name
     */
    static HttpCall query(ServerAddress address, InstantQuery query, String target, Optional<Header> credentials) {
        Map<String, Header> headers = new LinkedHashMap<>();
        add(headers, new Header(ACCEPT, "application/json"));
        query.headers().forEach((name, value) -> add(headers, new Header(name, value)));
        credentials.ifPresent(header -> add(headers, header));
        return new HttpCall("GET", address.host(), address.path() + target, List.copyOf(headers.values()), "");
    }

    private static void add(Map<String, Header> headers, Header header) {
        headers.put(header.name().toLowerCase(Locale.ROOT), header);
    }

    /** As the client takes it. */
    HttpRequest request() {
        var request = new BasicHttpRequest(method, host, target);
        headers.forEach(header -> request.addHeader(new SecretHeader(header.name(), header.value())));
        return request;
    }

    /**
     * The same elsewhere. Another server is told no header, so no secret either, and cannot send one back for them.
     *
     * @throws AnswerException if the location is no place to go to
     */
    HttpCall redirected(String location) {
        try {
            URI to = new URI(host.toURI() + target).resolve(new URI(location.strip()));
            String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
            String authority = to.getRawAuthority();
            if (authority == null || !(scheme.equals("http") || scheme.equals("https"))) {
                throw nowhere();
            }
            URIAuthority place = URIAuthority.create(authority.substring(authority.lastIndexOf('@') + 1));
            var next = new HttpHost(scheme, place.getHostName().toLowerCase(Locale.ROOT), place.getPort());
            String path = to.getRawPath().isEmpty() ? "/" : to.getRawPath();
            String nextTarget = to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
            return new HttpCall(method, next, nextTarget, isSameServer(next) ? headers : Collections.emptyList(), body);
        } catch (URISyntaxException e) {
            throw nowhere();
        }
    }

    /** Where this call ended up, having begun as that one, as a clause for a sentence about the answer. */
    String redirectionOf(HttpCall first) {
        List<String> lost = first.headers().stream()
                .filter(header -> !headers.contains(header))
                .map(Header::name)
                .filter(name -> !name.equals(ACCEPT))
                .toList();
        return "it redirected to " + (first.isSameServer(host) && lost.isEmpty() ? "another path" : host.toURI())
                + (lost.isEmpty()
                        ? ""
                        : ", which is another server and was not told the header"
                                + (lost.size() == 1 ? " " : "s ") + String.join(", ", lost)
                                + "; if that one is meant, make it the server address");
    }

    boolean isSameServer(HttpHost other) {
        return host.getSchemeName().equals(other.getSchemeName())
                && host.getHostName().equals(other.getHostName())
                && port(host) == port(other);
    }

    private static int port(HttpHost host) {
        if (host.getPort() >= 0) {
            return host.getPort();
        }
        return host.getSchemeName().equals("https") ? HTTPS : HTTP;
    }

    /** Parameters and body may hold secrets. */
    @Override
    public String toString() {
        return method + " to " + host.toURI();
    }

    static AnswerException nowhere() {
        return AnswerException.ofError(
                Problem.HTTP_STATUS,
                Kind.MISCONFIGURED,
                300,
                "it sends the client to a place that is no http or https address; check the address");
    }
}
