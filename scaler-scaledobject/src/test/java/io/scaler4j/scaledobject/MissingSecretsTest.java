package io.scaler4j.scaledobject;

import static io.scaler4j.scaledobject.Manifests.file;
import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.check.Finding;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of secrets that are not found, without showing any. */
class MissingSecretsTest extends VaultFixture {

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

    @Test
    void aTextThatIsNoNameOfAVariableIsNotShown() {
        String typed = "hunter2-unguessable!";
        String text = text(OF_SECRET).replace("{length: \"20\"}", "{addressFromEnv: \"" + typed + "\"}");
        assertThat(Manifests.problems(reader().secrets(LOGIN).parse(text)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("environment-variable");
                    assertThat(finding.sentence()).startsWith("addressFromEnv is no name of letters, digits and '_'");
                    assertThat(finding.toString()).doesNotContain("hunter2");
                });

        String authentication = OF_SECRET + "  env: [{parameter: token, name: \"" + typed + "\"}]\n";
        assertThat(Manifests.problems(reader().secrets(LOGIN).parse(text(authentication))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString())
                        .contains("environment variable whose name is not one of letters")
                        .doesNotContain("hunter2"));
    }
}
