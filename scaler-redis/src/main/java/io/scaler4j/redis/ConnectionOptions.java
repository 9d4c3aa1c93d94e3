package io.scaler4j.redis;

import static io.scaler4j.spi.TriggerSpec.Place.AUTHENTICATION;
import static io.scaler4j.spi.TriggerSpec.Place.ENVIRONMENT;
import static io.scaler4j.spi.TriggerSpec.Place.TRIGGER;

import io.scaler4j.config.Masking;
import io.scaler4j.connect.Tls;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.spi.TriggerSpec.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a trigger that say how to reach the server, with KEDA's names and places. Absent texts are empty.
 *
 * @param topology what the addresses are
 * @param addresses those given, then those of hosts and ports
 * @param hosts as given
 * @param ports as given
 * @param credentials for the servers
 * @param sentinelCredentials for the sentinels
 * @param sentinelMaster the name of the primary
 * @param database its index
 * @param encrypted whether TLS is used
 * @param tls the settings for it, used or not
 * @param addressMapping where announced addresses can be reached
 */
record ConnectionOptions(
        Topology topology,
        List<String> addresses,
        List<String> hosts,
        List<String> ports,
        RedisCredentials credentials,
        RedisCredentials sentinelCredentials,
        String sentinelMaster,
        int database,
        boolean encrypted,
        TlsTexts tls,
        AddressMapping addressMapping) {

    private static final Map<String, Boolean> SWITCH = Map.of("enable", true, "disable", false);

    /** What TLS is made of. */
    record TlsTexts(String ca, String cert, String key, String keyPassword, boolean unsafe) {

        Tls settings() {
            return Tls.builder()
                    .certificateAuthorities(ca)
                    .clientCertificate(cert, key, keyPassword)
                    .unsafe(unsafe)
                    .build();
        }
    }

    /** Reads them all; what is wrong is in the spec's problems. */
    static ConnectionOptions read(TriggerSpec spec, Topology topology) {
        List<String> hosts = list(spec, "host", "hosts", TRIGGER, ENVIRONMENT, AUTHENTICATION);
        List<String> ports = list(spec, "port", "ports", TRIGGER, ENVIRONMENT, AUTHENTICATION);
        String master = text(spec, "sentinelMaster", TRIGGER, AUTHENTICATION, ENVIRONMENT);
        spec.problems()
                .check(
                        topology != Topology.SENTINEL || !master.isEmpty(),
                        "sentinelMaster is missing; give the name under which the sentinels know the primary");
        return new ConnectionOptions(
                topology,
                addresses(spec, topology, hosts, ports),
                hosts,
                ports,
                credentials(spec),
                sentinelCredentials(spec),
                master,
                database(spec),
                encrypted(spec),
                tls(spec),
                AddressMapping.read(spec.list("addressMapping"), spec.problems()));
    }

    private static List<String> addresses(TriggerSpec spec, Topology topology, List<String> hosts, List<String> ports) {
        List<String> given = list(spec, "address", "addresses", TRIGGER, AUTHENTICATION, ENVIRONMENT);
        List<String> all = new ArrayList<>(given);
        if (hosts.isEmpty() != ports.isEmpty()) {
            spec.problems()
                    .add((hosts.isEmpty() ? "port has no effect without host" : "host has no effect without port")
                            + "; give both, or an address");
        } else if (spec.problems()
                .check(
                        hosts.size() == ports.size(),
                        "hosts and ports belong together, there were " + hosts.size() + " and " + ports.size()
                                + "; give as many of each" + ServerSettings.hint(String.join(",", hosts)))) {
            for (int i = 0; i < hosts.size(); i++) {
                all.add(join(hosts.get(i), ports.get(i)));
            }
        }
        spec.problems()
                .check(
                        !all.isEmpty() && !all.get(0).isBlank(),
                        "address is missing; set it in the trigger's metadata or the authentication parameters or the"
                                + " environment variable named by addressFromEnv, or give host and port");
        spec.problems()
                .check(
                        topology != Topology.SINGLE || all.size() <= 1,
                        "one server has one address, there were "
                                + all.stream().map(Masking::quote).toList()
                                + "; several are for the types redis-cluster and redis-sentinel");
        return List.copyOf(all);
    }

    private static String join(String host, String port) {
        return host.matches("[0-9A-Fa-f.:%]*:[\\w.:%]*") ? "[" + host + "]:" + port : host + ":" + port;
    }

    private static int database(TriggerSpec spec) {
        long index = spec.integer("databaseIndex", 0, Integer.MIN_VALUE);
        spec.problems()
                .check(
                        index <= Integer.MAX_VALUE,
                        "databaseIndex must be at most " + Integer.MAX_VALUE + ", was " + index);
        return (int) index;
    }

    private static boolean encrypted(TriggerSpec spec) {
        boolean byMetadata = spec.flag("enableTLS", false);
        boolean byAuthentication = spec.choice("tls", SWITCH, false, AUTHENTICATION);
        spec.problems()
                .check(
                        spec.text("enableTLS").isEmpty()
                                || spec.text("tls", AUTHENTICATION).isEmpty(),
                        "enableTLS of the metadata and tls of the authentication parameters exclude each other; leave"
                                + " one of them out");
        return byMetadata || byAuthentication;
    }

    private static TlsTexts tls(TriggerSpec spec) {
        String cert = text(spec, "cert", AUTHENTICATION);
        var texts = new TlsTexts(
                text(spec, "ca", AUTHENTICATION),
                cert.isEmpty() ? text(spec, "Cert", AUTHENTICATION) : cert,
                text(spec, "key", AUTHENTICATION),
                text(spec, "keyPassword", AUTHENTICATION),
                spec.flag("unsafeSsl", false));
        spec.problems()
                .check(
                        texts.cert().isEmpty() == texts.key().isEmpty(),
                        "cert and key belong together; " + (texts.key().isEmpty() ? "key" : "cert") + " is missing");
        return texts;
    }

    private static RedisCredentials credentials(TriggerSpec spec) {
        return RedisCredentials.of(
                text(spec, "username", TRIGGER, ENVIRONMENT, AUTHENTICATION),
                text(spec, "password", TRIGGER, ENVIRONMENT, AUTHENTICATION));
    }

    private static RedisCredentials sentinelCredentials(TriggerSpec spec) {
        return RedisCredentials.of(
                text(spec, "sentinelUsername", TRIGGER, AUTHENTICATION, ENVIRONMENT),
                text(spec, "sentinelPassword", TRIGGER, AUTHENTICATION, ENVIRONMENT));
    }

    private static String text(TriggerSpec spec, String option, Place... places) {
        return spec.text(option, places).orElse("");
    }

    /** Either name will do; the place counts for more than the name. */
    private static List<String> list(TriggerSpec spec, String option, String other, Place... places) {
        List<List<String>> found = Arrays.stream(places)
                .flatMap(place -> List.of(spec.list(option, place), spec.list(other, place)).stream())
                .toList();
        return found.stream().filter(list -> !list.isEmpty()).findFirst().orElse(List.of());
    }

    /** The settings; secrets are read anew for each connection. */
    ServerSettings settings(TriggerSpec spec) {
        var draft = new ServerSettings.Draft();
        draft.topology = topology;
        draft.addresses = addresses;
        draft.sentinelPrimary = sentinelMaster;
        draft.credentials = () -> credentials(spec.withCurrentAuthentication());
        draft.sentinelCredentials = () -> sentinelCredentials(spec.withCurrentAuthentication());
        draft.tls = encrypted ? Optional.of(tls.settings()) : Optional.empty();
        draft.mapping = addressMapping;
        draft.database = topology == Topology.CLUSTER ? 0 : database;
        return draft.build();
    }
}
