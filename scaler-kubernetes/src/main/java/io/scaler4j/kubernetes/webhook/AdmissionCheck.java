package io.scaler4j.kubernetes.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.check.Lint;
import io.scaler4j.scaledobject.check.LintFacts;
import io.scaler4j.scaledobject.check.Validation;
import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.yaml.YamlReader;
import io.scaler4j.spi.ScalerCatalog;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers admission reviews of Kubernetes, version {@code admission.k8s.io/v1}. What a cluster with KEDA would refuse
 * is refused, with every reason at once; lint is a warning, which {@code kubectl} prints.
 *
 * <ul>
 *   <li>An object is looked at alone: what others of the namespace make of it is not.
 *   <li>An object that is being deleted is allowed, so that finalizers can go. So is a change that leaves {@code spec}
 *       as it was: an object that was wrong before stays usable for others, such as those who write annotations.
 *   <li>A warning has at most 256 characters, and there are at most 16, since the API server takes 4,096 bytes.
 * </ul>
 *
 * <p>Pure: opens nothing, resolves no secret. Immutable, thread-safe.
 */
public final class AdmissionCheck {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_WARNING = 256;
    private static final int MOST_WARNINGS = 16;
    private static final int UNPROCESSABLE = 422;

    private final ScalerCatalog catalog;
    private final Lint lint;

    /**
     * Makes a check that knows the options of some trigger types.
     *
     * @param catalog of the types, stays the caller's; other types of KEDA are legal, and their options are not looked
     *     at
     */
    public AdmissionCheck(ScalerCatalog catalog) {
        this.catalog = Objects.requireNonNull(catalog, "catalog must not be null; ScalerCatalog.load() makes one");
        lint = new Lint(catalog.providers());
    }

    /**
     * Answers a review.
     *
     * @param review JSON of an {@code AdmissionReview} with a request
     * @return JSON of an {@code AdmissionReview} with the response
     * @throws IllegalArgumentException if this is no review, with a sentence
     */
    public String review(String review) {
        JsonNode request = request(review);
        ObjectNode answer =
                JSON.createObjectNode().put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
        ObjectNode response =
                answer.putObject("response").put("uid", request.path("uid").asText());
        List<Finding> findings = findings(request);
        List<Finding> invalid = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.INVALID)
                .toList();
        boolean allowed = invalid.isEmpty() || isUnchanged(request);
        response.put("allowed", allowed);
        if (!allowed) {
            response.putObject("status")
                    .put("code", UNPROCESSABLE)
                    .put("reason", "Invalid")
                    .put("message", invalid.stream().map(AdmissionCheck::text).collect(Collectors.joining("; ")));
        }
        ArrayNode warnings = JSON.createArrayNode();
        findings.stream()
                .filter(finding -> allowed || finding.severity() != Finding.Severity.INVALID)
                .limit(MOST_WARNINGS)
                .forEach(finding -> warnings.add(shortened(text(finding))));
        if (!warnings.isEmpty()) {
            response.set("warnings", warnings);
        }
        return answer.toString();
    }

    private static JsonNode request(String review) {
        JsonNode tree;
        try {
            tree = JSON.readTree(review);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is no AdmissionReview: it is no JSON", e);
        }
        JsonNode request = tree.path("request");
        if (!tree.path("kind").asText().equals("AdmissionReview")
                || !request.path("uid").isTextual()) {
            throw new IllegalArgumentException(
                    "this is no AdmissionReview of version admission.k8s.io/v1 with a request; set"
                            + " admissionReviewVersions: [v1]");
        }
        return request;
    }

    private List<Finding> findings(JsonNode request) {
        JsonNode object = request.path("object");
        boolean leaves = object.path("metadata").has("deletionTimestamp");
        if (!object.isObject() || leaves) {
            return List.of();
        }
        Manifests manifests = Manifests.of(
                YamlReader.read(object.toString(), request.path("name").asText("object"))
                        .documents());
        return Stream.concat(
                        Validation.of(manifests, catalog.types()).stream(),
                        lint.check(manifests.manifests(), LintFacts.none()).stream())
                .toList();
    }

    /** Whether somebody changes something else than what counts. */
    private static boolean isUnchanged(JsonNode request) {
        JsonNode before = request.path("oldObject").path("spec");
        return before.isObject() && before.equals(request.path("object").path("spec"));
    }

    private static String text(Finding finding) {
        return finding.rule() + ": " + finding.sentence() + "; " + finding.wayOut();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_WARNING ? text : text.substring(0, LONGEST_WARNING - 3) + "...";
    }

    @Override
    public String toString() {
        return "admission check of " + catalog.types();
    }
}
