package io.scaler4j.scaledobject;

import static io.scaler4j.scaledobject.Manifests.file;
import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final String SECRET = "hunter2-unguessable";
    private static final String VAULT_TRIGGER = """
            - type: vault
              metadata: {length: "20"}
              authenticationRef: {name: credentials}
            """;

    /** A source whose options are a user, a password and the variable of an address. */
    private static final class VaultProvider implements ScalerProvider {

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

        String last() {
            return seen.get(seen.size() - 1);
        }

        String readAgain() {
            OptionReader again = readers.get(readers.size() - 1).withCurrentAuthentication();
            return again.get(USER) + "/" + again.get(PASSWORD);
        }
    }

    private final VaultProvider vault = new VaultProvider();

    private ScaledObjectsReader reader() {
        return ScaledObjects.reader().catalog(ScalerCatalog.of(vault));
    }

    private static String text(String authentication, String... further) {
        return scaledObject("", "", VAULT_TRIGGER) + "---\n" + authentication + String.join("", further);
    }

    private static String authentication(String spec) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata: {name: credentials, namespace: shop}
                spec:
                %s""".formatted(spec.indent(2));
    }

    private static final String OF_SECRET = authentication("""
            secretTargetRef:
              - {parameter: user, name: login, key: name}
              - {parameter: password, name: login, key: word}""");

    private static final SecretSource LOGIN = SecretSource.of(
            Map.of(SecretRef.secret("shop", "login", "name"), "orders", SecretRef.secret("", "login", "word"), SECRET));

    @Test
    void keysOfSecretsAreFoundByNamespaceNameAndKey() {
        reader().secrets(LOGIN).parse(text(OF_SECRET)).single();
        assertThat(vault.last()).isEqualTo("orders/" + SECRET + "/");
    }

    @Test
    void configMapsVariablesAndFilesAreReadToo() {
        String spec = """
                configMapTargetRef:
                  - {parameter: user, name: settings, key: user}
                env:
                  - {parameter: password, name: VAULT_PASSWORD, containerName: app}
                """;
        reader().environment(Map.of("VAULT_PASSWORD", SECRET))
                .secrets(SecretSource.of(Map.of(SecretRef.configMap("shop", "settings", "user"), "orders")))
                .parse(text(authentication(spec)))
                .single();
        assertThat(vault.last()).isEqualTo("orders/" + SECRET + "/");
    }

    @Test
    void secretsAndConfigMapsOfTheSameFilesAreFound() {
        String objects = """
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: login}
                stringData: {word: hunter2-unguessable}
                data: {name: b3JkZXJz, word: d3Jvbmc=}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: login, namespace: elsewhere}
                stringData: {name: nobody}
                """;
        reader().parse(text(OF_SECRET, objects)).single();
        assertThat(vault.last()).isEqualTo("orders/" + SECRET + "/");
    }

    @Test
    void aSourceOfTheReaderComesBeforeTheObjectsOfTheFiles() {
        String objects = """
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: login, namespace: shop}
                stringData: {name: of-the-file, word: of-the-file}
                """;
        reader().secrets(LOGIN).parse(text(OF_SECRET, objects)).single();
        assertThat(vault.last()).startsWith("orders/");
    }

    @Test
    void anAuthenticationOfTheClusterServesEveryNamespace() {
        String text = text(OF_SECRET.replace("kind: Trig", "kind: ClusterTrig").replace(", namespace: shop", ""))
                .replace("{name: credentials}\n---", "{name: credentials, kind: ClusterTriggerAuthentication}\n---");
        reader().secrets(SecretSource.of(Map.of(
                        SecretRef.secret("", "login", "name"), "orders", SecretRef.secret("", "login", "word"), "x")))
                .parse(text)
                .single();
        assertThat(vault.last()).isEqualTo("orders/x/");
    }

    @Test
    void theIdentityOfACloudIsPassedOn() {
        reader().secrets(LOGIN)
                .parse(text(OF_SECRET + "  podIdentity: {provider: aws}\n"))
                .single();
        assertThat(vault.identity).isEqualTo("aws");
    }

    @Test
    void optionsThatNameAVariableGetItsValue() {
        String text = text(OF_SECRET).replace("{length: \"20\"}", "{addressFromEnv: VAULT_ADDRESS}");
        reader().secrets(LOGIN)
                .environment(Map.of("VAULT_ADDRESS", "vault:80"))
                .parse(text)
                .single();
        assertThat(vault.last()).endsWith("/vault:80");

        assertThat(Manifests.problems(reader().secrets(LOGIN).parse(text)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("environment-variable");
                    assertThat(finding.sentence())
                            .isEqualTo(
                                    "addressFromEnv names the environment variable VAULT_ADDRESS, which cannot be found");
                });
    }

    @Test
    void whatCannotBeFoundNamesObjectKeyAndParameter() {
        ScaledObjects read = reader().parse(text(OF_SECRET));
        assertThat(Manifests.problems(read))
                .extracting(Finding::severity, Finding::rule, Finding::sentence)
                .containsExactly(
                        tuple(
                                Finding.Severity.NOT_RUNNABLE,
                                "secret",
                                "TriggerAuthentication credentials takes the parameter user from key \"name\" of"
                                        + " Secret shop/login, which cannot be found"),
                        tuple(
                                Finding.Severity.NOT_RUNNABLE,
                                "secret",
                                "TriggerAuthentication credentials takes the parameter password from key \"word\" of"
                                        + " Secret shop/login, which cannot be found"));
        assertThat(Manifests.problems(read).get(0).position()).hasToString("19:7");
    }

    @Test
    void aTriggerWithoutItsSecretsIsSimulatedAndNotOpened() {
        AutoscalerSpec spec = ScaledObjects.read(file("orders-kafka.yaml")).single();
        assertThat(spec.triggers().get(0).metric().activationThreshold()).isEqualTo(5);
        try (var connections = new SharedConnections()) {
            assertThatThrownBy(() -> spec.openTriggers(connections))
                    .isInstanceOfSatisfying(InvalidConfigurationException.class, e -> {
                        assertThat(e.subject()).isEqualTo("trigger \"s0-kafka-orders\" (kafka)");
                        assertThat(e.problems())
                                .anyMatch(sentence -> sentence.contains("key \"username\" of Secret shop/kafka-user"));
                    });
        }
    }

    @Test
    void strictReadingRefusesWhatCannotBeOpened() {
        assertThatThrownBy(() -> reader().strict().parse(text(OF_SECRET)).single())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("key \"word\" of Secret shop/login");
    }

    @Test
    void mistakesBesideAMissingSecretAreFoundAtTheSameTime() {
        String text = text(OF_SECRET).replace("\"20\"", "\"0\"");
        assertThat(Manifests.problems(reader().parse(text)))
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("secret", "secret", "trigger-options");
    }

    @Test
    void anAuthenticationThatIsNotThereIsOneFinding() {
        ScaledObjects read = reader().parse(scaledObject("", "", VAULT_TRIGGER));
        assertThat(Manifests.problems(read)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("authentication");
            assertThat(finding.sentence())
                    .isEqualTo("authenticationRef names the TriggerAuthentication credentials, which is not among the"
                            + " objects read of namespace shop");
        });
    }

    @Test
    void anAuthenticationOfAnotherNamespaceIsNotUsed() {
        String other = OF_SECRET.replace("namespace: shop", "namespace: elsewhere");
        assertThat(Manifests.problems(reader().secrets(LOGIN).parse(text(other))))
                .extracting(Finding::rule)
                .containsExactly("authentication");
    }

    @Test
    void vaultsAndTokensOfAClusterAreRefusedWithAWayOut() {
        String spec = """
                hashiCorpVault: {address: https://vault, authentication: token, secrets: [{parameter: user, path: p, key: k}]}
                boundServiceAccountToken: [{parameter: password, serviceAccountName: sa}]
                """;
        assertThat(Manifests.problems(reader().parse(text(authentication(spec)))))
                .extracting(Finding::sentence)
                .containsExactly(
                        "TriggerAuthentication credentials takes parameters from hashiCorpVault, which is not read"
                                + " here",
                        "TriggerAuthentication credentials takes parameters from boundServiceAccountToken, which is"
                                + " not read here");
    }

    @Test
    void aFileOfParametersIsReadAsJson(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("vault.json"), "{\"user\": \"orders\", \"password\": \"" + SECRET + "\"}");
        String text = text(authentication("filePath: vault.json"));
        reader().secrets(SecretSource.folder(folder)).parse(text).single();
        assertThat(vault.last()).isEqualTo("orders/" + SECRET + "/");
        assertThat(Manifests.problems(reader().parse(text)))
                .extracting(Finding::sentence)
                .containsExactly(
                        "TriggerAuthentication credentials takes parameters from the file vault.json, which cannot be"
                                + " found");
    }

    @Test
    void aFolderOfMountedSecretsIsReadAgainAfterARotation(@TempDir Path folder) throws IOException {
        Path login = Files.createDirectories(folder.resolve("shop").resolve("login"));
        Files.writeString(login.resolve("name"), "orders\n");
        Files.writeString(login.resolve("word"), "old\n");
        reader().secrets(SecretSource.folder(folder)).parse(text(OF_SECRET)).single();
        assertThat(vault.readAgain()).isEqualTo("orders/old");
        Files.writeString(login.resolve("word"), SECRET + "\n");
        assertThat(vault.readAgain()).isEqualTo("orders/" + SECRET);
    }

    @Test
    void noTextOfAnythingReadShowsASecret() {
        String text = text(
                OF_SECRET,
                "---\napiVersion: v1\nkind: Secret\nmetadata: {name: login}\nstringData: {word: " + SECRET + ", name: "
                        + SECRET + "x}\n");
        for (String wrong : List.of(
                text,
                text.replace("length: \"20\"", "length: " + SECRET),
                text.replace("length: \"20\"", "password: " + SECRET))) {
            ScaledObjects read = reader().secrets(LOGIN).parse(wrong);
            var texts = new HashMap<String, Object>();
            texts.put("objects", read.objects());
            texts.put("findings", read.findings());
            texts.put("all", read);
            texts.put("source", LOGIN);
            try {
                AutoscalerSpec spec = read.single();
                texts.put("spec", spec);
                texts.put("plans", spec.triggers());
            } catch (InvalidConfigurationException e) {
                texts.put("exception", e);
            }
            assertThat(texts.toString()).doesNotContain(SECRET).doesNotContain("unguessable");
        }
    }
}
