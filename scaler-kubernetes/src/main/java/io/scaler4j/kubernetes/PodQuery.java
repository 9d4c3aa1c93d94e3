package io.scaler4j.kubernetes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A list of pods, of one of the two APIs.
 *
 * @param api which
 * @param selector a label selector, empty for all pods
 */
record PodQuery(Api api, String namespace, String selector) {

    private static final int PAGE = 500;

    /** Where pods are listed, and what permission that takes. */
    enum Api {
        /** What pods are. */
        CORE("/api/v1", "\"\" (core)"),
        /** What they use. */
        METRICS("/apis/metrics.k8s.io/v1beta1", "\"metrics.k8s.io\"");

        private final String root;
        private final String group;

        Api(String root, String group) {
            this.root = root;
            this.group = group;
        }

        String group() {
            return group;
        }

        /** The list of a namespace. */
        String path(String namespace) {
            return root + "/namespaces/" + encoded(namespace) + "/pods";
        }
    }

    /** The page that begins so; the first one if that is empty. */
    String pathAndQuery(String continued) {
        return api.path(namespace) + "?limit=" + PAGE
                + (selector.isEmpty() ? "" : "&labelSelector=" + encoded(selector))
                + (continued.isEmpty() ? "" : "&continue=" + encoded(continued));
    }

    boolean isOfWholeNamespace() {
        return selector.isEmpty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "pods in namespace " + namespace + (selector.isEmpty() ? "" : " with labels " + selector);
    }
}
