package io.scaler4j.scaledobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.scaledobject.check.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a trigger over its TriggerAuthentication to the value: what is found where, and what is said if not. */
class AuthenticationChainsTest {

    private static final String SECRET = "hunter2-unguessable";

    private static String text(String reference, String authentication) {
        return Manifests.scaledObject(
                        "",
                        "maxReplicaCount: 5",
                        "- type: redis\n  metadata: {address: \"redis:6379\", listName: q}\n  authenticationRef: "
                                + reference + "\n")
                + "---\n" + authentication;
    }

    private static String authentication(String kind, String metadata, String spec) {
        return "apiVersion: keda.sh/v1alpha1\nkind: " + kind + "\nmetadata: {" + metadata + "}\nspec: " + spec + "\n";
    }

    private static String shop(String spec) {
        return text("{name: redis}", authentication("TriggerAuthentication", "name: redis, namespace: shop", spec));
    }

    private static List<String> problems(ScaledObjectsReader reader, String text) {
        return Manifests.problems(reader.catalog(Catalogs.ALL).parse(text)).stream()
                .map(finding -> finding.severity() + " " + finding.rule() + " " + finding.position())
                .toList();
    }

    private static SecretSource only(SecretRef ref) {
        return SecretSource.of(Map.of(ref, SECRET));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{secretTargetRef: [{parameter: password, name: s, key: k}]}          | SECRET      | shop | s | k",
                "{secretTargetRef: [{parameter: password, name: s, key: k}]}          | SECRET      | ''   | s | k",
                "{configMapTargetRef: [{parameter: password, name: c, key: k}]}       | CONFIG_MAP  | shop | c | k",
                "{env: [{parameter: password, name: REDIS_PASSWORD}]}                 | ENVIRONMENT | ''   | REDIS_PASSWORD | ''",
                "{env: [{parameter: password, name: P, containerName: app}]}          | ENVIRONMENT | ''   | P | app",
            })
    void aValueIsFoundWhereItsReferenceLeads(
            String spec, SecretRef.Kind kind, String namespace, String name, String key) {
        SecretRef ref = new SecretRef(kind, namespace, name, key);
        assertThat(problems(ScaledObjects.reader().secrets(only(ref)), shop(spec)))
                .isEmpty();
        assertThat(problems(ScaledObjects.reader(), shop(spec)))
                .hasSize(1)
                .allMatch(problem -> problem.startsWith("NOT_RUNNABLE secret 18:"));
        for (SecretRef other : List.of(
                new SecretRef(kind, namespace, name + "x", key),
                new SecretRef(kind, "other", name, key),
                new SecretRef(kind, namespace, name, key + "x"),
                new SecretRef(SecretRef.Kind.FILE, namespace, name, key))) {
            assertThat(problems(ScaledObjects.reader().secrets(only(other)), shop(spec)))
                    .as("%s", other)
                    .hasSize(1);
        }
    }

    @Test
    void sourcesAreAskedInTheirOrderAndTheFilesLast() {
        String files = shop("{secretTargetRef: [{parameter: password, name: s, key: k}]}")
                + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {k: of-the-file}\n";
        var asked = new AtomicInteger();
        SecretSource counting = ref -> {
            asked.incrementAndGet();
            return Optional.empty();
        };
        SecretRef ref = SecretRef.secret("shop", "s", "k");
        assertThat(problems(ScaledObjects.reader().secrets(counting), files)).isEmpty();
        assertThat(asked).hasPositiveValue();
        asked.set(0);
        assertThat(problems(ScaledObjects.reader().secrets(only(ref)).secrets(counting), files))
                .isEmpty();
        assertThat(asked).as("the first source has it").hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: redis}                                      | TriggerAuthentication        | name: redis, namespace: shop  | true",
                "{name: redis}                                      | TriggerAuthentication        | name: redis                   | false",
                "{name: redis}                                      | TriggerAuthentication        | name: redis, namespace: other | false",
                "{name: redis}                                      | TriggerAuthentication        | name: rediss, namespace: shop | false",
                "{name: redis}                                      | ClusterTriggerAuthentication | name: redis                   | false",
                "{name: redis, kind: ClusterTriggerAuthentication}  | ClusterTriggerAuthentication | name: redis                   | true",
                "{name: redis, kind: ClusterTriggerAuthentication}  | TriggerAuthentication        | name: redis, namespace: shop  | false",
                "{name: redis, kind: ~}                             | TriggerAuthentication        | name: redis, namespace: shop  | true",
            })
    void aReferenceLeadsToOneObject(String reference, String kind, String metadata, boolean found) {
        String text = text(reference, authentication(kind, metadata, "{podIdentity: {provider: none}}"));
        List<String> problems = problems(ScaledObjects.reader(), text);
        if (found) {
            assertThat(problems).noneMatch(problem -> problem.contains(" authentication "));
        } else {
            assertThat(problems).containsExactly("NOT_RUNNABLE authentication 13:27");
        }
    }

    @Test
    void anObjectWithoutANamespaceIsInThatOfTheReader() {
        String text = text("{name: redis}", authentication("TriggerAuthentication", "name: redis", "{filePath: x}"));
        assertThat(problems(ScaledObjects.reader().namespace("shop"), text))
                .containsExactly("NOT_RUNNABLE secret 18:8");
        assertThat(problems(ScaledObjects.reader().namespace("night"), text))
                .containsExactly("NOT_RUNNABLE authentication 13:27");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{name: ''}", "~", "{name: ~}"})
    void withoutANameNothingIsReferredTo(String reference) {
        String text = text(reference, authentication("TriggerAuthentication", "name: redis, namespace: shop", "{}"));
        assertThat(problems(ScaledObjects.reader(), text)).noneMatch(problem -> problem.contains(" authentication "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hashiCorpVault: {address: a, authentication: token, secrets: [{parameter: password, key: k, path: p}]}",
                "azureKeyVault: {vaultUri: u, secrets: [{parameter: password, name: s}]}",
                "gcpSecretManager: {secrets: [{parameter: password, id: i}]}",
                "awsSecretManager: {secrets: [{parameter: password, name: s}]}",
                "boundServiceAccountToken: [{parameter: password, serviceAccountName: s}]",
                "oauth2: {clientId: c, tokenUrl: 'https://a/b'}",
            })
    void whatOnlyAClusterHasIsNamedAtItsPlace(String field) {
        String spec = "\n  " + field;
        assertThat(problems(ScaledObjects.reader(), shop(spec))).containsExactly("NOT_RUNNABLE secret 19:3");
        String name = field.substring(0, field.indexOf(':'));
        assertThat(problems(ScaledObjects.reader(), shop("\n  " + name + ": ~")))
                .as("null is absent")
                .isEmpty();
    }

    @Test
    void aFileOfParametersIsAnObjectOfTexts(@TempDir Path folder) throws IOException {
        ScaledObjectsReader reader = ScaledObjects.reader().secrets(SecretSource.folder(folder));
        assertThat(problems(reader, shop("{filePath: p.json}"))).containsExactly("NOT_RUNNABLE secret 18:8");
        for (String content : List.of(
                "{\"password\": \"" + SECRET + "\"}",
                "{}",
                "",
                "not json " + SECRET,
                "[1]",
                "{\"password\": 5}",
                "{\"a\"")) {
            Files.writeString(folder.resolve("p.json"), content);
            ScaledObjects read = reader.catalog(Catalogs.ALL).parse(shop("{filePath: p.json}"));
            assertThat(Manifests.problems(read).toString()).as(content).doesNotContain("unguessable");
            assertThat(Manifests.problems(read)).extracting(Finding::rule).doesNotContain("secret");
        }
    }

    @Test
    void eachMissingParameterIsOneFindingAtItsItem() {
        String spec = "\n  secretTargetRef:\n  - {parameter: username, name: s, key: u}\n"
                + "  - {parameter: password, name: s, key: p}\n  env:\n  - {parameter: addresses, name: A}";
        assertThat(problems(ScaledObjects.reader(), shop(spec)))
                .containsExactly("NOT_RUNNABLE secret 20:5", "NOT_RUNNABLE secret 21:5", "NOT_RUNNABLE secret 23:5");
        assertThat(problems(ScaledObjects.reader().secrets(only(SecretRef.secret("", "s", "p"))), shop(spec)))
                .containsExactly("NOT_RUNNABLE secret 20:5", "NOT_RUNNABLE secret 23:5");
    }

    @Test
    void aSourceThatThrowsIsNoSecretThatIsMissing() {
        SecretSource broken = ref -> {
            throw new IllegalStateException("the vault is sealed");
        };
        assertThatThrownBy(() -> problems(
                        ScaledObjects.reader().secrets(broken),
                        shop("{secretTargetRef: [{parameter: password, name: s, key: k}]}")))
                .hasMessageContaining("the vault is sealed");
    }
}
