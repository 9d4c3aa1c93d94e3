package io.scaler4j.testservers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * The addresses of one broker, which it keeps for life, and the properties that follow from them.
 *
 * <p>There are two listeners for clients: CLIENT may be advertised at a proxy's port, DIRECT never is.
 */
record KraftSettings(String clusterId, int clientPort, int directPort, int controllerPort, KafkaOptions options) {
    static final String LOOPBACK = "127.0.0.1";

    static KraftSettings onFreePorts(KafkaOptions options) {
        List<Integer> ports = FreePorts.pick(3);
        return new KraftSettings(Uuid.randomUuid().toString(), ports.get(0), ports.get(1), ports.get(2), options);
    }

    String clientAddress() {
        return LOOPBACK + ":" + options.proxy().map(FaultProxy::port).orElse(clientPort);
    }

    String directAddress() {
        return LOOPBACK + ":" + directPort;
    }

    /**
     * @param bindHost where the client listeners listen: the loopback address, or any address inside a container
     * @param dataFolder the broker's folder for logs and metadata
     */
    Map<String, String> properties(String bindHost, String dataFolder) {
        Map<String, String> properties = new TreeMap<>();
        addresses(properties, bindHost);
        singleNode(properties);
        quickAndSmall(properties);
        properties.put("log.dirs", dataFolder);
        properties.putAll(options.properties());
        return properties;
    }

    private void addresses(Map<String, String> properties, String bindHost) {
        String controller = LOOPBACK + ":" + controllerPort;
        properties.put(
                "listeners",
                "CLIENT://%s:%d,DIRECT://%s:%d,CONTROLLER://%s"
                        .formatted(bindHost, clientPort, bindHost, directPort, controller));
        properties.put("advertised.listeners", "CLIENT://%s,DIRECT://%s".formatted(clientAddress(), directAddress()));
        properties.put("controller.quorum.voters", "1@" + controller);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "DIRECT");
        properties.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,DIRECT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    }

    private static void singleNode(Map<String, String> properties) {
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
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
