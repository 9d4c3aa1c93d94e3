package io.scaler4j.testservers;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * The addresses of one broker, which it keeps for life, and the properties that follow from them.
 *
 * <p>There are two open listeners for clients: CLIENT may be advertised at a proxy's port, DIRECT never is. Those that
 * ask for credentials have separate ports.
 *
 * @param controllerPorts of all nodes of the cluster, in the order of their ids
 * @param ports of this node's listeners for clients: CLIENT, DIRECT, then the secure ones in the order of their names
 */
record KraftSettings(
        String clusterId, int nodeId, List<Integer> controllerPorts, List<Integer> ports, KafkaOptions options) {
    static final String LOOPBACK = "127.0.0.1";

    private static final int OPEN_LISTENERS = 2;

    /** A node that is a cluster. */
    static KraftSettings onFreePorts(KafkaOptions options) {
        return clusterOnFreePorts(1, options).get(0);
    }

    /** The nodes of a cluster, with ids from 1 on. */
    static List<KraftSettings> clusterOnFreePorts(int nodes, KafkaOptions options) {
        int each = OPEN_LISTENERS
                + options.security()
                        .map(security -> security.listeners().size())
                        .orElse(0);
        List<Integer> ports = FreePorts.pick(nodes * (each + 1));
        List<Integer> controllers = ports.subList(0, nodes);
        String clusterId = Uuid.randomUuid().toString();
        return IntStream.range(0, nodes)
                .mapToObj(node -> new KraftSettings(
                        clusterId,
                        node + 1,
                        controllers,
                        ports.subList(nodes + node * each, nodes + (node + 1) * each),
                        options))
                .toList();
    }

    int clientPort() {
        return ports.get(0);
    }

    int directPort() {
        return ports.get(1);
    }

    private int controllerPort() {
        return controllerPorts.get(nodeId - 1);
    }

    private Map<SecureListener, Integer> securePorts() {
        Map<SecureListener, Integer> secure = new EnumMap<>(SecureListener.class);
        options.security()
                .ifPresent(security -> security.listeners()
                        .forEach(listener -> secure.put(listener, ports.get(OPEN_LISTENERS + secure.size()))));
        return secure;
    }

    String clientAddress() {
        return LOOPBACK + ":" + options.proxy().map(FaultProxy::port).orElse(clientPort());
    }

    String directAddress() {
        return LOOPBACK + ":" + directPort();
    }

    String secureAddress(SecureListener listener) {
        Integer port = securePorts().get(listener);
        if (port == null) {
            throw new IllegalStateException(
                    "The broker has no listener " + listener + "; ask for it with KafkaOptions.secured.");
        }
        return LOOPBACK + ":" + port;
    }

    /**
     * @param bindHost where the client listeners listen: the loopback address, or any address inside a container
     * @param dataFolder the broker's folder for logs and metadata
     */
    Map<String, String> properties(String bindHost, String dataFolder) {
        Map<String, String> properties = new TreeMap<>();
        addresses(properties, bindHost);
        cluster(properties);
        quickAndSmall(properties);
        properties.put("log.dirs", dataFolder);
        options.security().ifPresent(security -> properties.putAll(security.properties()));
        properties.putAll(options.properties());
        return properties;
    }

    private void addresses(Map<String, String> properties, String bindHost) {
        var listeners = new StringJoiner(",");
        var advertised = new StringJoiner(",");
        var protocols = new StringJoiner(",");
        listeners.add("CLIENT://%s:%d,DIRECT://%s:%d".formatted(bindHost, clientPort(), bindHost, directPort()));
        advertised.add("CLIENT://%s,DIRECT://%s".formatted(clientAddress(), directAddress()));
        protocols.add("CLIENT:PLAINTEXT,DIRECT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        securePorts().forEach((listener, port) -> {
            listeners.add("%s://%s:%d".formatted(listener.listener(), bindHost, port));
            advertised.add("%s://%s:%d".formatted(listener.listener(), LOOPBACK, port));
            protocols.add(listener.listener() + ":" + listener.protocol());
        });
        listeners.add("CONTROLLER://%s:%d".formatted(LOOPBACK, controllerPort()));
        properties.put("listeners", listeners.toString());
        properties.put("advertised.listeners", advertised.toString());
        properties.put("listener.security.protocol.map", protocols.toString());
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "DIRECT");
    }

    private void cluster(Map<String, String> properties) {
        int nodes = controllerPorts.size();
        String voters = IntStream.range(0, nodes)
                .mapToObj(node -> "%d@%s:%d".formatted(node + 1, LOOPBACK, controllerPorts.get(node)))
                .collect(Collectors.joining(","));
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(nodeId));
        properties.put("controller.quorum.voters", voters);
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.put(topic + ".replication.factor", Integer.toString(nodes));
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
    }

    private static void quickAndSmall(Map<String, String> properties) {
        properties.put("auto.create.topics.enable", "false"); // a missing topic stays missing
        properties.put("offsets.topic.num.partitions", "3");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("log.cleaner.dedupe.buffer.size", "2097152"); // by default 128 MiB of heap
        properties.put("controller.quorum.election.timeout.ms", "500");
        properties.put("controller.quorum.fetch.timeout.ms", "1000");
        properties.put("broker.heartbeat.interval.ms", "500");
        properties.put("broker.session.timeout.ms", "3000");
    }
}
