package io.scaler4j.testservers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One broker and controller in this JVM. The only class that touches Kafka's server classes, which are internal to
 * Kafka and change between its versions.
 */
final class KraftNode {
    /** The child JVM prints this on a separate line once it serves requests. */
    static final String READY = "READY";

    private final KafkaRaftServer server;

    private KraftNode(KafkaRaftServer server) {
        this.server = server;
    }

    /** Formats the data folder, unless it is formatted, and returns when the broker serves requests. */
    static KraftNode start(Map<?, ?> settings, String clusterId) throws Exception {
        Properties properties = new Properties();
        properties.putAll(settings);
        format(properties, clusterId);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (Throwable failed) {
            server.shutdown();
            throw failed;
        }
        return new KraftNode(server);
    }

    private static void format(Properties properties, String clusterId) throws Exception {
        String folder = properties.getProperty("log.dirs");
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setClusterId(clusterId)
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .addDirectory(folder)
                .setMetadataLogDirectory(folder)
                .setControllerListenerName(properties.getProperty("controller.listener.names"))
                .setIgnoreFormatted(true)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
    }

    /** Shuts down in an orderly way and waits for the end. */
    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Removes the mark of an orderly end, so that the next start recovers the logs as after a crash. */
    static void forgetCleanEnd(Path dataFolder) throws IOException {
        Files.deleteIfExists(dataFolder.resolve(".kafka_cleanshutdown"));
    }

    /**
     * The child JVM: runs a broker until its standard input ends, which happens when the parent closes it and also when
     * the parent dies.
     *
     * @param args the file with the broker's properties, and the cluster id
     */
    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
            properties.load(reader);
        }
        KraftNode node = start(properties, args[1]);
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // nothing is ever sent: only the end matters
        }
        node.stop();
        System.exit(0);
    }
}
