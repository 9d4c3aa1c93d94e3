package io.scaler4j.scaledobject;

import static io.scaler4j.scaledobject.Manifests.scaledObject;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A source with secrets, and the objects that hold them. */
abstract class VaultFixture {

    static final String SECRET = "hunter2-unguessable";
    static final String VAULT_TRIGGER = """
            - type: vault
              metadata: {length: "20"}
              authenticationRef: {name: credentials}
            """;

    /** A source whose options are a user, a password and the variable of an address. */
    static final class VaultProvider implements ScalerProvider {

        private static final Option<String> USER =
                Option.text("user").from(Option.Place.AUTHENTICATION).required().says("User.");
        private static final Option<String> PASSWORD = Option.text("password")
                .from(Option.Place.AUTHENTICATION)
                .required()
                .says("Password.");
        private static final Option<String> ADDRESS = Option.text("address")
                .from(Option.Place.TRIGGER, Option.Place.ENVIRONMENT)
                .says("Address.");
        private static final Option<Long> LENGTH =
                Option.integer("length", 5, 1).says("Length.");

        private final List<OptionReader> readers = new ArrayList<>();
        private final List<String> seen = new ArrayList<>();
        private String identity = "";

        @Override
        public String type() {
            return "vault";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(USER, PASSWORD, ADDRESS, LENGTH);
        }

        @Override
        public TriggerPlan plan(TriggerSpec spec) {
            var given = OptionReader.of(spec, options());
            seen.add(given.get(USER) + "/" + given.get(PASSWORD) + "/" + given.get(ADDRESS));
            identity = spec.podIdentity().orElse("");
            readers.add(given);
            return given.plan(
                    MetricSpec.of(spec.name(), MetricTarget.averageValue(given.get(LENGTH))),
                    index -> TriggerPlan.externalMetricName(index, "vault"),
                    context -> request -> Reading.of(1));
        }

        String identity() {
            return identity;
        }

        String last() {
            return seen.get(seen.size() - 1);
        }

        String readAgain() {
            OptionReader again = readers.get(readers.size() - 1).withCurrentAuthentication();
            return again.get(USER) + "/" + again.get(PASSWORD);
        }
    }

    final VaultProvider vault = new VaultProvider();

    final ScaledObjectsReader reader() {
        return ScaledObjects.reader().catalog(ScalerCatalog.of(vault));
    }

    static String text(String authentication, String... further) {
        return scaledObject("", "", VAULT_TRIGGER) + "---\n" + authentication + String.join("", further);
    }

    static String authentication(String spec) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: credentials, namespace: shop}
                spec:
                %s""".formatted(spec.indent(2));
    }

    static final String OF_SECRET = authentication("""
            secretTargetRef:
              - {parameter: user, name: login, key: name}
              - {parameter: password, name: login, key: word}""");

    static final SecretSource LOGIN = SecretSource.of(
            Map.of(SecretRef.secret("shop", "login", "name"), "orders", SecretRef.secret("", "login", "word"), SECRET));
}
