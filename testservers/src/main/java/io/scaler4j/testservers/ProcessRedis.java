package io.scaler4j.testservers;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Redis as a child process, with its own folder for data and configuration. */
final class ProcessRedis implements RedisNode {
    static final String PROGRAM = "redis-server";

    /** Where the nodes of a cluster talk to each other, above the port for clients. */
    private static final int CLUSTER_BUS = 10_000;

    private final Path program;
    private final RedisOptions options;
    private final int port;
    private final ServerProgram server;

    private ProcessRedis(Path program, RedisOptions options) {
        this.program = program;
        this.options = options;
        port = options.isClusterNode()
                ? FreePorts.pickPair(CLUSTER_BUS)
                : FreePorts.pick(1).get(0);
        server = ServerProgram.open("Redis", PROGRAM, options.host() + ":" + port);
    }

    static RedisNode started(RedisOptions options) {
        var redis = new ProcessRedis(ServerProgram.find(PROGRAM), options);
        try {
            redis.start();
            return redis;
        } catch (Throwable failed) {
            redis.close();
            throw failed;
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() {
        server.start(this::command, () -> accepts(options.host(), port));
    }

    @Override
    public String address() {
        return options.host() + ":" + port;
    }

    private ProcessBuilder command() throws IOException {
        Path configuration = server.folder().resolve("redis.conf");
        if (!Files.exists(configuration)) { // a sentinel rewrites its own
            writeFiles(configuration);
        }
        return new ProcessBuilder(options.command(program.toString(), configuration.toString()));
    }

    private void writeFiles(Path configuration) throws IOException {
        for (Map.Entry<String, String> file : options.files().entrySet()) {
            Files.writeString(server.folder().resolve(file.getKey()), file.getValue());
        }
        Files.writeString(
                configuration,
                options.configuration(port, "127.0.0.1", server.folder().toString()));
    }

    private static boolean accepts(String host, int port) {
        try (Socket socket = new Socket(host, port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void close() {
        server.kill();
        server.close();
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
