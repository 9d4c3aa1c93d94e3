package io.scaler4j.kubernetes.metrics;

import io.scaler4j.kubernetes.https.HttpRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Tells requests that the API server has sent on from all others. */
final class FrontProxyCheck {

    private FrontProxyCheck() {}

    /** Why a request is not believed; empty if it is. */
    static Optional<String> refusal(HttpRequest request, FrontProxy proxy) {
        Optional<X509Certificate> client = request.client();
        if (client.isEmpty()) {
            return Optional.of("a client certificate of the API server is required; ask the API server, which adds it");
        }
        List<String> names = commonNames(client.get());
        if (!proxy.allowedNames().isEmpty() && names.stream().noneMatch(proxy.allowedNames()::contains)) {
            return Optional.of(
                    "the client certificate of " + names + " is not one of the front proxy; ask the API server");
        }
        boolean hasUser = proxy.userHeaders().stream()
                .flatMap(name -> request.header(name).stream())
                .anyMatch(user -> !user.isBlank());
        return hasUser ? Optional.empty() : Optional.of("the request names no user in " + proxy.userHeaders());
    }

    private static List<String> commonNames(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .toList();
        } catch (InvalidNameException e) {
            return List.of();
        }
    }
}
