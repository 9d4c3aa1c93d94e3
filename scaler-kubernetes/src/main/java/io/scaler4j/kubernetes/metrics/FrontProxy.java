package io.scaler4j.kubernetes.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the API server introduces itself to servers behind it, and in whose name it asks. It has checked the rights of
 * that user already, so whoever has its certificate is believed: keep the authority to the API server.
 *
 * @param authorities PEM, one or more certificates
 * @param allowedNames common names that its certificate may have; empty for any name
 * @param userHeaders names of headers of which the first that is there names the user
 */
public record FrontProxy(String authorities, List<String> allowedNames, List<String> userHeaders) {

    /** Where the API server writes this, in the namespace {@code kube-system}. */
    static final String CONFIG_MAP = "extension-apiserver-authentication";

    static final String NAMESPACE = "kube-system";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String AUTHORITIES = "requestheader-client-ca-file";

    /**
     * Copies the lists.
     *
     * @param authorities as above
     * @param allowedNames as above
     * @param userHeaders as above, at least one
     */
    public FrontProxy {
        Objects.requireNonNull(authorities, "authorities must not be null; they tell the API server from others");
        allowedNames = List.copyOf(allowedNames);
        userHeaders = List.copyOf(userHeaders);
        if (userHeaders.isEmpty()) {
            throw new IllegalArgumentException(
                    "front proxy: userHeaders must name a header, was []; most clusters have X-Remote-User");
        }
    }

    /**
     * Returns the settings of most clusters.
     *
     * @param authorities PEM, one or more certificates
     * @param allowedNames common names that the certificate may have; none for any name
     * @return with the header {@code X-Remote-User}
     */
    public static FrontProxy of(String authorities, String... allowedNames) {
        return new FrontProxy(authorities, List.of(allowedNames), List.of("X-Remote-User"));
    }

    /**
     * Reads the ConfigMap {@code extension-apiserver-authentication} of {@code kube-system}.
     *
     * @param data of the ConfigMap
     * @return what it says
     * @throws IllegalArgumentException if there is no authority, or a list is none: nobody is believed then
     */
    public static FrontProxy of(Map<String, String> data) {
        String authorities = data.getOrDefault(AUTHORITIES, "");
        if (authorities.isBlank()) {
            throw new IllegalArgumentException("front proxy: " + AUTHORITIES + " is missing in ConfigMap " + CONFIG_MAP
                    + "; start the API server with --requestheader-client-ca-file");
        }
        return new FrontProxy(
                authorities, list(data, "requestheader-allowed-names"), list(data, "requestheader-username-headers"));
    }

    private static List<String> list(Map<String, String> data, String key) {
        try {
            return JSON.readValue(data.getOrDefault(key, "[]"), new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "front proxy: " + key + " in ConfigMap " + CONFIG_MAP + " is no list in JSON; correct it", e);
        }
    }

    @Override
    public String toString() {
        return "front proxy " + (allowedNames.isEmpty() ? "of any name" : allowedNames);
    }
}
