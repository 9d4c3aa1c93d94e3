package io.scaler4j.kubernetes.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An API server over plain sockets, which knows those that its clients have not closed. It has one object, answers a
 * list, and begins a watch or stays silent.
 */
public final class WatchedSockets implements AutoCloseable {

    private static final String LIST = """
            {"metadata":{"resourceVersion":"10"},"items":[\
            {"metadata":{"name":"a","namespace":"shop","resourceVersion":"1"}}]}""";
    private static final String EVENT = """
            {"type":"MODIFIED","object":{"metadata":{"name":"a","namespace":"shop","resourceVersion":"11"}}}
            """;

    private final ServerSocket listener;
    private final boolean silent;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private WatchedSockets(ServerSocket listener, boolean silent) {
        this.listener = listener;
        this.silent = silent;
        start("acceptor", this::accept);
    }

    /** Each watch has one event, and then none. */
    public static WatchedSockets ofWatches() {
        return new WatchedSockets(listen(), false);
    }

    /** A watch is not answered. */
    public static WatchedSockets withoutAnswers() {
        return new WatchedSockets(listen(), true);
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** How many were opened and not closed by the client. */
    public int open() {
        return open.size();
    }

    private static void start(String name, Runnable work) {
        var thread = new Thread(work, "watched-sockets-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                start("connection", () -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean watch = line.contains("watch=true");
                while (line != null && !line.isEmpty()) {
                    line = lines.readLine();
                }
                answer(watch, socket.getOutputStream());
            }
        } catch (IOException reset) {
            // closed by the client, too
        } finally {
            open.remove(socket);
        }
    }

    private void answer(boolean watch, OutputStream out) throws IOException {
        if (!watch) {
            write(out, "Content-Length: " + LIST.length() + "\r\n\r\n" + LIST);
        } else if (!silent) {
            write(
                    out,
                    "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(EVENT.length()) + "\r\n" + EVENT
                            + "\r\n");
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + text).getBytes(UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
