package io.scaler4j.examples.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The program that is scaled. It knows nothing of this library: it takes a while to start, tells its port, answers two
 * requests at a time, and ends when its standard input does, with what it has begun.
 */
public final class HttpWorker {

    private static final Duration START = Duration.ofMillis(500);
    private static final Duration WORK = Duration.ofMillis(50);
    private static final int AT_A_TIME = 2;
    private static final int BACKLOG = 128;
    private static final int END_SECONDS = 5;

    private HttpWorker() {}

    /**
     * Runs until standard input ends.
     *
     * @param args none
     * @throws IOException if it cannot listen
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Pace.pause(START); // what a larger program loads
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                Pace.pause(WORK);
                byte[] body = ("done by " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        System.out.println(WorkerProcess.READY + server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // nothing is said but the end
        }
        threads.shutdown();
        threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        server.stop(0);
    }
}
