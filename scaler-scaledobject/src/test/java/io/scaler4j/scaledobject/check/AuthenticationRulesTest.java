package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.ValidationFixture.rules;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationRulesTest {

    private static String authentication(String spec) {
        return "apiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata: {name: a}\nspec: " + spec;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{provider: azure-workload, identityId: ''}",
                "{provider: azure-workload, identityTenantId: ''}",
                "{provider: azure-workload, identityAuthorityHost: host}",
                "{provider: azure-workload, identityAuthorityHost: host, identityTenantId: ''}",
                "{provider: aws, roleArn: arn, identityOwner: workload}",
                "{provider: aws, externalID: x}",
                "{provider: aws, externalID: x, roleArn: ''}",
            })
    void anIdentityThatContradictsItselfIsRefused(String identity) {
        assertThat(rules(authentication("{podIdentity: " + identity + "}"))).containsExactly("incorrect-pod-identity");
        assertThat(rules(authentication("{podIdentity: " + identity + "}").replace("kind: ", "kind: Cluster")))
                .containsExactly("incorrect-pod-identity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{provider: azure-workload}",
                "{provider: azure-workload, identityId: i, identityTenantId: t, identityAuthorityHost: h}",
                "{provider: aws, roleArn: arn, externalID: x, identityOwner: keda}",
                "{provider: aws, identityOwner: workload}",
                "{provider: gcp, identityId: ''}",
                "{provider: none}",
            })
    void anIdentityThatDoesNotIsAccepted(String identity) {
        assertThat(rules(authentication("{podIdentity: " + identity + "}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{clientId: '', tokenUrl: 'https://login.example.com/token'}",
                "{clientId: c, tokenUrl: ''}",
                "{clientId: c, tokenUrl: login.example.com/token}",
                "{clientId: c, tokenUrl: 'ftp://login.example.com/token'}",
                "{clientId: c, tokenUrl: 'https://'}",
            })
    void aTokenServerThatCannotBeAskedIsRefused(String oauth2) {
        assertThat(rules(authentication("{oauth2: " + oauth2 + "}"))).containsExactly("incorrect-oauth2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{clientId: c, tokenUrl: 'https://login.example.com/token'}",
                "{type: clientCredentials, clientId: c, tokenUrl: 'http://login:8080/'}",
            })
    void aTokenServerThatCanIsAccepted(String oauth2) {
        assertThat(rules(authentication("{oauth2: " + oauth2 + "}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{secretTargetRef: [{parameter: p, name: secret}]}",
                "{podIdentity: {}}",
                "{hashiCorpVault: {address: a, authentication: token, secrets: []}}",
            })
    void whatTheSchemaAsksForMustBeThere(String spec) {
        assertThat(rules(authentication(spec))).containsExactly("missing-field");
    }
}
