package io.scaler4j.prometheus;

import io.scaler4j.config.Problems;
import io.scaler4j.connect.Renewable;
import io.scaler4j.connect.Tls;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How to reach a server. Its text is the address without user info, and nothing else. Not thread-safe. */
final class ConnectionSettings {

    String address = "";
    int maximumConnections = 8;
    int maximumBodyBytes = 1 << 20;
    int failuresInARow = 5;
    Duration pause = Duration.ofSeconds(10);
    Duration freshness = Duration.ofSeconds(1);

    @Nullable
    ProxySelector proxies;

    @Nullable
    Tls tls;

    @Nullable
    PrometheusCredentials credentials;

    private @Nullable Renewable<PrometheusSecurity> security;

    void security(Renewable<PrometheusSecurity> security) {
        this.security = security;
    }

    boolean hasSecurity() {
        return security != null || hasParts();
    }

    private boolean hasParts() {
        return tls != null || credentials != null;
    }

    /** The same settings, which later changes of these do not reach. What the supplier has said goes along. */
    ConnectionSettings detach() {
        var copy = new ConnectionSettings();
        copy.address = address;
        copy.maximumConnections = maximumConnections;
        copy.maximumBodyBytes = maximumBodyBytes;
        copy.failuresInARow = failuresInARow;
        copy.pause = pause;
        copy.freshness = freshness;
        copy.proxies = proxies;
        copy.tls = tls;
        copy.credentials = credentials;
        copy.security = security == null ? null : security.detach();
        return copy;
    }

    /** The security settings to begin with: a supplier is asked once. */
    PrometheusSecurity firstSecurity() {
        return withUserInfo(security == null ? ofParts() : security.first());
    }

    /** The security settings as a supplier knows them now. */
    PrometheusSecurity currentSecurity() {
        return withUserInfo(security == null ? ofParts() : security.current());
    }

    /** The address may hold a name and a password, which count where no others are given. */
    private PrometheusSecurity withUserInfo(PrometheusSecurity given) {
        ServerAddress server = ServerAddress.parse(address);
        if (server.userInfo().isEmpty() || given.credentials().isPresent()) {
            return given;
        }
        return PrometheusSecurity.builder()
                .tls(given.tls())
                .credentials(PrometheusCredentials.basic(server.user(), server.password()))
                .build();
    }

    private PrometheusSecurity ofParts() {
        var parts = PrometheusSecurity.builder();
        if (tls != null) {
            parts.tls(tls);
        }
        if (credentials != null) {
            parts.credentials(credentials);
        }
        return parts.build();
    }

    /** Equal for equal settings; secrets only as a digest. */
    Object key() {
        return List.of(server().toString(), firstSecurity().fingerprint());
    }

    /** Finds what is wrong without asking the server. */
    void check(Problems problems) {
        if (problems.check(
                !address.isBlank(),
                "serverAddress is missing; give the URL of a Prometheus, such as http://host:9090")) {
            checkForm(problems);
        }
        problems.check(
                security == null || !hasParts(),
                "security is set beside tls or credentials, which are parts of it; set security alone, or leave it out");
        problems.check(maximumConnections >= 1, "maximumConnections must be at least 1, was " + maximumConnections);
        problems.check(maximumBodyBytes >= 1, "maximumBodyBytes must be at least 1, was " + maximumBodyBytes);
        problems.check(
                failuresInARow >= 1, "the circuit breaker must open after at least 1 failure, not " + failuresInARow);
        problems.check(!pause.isNegative(), "the pause of the circuit breaker must be at least 0, was " + pause);
        problems.check(!freshness.isNegative(), "freshness must be at least 0, was " + freshness);
    }

    /** Finds what is wrong with the address given and with the secrets. */
    void checkForm(Problems problems) {
        int before = problems.sentences().size();
        problems.include(() -> ServerAddress.parse(address));
        if (problems.sentences().size() == before) {
            firstSecurity().check(problems);
        }
    }

    ServerAddress server() {
        return ServerAddress.parse(address);
    }

    /** The address without a user, also where it is no address. */
    @Override
    public String toString() {
        return "Prometheus at "
                + ServerAddress.shown(address).replace("***@", "").replaceAll("/+$", "");
    }
}
