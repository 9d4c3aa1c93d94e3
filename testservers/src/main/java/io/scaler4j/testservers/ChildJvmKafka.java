package io.scaler4j.testservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The broker in a separate JVM, with {@link KraftNode} as main class. */
final class ChildJvmKafka extends ManagedKafka {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final DataFolder folder = DataFolder.create("kafka");
    private @Nullable ChildProcess child;

    ChildJvmKafka(KafkaOptions options) {
        super(options);
    }

    ChildJvmKafka(KraftSettings settings) {
        super(settings);
    }

    @Override
    void launch() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        if (!Files.isExecutable(java)) {
            throw new ServerUnavailableException(
                    "A Kafka broker in a separate JVM needs " + java + ", which is not there; run on a full JDK.");
        }
        ProcessBuilder command = new ProcessBuilder(
                java.toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                KraftNode.class.getName(),
                writeProperties().toString(),
                settings().clusterId());
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        command.directory(folder.path().toFile());
        child = ChildProcess.start(command);
        child.awaitLine(KraftNode.READY, START_LIMIT);
    }

    private Path writeProperties() throws IOException {
        Path data = folder.path().resolve("data");
        Path file = folder.path().resolve("server.properties");
        Properties properties = new Properties();
        properties.putAll(settings().properties(KraftSettings.LOOPBACK, data.toString()));
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    @Override
    void halt(boolean hard) throws Exception {
        if (child == null) {
            return;
        }
        if (hard) {
            child.kill();
        } else {
            child.stop(STOP_LIMIT);
        }
        child = null;
    }

    @Override
    void discard() {
        folder.delete();
    }
}
