package io.scaler4j.scaledobject.schema;

import static io.scaler4j.scaledobject.schema.Field.optional;
import static io.scaler4j.scaledobject.schema.Field.required;

/** HTTPScaledObject and InterceptorRoute of KEDA's HTTP add-on. */
final class HttpShapes {

    private static final Shape PORT = Shape.whole().atLeast(1).atMost(65_535);

    private HttpShapes() {}

    private static Shape.Text duration() {
        return Shape.text().like(Format.DURATION);
    }

    static KindSchema httpScaledObject() {
        Shape.Structure spec = Shape.object(
                optional("hosts", Shape.list(Shape.text()), "Hosts that are routed; all unless given."),
                optional("pathPrefixes", Shape.list(Shape.text()), "Beginnings of paths; all unless given."),
                optional("headers", Shape.list(header()), "Headers that a request must have."),
                required("scaleTargetRef", target(), "Where requests go, and what is scaled."),
                optional(
                        "replicas",
                        Shape.object(
                                        optional("min", Shape.whole().atLeast(0), 0, "The least replicas."),
                                        optional("max", Shape.whole().atLeast(1), 100, "The most replicas."))
                                .with(Together.minUpToMax("min", "max")),
                        "How many there may be."),
                optional("scaledownPeriod", Shape.whole().atLeast(0), 300, "Seconds without requests before zero."),
                optional("initialCooldownPeriod", Shape.whole().atLeast(0), 0, "Seconds after creation before zero."),
                optional("targetPendingRequests", Shape.whole(), 100, "Deprecated: `scalingMetric`."),
                optional("scalingMetric", oneMetric(), "What is measured."),
                optional(
                        "timeouts",
                        Shape.object(
                                optional("conditionWait", duration(), "Wait for the target to start."),
                                optional("responseHeader", duration(), "Wait for the answer.")),
                        "How long a request waits."),
                optional("coldStartTimeoutFailoverRef", failover(), "Who answers when the target does not start."));
        return new KindSchema(
                "http.keda.sh/v1alpha1",
                "HTTPScaledObject",
                ObjectShapes.object(spec),
                "Routes requests to a workload and scales it.");
    }

    private static Shape.Structure target() {
        return Shape.object(
                        required("service", Shape.text(), "The service that requests go to."),
                        optional("port", PORT, "Its port."),
                        optional("portName", Shape.text(), "Its port by name."),
                        optional("name", Shape.text(), "The workload; as the service unless given."),
                        optional("kind", Shape.text(), "Deployment", "Its kind."),
                        optional("apiVersion", Shape.text(), "apps/v1", "Its group and version."))
                .with(Together.exactlyOne("port", "portName"));
    }

    private static Shape.Structure failover() {
        return Shape.object(
                        required("service", Shape.text(), "The service that answers."),
                        optional("port", PORT, "Its port."),
                        optional("portName", Shape.text(), "Its port by name."),
                        optional("timeoutSeconds", Shape.whole(), 30, "Seconds before it answers."))
                .with(Together.exactlyOne("port", "portName"));
    }

    private static Shape.Structure oneMetric() {
        return Shape.object(
                        optional(
                                "concurrency",
                                Shape.object(
                                        optional("targetValue", Shape.whole().ofLong(), 100, "For each replica.")),
                                "Requests at a time."),
                        optional(
                                "requestRate",
                                Shape.object(
                                        optional("targetValue", Shape.whole().ofLong(), 100, "For each replica."),
                                        optional("window", duration(), "1m", "Over which time."),
                                        optional("granularity", duration(), "1s", "In which steps.")),
                                "Requests per second."))
                .with(Together.atMostOne("concurrency", "requestRate"));
    }

    private static Shape.Structure header() {
        return Shape.object(
                required("name", Shape.text().notEmpty(), "The header's name."),
                optional("value", Shape.text(), "Its value; any unless given."));
    }

