package io.scaler4j.scaledobject;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.check.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the secrets of triggers are found. */
class SecretsTest extends VaultFixture {

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
        assertThat(vault.identity()).isEqualTo("aws");
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
}
