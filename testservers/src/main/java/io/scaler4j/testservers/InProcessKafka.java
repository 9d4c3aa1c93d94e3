package io.scaler4j.testservers;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The broker inside this JVM. */
final class InProcessKafka extends ManagedKafka {
    private final DataFolder folder = DataFolder.create("kafka");
    private @Nullable KraftNode node;

    InProcessKafka(KafkaOptions options) {
        super(options);
    }

    @Override
    void launch() throws Exception {
        Map<String, String> properties = settings().properties(KraftSettings.LOOPBACK, data().toString());
        node = KraftNode.start(properties, settings().clusterId());
    }

    @Override
    void halt(boolean hard) throws Exception {
        if (node != null) {
            node.stop();
            node = null;
        }
        if (hard) {
            KraftNode.forgetCleanEnd(data());
        }
    }

    @Override
    void discard() {
        folder.delete();
    }

    private Path data() {
        return folder.path().resolve("data");
    }
}
