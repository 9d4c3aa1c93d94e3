package io.scaler4j.benchmarks;

import io.scaler4j.testservers.GoProgram;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our interceptor and Go's reverse proxy, each a process of its own before the same backend. */
final class HttpPeers implements AutoCloseable {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final int FIRST_PORT = 23_456;
    private static final int END_OF_PORTS = 32_768;

    private final GoProgram go;
    private final List<PeerProcess> started = new ArrayList<>();

    HttpPeers(GoProgram go) {
        this.go = go;
    }

    /** A proxy with its port. */
    record Proxy(PeerProcess process, int port) {}

    /** {@return the port of a new backend} */
    int backend() throws IOException {
        return port(start("the backend", go.command("backend")));
    }

    /** Returns a port on which nothing listens, below those that outgoing connections get. */
    static int freePort() throws IOException {
        for (int port = FIRST_PORT; port < END_OF_PORTS; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // the next one may be free
            }
        }
        throw new IOException("no port is free from " + FIRST_PORT + " to " + END_OF_PORTS);
    }

    /** Starts a backend where none is. */
    PeerProcess backendAt(int port) throws IOException {
        PeerProcess backend = start("the backend", go.command("backend", "-listen", "127.0.0.1:" + port));
        port(backend);
        return backend;
    }

    Proxy ours(int backend) throws IOException {
        PeerProcess process = start("our proxy", java("forward", String.valueOf(backend)));
        return new Proxy(process, port(process));
    }

    Proxy ofGo(int backend) throws IOException {
        PeerProcess process = start("Go's proxy", go.command("proxy", "-backend", "127.0.0.1:" + backend));
        return new Proxy(process, port(process));
    }

    /** Begins to send a large POST on each of many connections; says "sent" and "result". */
    PeerProcess hold(Proxy proxy, int connections) throws IOException {
        return start(
                "the load",
                go.command("hold", "-target", "127.0.0.1:" + proxy.port, "-connections", String.valueOf(connections)));
    }

    /**
     * Our program in a JVM of its own, with the JVM's defaults, and like the released program without Netty's watch.
     */
    static List<String> java(String... args) {
        var command = new ArrayList<>(List.of(
                JAVA,
                "-Dio.netty.leakDetection.level=disabled",
                "-cp",
                System.getProperty("java.class.path"),
                HttpProxyProgram.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private PeerProcess start(String name, List<String> command) throws IOException {
        PeerProcess process = PeerProcess.start(name, command);
        started.add(process);
        return process;
    }

    private static int port(PeerProcess process) throws IOException {
        return Integer.parseInt(process.await("listening")[0]);
    }

    /**
     * A load, and what it costs a proxy.
     *
     * @param requests that were answered
     * @param perSecond requests
     * @param p50 median latency in ms
     * @param p99 latency in ms
     * @param cpuMicros processor time of the proxy for each request, in microseconds
     */
    record Cost(double requests, double perSecond, double p50, double p99, double cpuMicros) {}

    Cost load(Proxy proxy, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(go.command("load", "-target", "127.0.0.1:" + proxy.port));
        command.addAll(List.of(options));
        double before = proxy.process.cpuSeconds();
        String[] words = PeerProcess.result("the load", command);
        double cpu = proxy.process.cpuSeconds() - before;
        double requests = Double.parseDouble(words[0]);
        requireNone(words[1]);
        return new Cost(
                requests,
                requests / Double.parseDouble(words[2]),
                Double.parseDouble(words[3]) / 1e3,
                Double.parseDouble(words[4]) / 1e3,
                cpu * 1e6 / requests);
    }

    static void requireNone(String failures) {
        if (!failures.equals("0")) {
            throw new IllegalStateException(failures + " requests were not answered with 200");
        }
    }

    @Override
    public void close() throws IOException {
        for (int i = started.size() - 1; i >= 0; i--) { // proxies before their backends
            started.get(i).close();
        }
    }
}
