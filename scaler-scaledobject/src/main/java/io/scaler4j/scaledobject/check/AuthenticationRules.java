package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.TriggerAuthentication;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** What KEDA's webhook refuses in a TriggerAuthentication and a ClusterTriggerAuthentication. */
final class AuthenticationRules {

    private AuthenticationRules() {}

    static void check(TriggerAuthentication authentication, Reporter reporter) {
        authentication.podIdentity().ifPresent(identity -> {
            switch (authentication.podIdentityProvider().orElse("")) {
                case "azure-workload" -> azure(identity, reporter);
                case "aws" -> aws(identity, reporter);
                default -> {}
            }
        });
        authentication.oauth2().ifPresent(oauth2 -> oauth2(oauth2, reporter));
    }

    private static void azure(Node.Mapping identity, Reporter reporter) {
        if (isEmpty(identity, "identityId")) {
            report(identity, "identityId", "identityId must not be empty", "remove it or give the id", reporter);
        }
        if (isFilled(identity, "identityAuthorityHost") && !isFilled(identity, "identityTenantId")) {
            report(
                    identity,
                    "identityAuthorityHost",
                    "identityAuthorityHost needs identityTenantId",
                    "give identityTenantId",
                    reporter);
        } else if (isEmpty(identity, "identityTenantId")) {
            report(
                    identity,
                    "identityTenantId",
                    "identityTenantId must not be empty",
                    "remove it or give the id",
                    reporter);
        }
    }

    private static void aws(Node.Mapping identity, Reporter reporter) {
        if (isFilled(identity, "roleArn")
                && Fields.text(identity, "identityOwner").equals(Optional.of("workload"))) {
            report(
                    identity,
                    "roleArn",
                    "roleArn and identityOwner workload exclude each other: KEDA can assume a role for itself alone",
                    "remove one of them",
                    reporter);
        }
        if (isFilled(identity, "externalID") && !isFilled(identity, "roleArn")) {
            report(identity, "externalID", "externalID needs roleArn", "give roleArn", reporter);
        }
    }

    private static void oauth2(Node.Mapping oauth2, Reporter reporter) {
        if (isEmpty(oauth2, "clientId")) {
            reporter.report(Reason.OAUTH2, place(oauth2, "clientId"), "clientId must not be empty", "give the id");
        }
        Optional<String> url = Fields.text(oauth2, "tokenUrl");
        if (url.isPresent() && !isWebAddress(url.get())) {
            reporter.report(
                    Reason.OAUTH2,
                    place(oauth2, "tokenUrl"),
                    "tokenUrl must be an address with http or https",
                    "write it as in https://login.example.com/token");
        }
    }

    private static boolean isWebAddress(String text) {
        try {
            var address = new URI(text);
            return ("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme()))
                    && address.getRawAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void report(Node.Mapping identity, String field, String sentence, String wayOut, Reporter reporter) {
        reporter.report(Reason.POD_IDENTITY, place(identity, field), sentence, wayOut);
    }

    private static Position place(Node.Mapping object, String field) {
        return object.get(field).map(Node::position).orElse(object.position());
    }

    private static boolean isEmpty(Node.Mapping object, String field) {
        return Fields.text(object, field).filter(String::isEmpty).isPresent();
    }

    private static boolean isFilled(Node.Mapping object, String field) {
        return Fields.text(object, field).filter(text -> !text.isEmpty()).isPresent();
    }
}
