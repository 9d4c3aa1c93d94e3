package io.scaler4j.prometheus;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.spi.TriggerSpecBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What options mean, and which are refused. */
final class PrometheusOptionKinds {

    private static final List<String> PARAMETERS = List.of(
            "bearerToken",
            "username",
            "password",
            "ca",
            "cert",
            "key",
            "customAuthHeader",
            "customAuthValue",
            "oauthTokenURI",
            "clientID",
            "clientSecret",
            "apiKey",
            "method",
            "keyParamName");

    private PrometheusOptionKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("prometheus.parse", PrometheusOptionKinds::parse)
                .evaluate("prometheus.parse-auth", PrometheusOptionKinds::parseAuth)
                .evaluate("metric.target-type", PrometheusOptionKinds::targetType);
    }

    private static Result parse(Fields given) {
        return orRefused(
                given, (options, security) -> Result.of("valid", true).and("values", values(options, security)));
    }

    private static Result parseAuth(Fields given) {
        return orRefused(
                given,
                (options, security) -> Result.of("valid", true)
                        .and("authModes", security.authModes())
                        .and("auth", parameters(security)));
    }

    @FunctionalInterface
    private interface Outcome {
        Result of(PrometheusTriggerOptions options, SecurityOptions security);
    }

    /** As the provider reads them. */
    private static Result orRefused(Fields given, Outcome outcome) {
        OptionReader reader = reader(spec(
                        texts(given, "triggerMetadata"),
                        texts(given, "authParams"),
                        given.textIfAny("podIdentityProvider").orElse(""))
                .metricType(given.textIfAny("metricType").orElse(""))
                .environment(texts(given, "resolvedEnv")));
        try {
            var options = PrometheusTriggerOptions.read(reader);
            SecurityOptions security = SecurityOptions.read(reader);
            reader.verify();
            return outcome.of(options, security);
        } catch (InvalidConfigurationException e) {
            return Result.of("valid", false).and("field", Result.mentionedBy(e));
        }
    }

    static OptionReader reader(TriggerSpecBuilder spec) {
        return OptionReader.of(spec.build(), PrometheusScalerProvider.OPTIONS);
    }

    static TriggerSpecBuilder spec(Map<String, String> metadata, Map<String, String> secrets, String podIdentity) {
        return TriggerSpec.builder("prometheus")
                .metadata(metadata)
                .authentication(secrets)
                .podIdentity(podIdentity);
    }

    private static Map<String, String> texts(Fields given, String name) {
        return given.objectIfAny(name).map(Fields::asTexts).orElseGet(LinkedHashMap::new);
    }

    private static Result.Values values(PrometheusTriggerOptions options, SecurityOptions security) {
        QueryOptions query = options.query();
        return Result.of("serverAddress", options.serverAddress())
                .and("query", query.query)
                .and("threshold", options.threshold())
                .and("activationThreshold", options.activationThreshold())
                .and("namespace", query.namespace.isEmpty() ? null : query.namespace)
                .and("customHeaders", query.headers)
                .and("queryParameters", query.parameters)
                .and("ignoreNullValues", options.ignoreNullValues())
                .and("unsafeSsl", security.isUnsafe())
                .and("timeoutMs", options.timeout().map(Duration::toMillis).orElse(null))
                .and("authModes", security.authModes());
    }

    private static Result.Values parameters(SecurityOptions security) {
        Result.Values values = Result.none();
        PARAMETERS.forEach(name -> values.and(name, security.parameters().get(name)));
        return values.and("scopes", security.scopes()).and("endpointParams", security.endpointParameters());
    }

    private static Result targetType(Fields given) {
        OptionReader reader = reader(TriggerSpec.builder("prometheus").metricType(given.text("metricType")));
        MetricTarget target = reader.target(1, PrometheusTriggerOptions.THRESHOLD);
        return Result.of("valid", reader.problems().isEmpty())
                .and("metricType", target.getClass().getSimpleName());
    }
}
