package io.scaler4j.testservers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a {@link RedisNode} is set up: directives of {@code redis.conf}, and files that they name. Immutable.
 *
 * @param directives lines of the configuration; {@code {folder}} stands for the node's own folder
 * @param files contents by name, in the node's folder
 * @param isSentinel whether the node looks after others
 * @param isEncrypted whether it speaks TLS only
 */
public record RedisOptions(
        List<String> directives, Map<String, String> files, boolean isSentinel, boolean isEncrypted) {

    private static final String BIND = "bind ";

    /** {@return a server that keeps nothing on disk and asks for no password} */
    public static RedisOptions defaults() {
        return new RedisOptions(List.of("save \"\""), Map.of(), false, false);
    }

    /**
     * {@return a sentinel that looks after one primary, and finds it down after half a second}
     *
     * @param name of the primary
     * @param port of the primary, on the loopback address
     * @param quorum how many sentinels have to agree
     */
    public static RedisOptions sentinelOf(String name, int port, int quorum) {
        return new RedisOptions(List.of(), Map.of(), true, false)
                .with("sentinel monitor " + name + " 127.0.0.1 " + port + " " + quorum)
                .with("sentinel down-after-milliseconds " + name + " 500")
                .with("sentinel failover-timeout " + name + " 5000");
    }

    /** {@return the same with a further line of {@code redis.conf}} */
    public RedisOptions with(String directive) {
        List<String> all = new ArrayList<>(directives);
        all.add(directive);
        return new RedisOptions(List.copyOf(all), files, isSentinel, isEncrypted);
    }

    /** {@return a server that keeps its data over a crash} */
    public RedisOptions persistent() {
        return with("appendonly yes").with("appendfsync always");
    }

    /** {@return a server that speaks TLS only, as the certificates' server, and may ask for a client certificate} */
    public RedisOptions tls(TestCertificates certificates, boolean clientsMustShowOne) {
        Map<String, String> all = new TreeMap<>(files);
        all.put("server.crt", certificates.server().chain());
        all.put("server.key", certificates.server().key());
        all.put("ca.crt", certificates.authority());
        return new RedisOptions(directives, Map.copyOf(all), isSentinel, true)
                .with("tls-cert-file {folder}/server.crt")
                .with("tls-key-file {folder}/server.key")
                .with("tls-ca-cert-file {folder}/ca.crt")
                .with("tls-auth-clients " + (clientsMustShowOne ? "yes" : "optional"));
    }

    /** Whether it is a node of a cluster. */
    boolean isClusterNode() {
        return directives.contains("cluster-enabled yes");
    }

    /** Where it listens: the first address of the last {@code bind}, or the loopback address. */
    String host() {
        String addresses = directives.stream()
                .filter(directive -> directive.startsWith(BIND))
                .reduce(BIND + "127.0.0.1", (first, last) -> last)
                .substring(BIND.length());
        int end = addresses.indexOf(' ');
        return end < 0 ? addresses : addresses.substring(0, end);
    }

    /** What starts the program with this configuration. */
    List<String> command(String program, String configuration) {
        return isSentinel ? List.of(program, configuration, "--sentinel") : List.of(program, configuration);
    }

    /** The whole file, for a node at this port whose files are there. */
    String configuration(int port, String bind, String folder) {
        List<String> lines = new ArrayList<>(List.of("bind " + bind, "dir " + folder, "daemonize no"));
        lines.add("protected-mode no");
        lines.addAll(isEncrypted ? List.of("port 0", "tls-port " + port) : List.of("port " + port));
        directives.forEach(line -> lines.add(line.replace("{folder}", folder)));
        return String.join("\n", lines) + "\n";
    }
}
