package io.scaler4j.redis;

import static io.scaler4j.spi.Option.Place.AUTHENTICATION;
import static io.scaler4j.spi.Option.Place.ENVIRONMENT;
import static io.scaler4j.spi.Option.Place.TRIGGER;

import io.scaler4j.config.Masking;
import io.scaler4j.connect.Tls;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import java.util.ArrayList;
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

    private static final Option<List<String>> ADDRESS = Option.list("address")
            .alsoNamed("addresses")
            .from(TRIGGER, AUTHENTICATION, ENVIRONMENT)
            .defaultIs("required without hosts and ports")
            .says("`host:port`; several with commas in between for a cluster or sentinels.");
    private static final Option<List<String>> HOST = Option.list("host")
            .alsoNamed("hosts")
            .from(TRIGGER, ENVIRONMENT, AUTHENTICATION)
            .says("Hosts with as many ports, in place of or after addresses.");
    private static final Option<List<String>> PORT = Option.list("port")
            .alsoNamed("ports")
            .from(TRIGGER, ENVIRONMENT, AUTHENTICATION)
            .says("Ports, together with hosts.");
    private static final Option<String> USERNAME = Option.text("username")
            .from(TRIGGER, ENVIRONMENT, AUTHENTICATION)
            .says("User; read again for each connection.");
    private static final Option<String> PASSWORD = Option.text("password")
            .from(TRIGGER, ENVIRONMENT, AUTHENTICATION)
            .says("Password; read again for each connection.");
    private static final Option<String> SENTINEL_MASTER = Option.text("sentinelMaster")
            .from(TRIGGER, AUTHENTICATION, ENVIRONMENT)
            .says("The name under which sentinels know the primary. Required with sentinels.");
    private static final Option<String> SENTINEL_USERNAME = Option.text("sentinelUsername")
            .from(TRIGGER, AUTHENTICATION, ENVIRONMENT)
            .says("User for the sentinels.");
    private static final Option<String> SENTINEL_PASSWORD = Option.text("sentinelPassword")
            .from(TRIGGER, AUTHENTICATION, ENVIRONMENT)
            .says("Password for the sentinels.");
    private static final Option<Long> DATABASE_INDEX = Option.integer(
                    "databaseIndex", 0, Integer.MIN_VALUE, Integer.MAX_VALUE)
            .says("Index of the database. Without effect in a cluster.");
    private static final Option<List<String>> ADDRESS_MAPPING = Option.list("addressMapping")
            .own()
            .says(
                    "Where addresses that a cluster or a sentinel announces can be reached: `announced=reachable` with commas"
                            + " in between, each `host:port`, or both without a port.");
    private static final Option<Boolean> ENABLE_TLS = Option.flag("enableTLS", false)
            .says("Encrypts connections. Not beside `tls` of the authentication parameters.");
    private static final Option<Boolean> TLS = Option.word("tls", Map.of("enable", true, "disable", false), false)
            .from(AUTHENTICATION)
            .says("`enable` encrypts connections.");
    private static final Option<Boolean> UNSAFE_SSL =
            Option.flag("unsafeSsl", false).says("Checks neither certificate nor host name: for trials only.");
    private static final Option<String> CA = Option.text("ca")
            .from(AUTHENTICATION)
            .says("PEM certificates, trusted in addition to the authorities of the JVM.");
    private static final Option<String> CERT = Option.text("cert")
            .alsoNamed("Cert")
            .from(AUTHENTICATION)
            .says("PEM certificate chain of the client. Needs `key`.");
    private static final Option<String> KEY =
            Option.text("key").from(AUTHENTICATION).says("PEM key of the client (PKCS#8, RSA or EC). Needs `cert`.");
    private static final Option<String> KEY_PASSWORD =
            Option.text("keyPassword").from(AUTHENTICATION).says("Password of an encrypted `key`.");

    /** All of them, in the order of the documentation: as in KEDA, each type takes those of the others. */
    static final List<Option<?>> DECLARED = List.of(
            ADDRESS,
            HOST,
            PORT,
            USERNAME,
            PASSWORD,
            SENTINEL_MASTER,
            SENTINEL_USERNAME,
            SENTINEL_PASSWORD,
            DATABASE_INDEX,
            ADDRESS_MAPPING,
            ENABLE_TLS,
            TLS,
            UNSAFE_SSL,
            CA,
            CERT,
            KEY,
            KEY_PASSWORD);

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

    /** Reads them all; what is wrong is in the reader's problems. */
    static ConnectionOptions read(OptionReader given, Topology topology) {
        List<String> hosts = given.get(HOST);
        List<String> ports = given.get(PORT);
        String master = given.get(SENTINEL_MASTER);
        given.problems()
                .check(
                        topology != Topology.SENTINEL || !master.isEmpty(),
                        "sentinelMaster is missing; give the name under which the sentinels know the primary");
        return new ConnectionOptions(
                topology,
                addresses(given, topology, hosts, ports),
                hosts,
                ports,
                credentials(given),
                sentinelCredentials(given),
                master,
                given.get(DATABASE_INDEX).intValue(),
                encrypted(given),
                tls(given),
                AddressMapping.read(given.get(ADDRESS_MAPPING), given.problems()));
    }

    private static List<String> addresses(
            OptionReader given, Topology topology, List<String> hosts, List<String> ports) {
        List<String> all = new ArrayList<>(given.get(ADDRESS));
        if (hosts.isEmpty() != ports.isEmpty()) {
            given.problems()
                    .add((hosts.isEmpty() ? "port has no effect without host" : "host has no effect without port")
                            + "; give both, or an address");
        } else if (given.problems()
                .check(
                        hosts.size() == ports.size(),
                        "hosts and ports belong together, there were " + hosts.size() + " and " + ports.size()
                                + "; give as many of each" + ServerSettings.hint(String.join(",", hosts)))) {
            for (int i = 0; i < hosts.size(); i++) {
                all.add(join(hosts.get(i), ports.get(i)));
            }
        }
        given.problems()
                .check(
                        !all.isEmpty() && !all.get(0).isBlank(),
                        "address is missing; set it in the trigger's metadata or the authentication parameters or the"
                                + " environment variable named by addressFromEnv, or give host and port");
        given.problems()
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

    private static boolean encrypted(OptionReader given) {
        boolean byMetadata = given.get(ENABLE_TLS);
        boolean byAuthentication = given.get(TLS);
        given.problems()
                .check(
                        !given.has(ENABLE_TLS) || !given.has(TLS),
                        "enableTLS of the metadata and tls of the authentication parameters exclude each other; leave"
                                + " one of them out");
        return byMetadata || byAuthentication;
    }

    private static TlsTexts tls(OptionReader given) {
        var texts = new TlsTexts(
                given.get(CA), given.get(CERT), given.get(KEY), given.get(KEY_PASSWORD), given.get(UNSAFE_SSL));
        given.problems()
                .check(
                        texts.cert().isEmpty() == texts.key().isEmpty(),
                        "cert and key belong together; " + (texts.key().isEmpty() ? "key" : "cert") + " is missing");
        return texts;
    }

    private static RedisCredentials credentials(OptionReader given) {
        return RedisCredentials.of(given.get(USERNAME), given.get(PASSWORD));
    }

    private static RedisCredentials sentinelCredentials(OptionReader given) {
        return RedisCredentials.of(given.get(SENTINEL_USERNAME), given.get(SENTINEL_PASSWORD));
    }

    /** The settings; secrets are read again for each connection. */
    ServerSettings settings(OptionReader given) {
        var draft = new ServerSettings.Draft();
        draft.topology = topology;
        draft.addresses = addresses;
        draft.sentinelPrimary = sentinelMaster;
        draft.credentials = () -> credentials(given.withCurrentAuthentication());
        draft.sentinelCredentials = () -> sentinelCredentials(given.withCurrentAuthentication());
        draft.tls = encrypted ? Optional.of(tls.settings()) : Optional.empty();
        draft.mapping = addressMapping;
        draft.database = topology == Topology.CLUSTER ? 0 : database;
        return draft.build();
    }
}
