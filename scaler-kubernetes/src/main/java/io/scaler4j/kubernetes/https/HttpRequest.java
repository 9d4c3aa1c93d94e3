package io.scaler4j.kubernetes.https;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came in. Immutable.
 *
 * @param method such as {@code GET}
 * @param target path and query, as sent
 * @param headers by their names, in any case
 * @param client the certificate that the client has proved to own, of an authority that was asked for; empty without
 * @param body in UTF-8, may be empty
 */
public record HttpRequest(
        String method, URI target, Map<String, List<String>> headers, Optional<X509Certificate> client, String body) {

    /**
     * Copies the headers.
     *
     * @param method as above
     * @param target as above
     * @param headers as above
     * @param client as above
     * @param body as above
     */
    public HttpRequest {
        var anyCase = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> anyCase.put(name, List.copyOf(values)));
        headers = anyCase;
    }

    /** {@return the segments of the path, decoded, without empty ones at the end} */
    public List<String> path() {
        String path = target.getRawPath();
        return List.of((path == null ? "" : path.replaceFirst("^/", "")).split("/")).stream()
                .map(HttpRequest::decoded)
                .toList();
    }

    /**
     * Finds a parameter of the query.
     *
     * @param name of the parameter
     * @return the first value, decoded; empty if there is none
     */
    public Optional<String> parameter(String name) {
        String query = target.getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        return List.of(query.split("&")).stream()
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decodedParameter(pair.substring(name.length() + 1)))
                .findFirst();
    }

    /**
     * Finds a header.
     *
     * @param name in any case
     * @return its first value; empty if there is none
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static String decoded(String segment) {
        return decodedParameter(segment.replace("+", "%2B"));
    }

    private static String decodedParameter(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEncoding) {
            return text; // names nothing that there is
        }
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