    static KindSchema interceptorRoute() {
        Shape.Structure spec = Shape.object(
                required("target", service("service"), "Where requests go."),
                optional("rules", Shape.list(rule()), "Which requests; one of them must fit."),
                required("scalingMetric", metrics(), "What is measured."),
                optional(
                        "timeouts",
                        Shape.object(
                                optional("readiness", duration(), "Wait for the target to start."),
                                optional("request", duration(), "For the whole request."),
                                optional("responseHeader", duration(), "Wait for the answer.")),
                        "How long a request waits."),
                optional("coldStart", coldStart(), "What happens while the target starts."),
                optional("staticRoutes", Shape.list(staticRoute()), "Answers without the target."));
        return new KindSchema(
                "http.keda.sh/v1beta1",
                "InterceptorRoute",
                ObjectShapes.object(spec),
                "Routes requests to a workload and counts them.");
    }

    private static Shape.Structure service(String name) {
        return Shape.object(
                        required(name, Shape.text().notEmpty(), "The service."),
                        optional("port", PORT, "Its port."),
                        optional("portName", Shape.text().notEmpty(), "Its port by name."))
                .with(Together.exactlyOne("port", "portName"));
    }

    private static Shape.Structure rule() {
        Shape.Structure path = Shape.object(required("value", Shape.text().notEmpty(), "The beginning of the path."));
        return Shape.object(
                optional(
                        "hosts",
                        Shape.list(Shape.text()).with(Distinct.items()),
                        "Exact, or with `*.` in front; all unless given."),
                optional("paths", Shape.list(path), "Beginnings of paths; all unless given."),
                optional(
                        "headers",
                        Shape.list(header()).with(Distinct.by("name")),
                        "Headers that a request must have."));
    }

    private static Shape.Structure metrics() {
        return Shape.object(
                        optional(
                                "concurrency",
                                Shape.object(
                                        required("targetValue", Shape.whole().atLeast(1), "For each replica.")),
                                "Requests at a time."),
                        optional(
                                "requestRate",
                                Shape.object(
                                        required("targetValue", Shape.whole().atLeast(1), "For each replica."),
                                        optional("window", duration(), "1m", "Over which time."),
                                        optional("granularity", duration(), "1s", "In which steps.")),
                                "Requests per second."))
                .with(Together.atLeastOne("concurrency", "requestRate"));
    }

    private static Shape.Structure coldStart() {
        return Shape.object(
                        optional(
                                "fallback",
                                Shape.object(required("service", service("name"), "Who answers in its place.")),
                                "Another service answers."),
                        optional(
                                "placeholder",
                                Shape.object(required("response", response(), "The answer.")),
                                "A fixed answer."),
                        optional(
                                "maxPendingRequests",
                                Shape.whole().atLeast(1),
                                "Requests that may wait; from version 0.16 of the add-on."),
                        optional(
                                "overflow",
                                Shape.word("Reject", "Placeholder"),
                                "Reject",
                                "What the others get; from version 0.16 of the add-on."))
                .with(Together.atLeastOne("fallback", "placeholder", "maxPendingRequests"));
    }

    private static Shape.Structure staticRoute() {
        return Shape.object(
                required("rules", Shape.list(rule()).atLeast(1), "Which requests; one of them must fit."),
                required("response", response(), "The answer."),
                optional(
                        "responseMode",
                        Shape.word("Always", "WhenUnavailable"),
                        "WhenUnavailable",
                        "When it is given."));
    }

    private static Shape.Structure response() {
        Shape.Structure document = Shape.object(
                required("name", Shape.text().notEmpty(), "Name of the ConfigMap."),
                optional("key", Shape.text(), "Its key; as the path says unless given."));
        return Shape.object(
                        optional("statusCode", Shape.whole().atLeast(100).atMost(599), "The status."),
                        optional("headers", Shape.map(Shape.text()), "The headers."),
                        optional("body", Shape.text().atMost(32_768), "The body."),
                        optional("bodyFromConfigMap", document, "The body, from a ConfigMap."))
                .with(Together.atMostOne("body", "bodyFromConfigMap"));
    }
}
