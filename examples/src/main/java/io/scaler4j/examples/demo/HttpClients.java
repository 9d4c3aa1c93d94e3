package io.scaler4j.examples.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each request of a load when its time has come, whatever became of those before, and keeps what came back. */
final class HttpClients implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpClients.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Duration> arrivals;
    private final Stopwatch watch;
    private final URI address;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final AtomicInteger sent = new AtomicInteger();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "load");

    HttpClients(int port, List<Duration> arrivals, Stopwatch watch) {
        this.arrivals = arrivals;
        this.watch = watch;
        address = URI.create("http://127.0.0.1:" + port + "/work");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    int planned() {
        return arrivals.size();
    }

    boolean isDone() {
        return answers.size() == planned();
    }

    /** Requests that have no answer yet. */
    int inFlight() {
        return sent.get() - answers.size();
    }

    /** What came back so far, failures included. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    private void run() {
        for (int number = 0; number < arrivals.size(); number++) {
            watch.until(arrivals.get(number).toMillis() / 1e3);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            send(number);
        }
    }

    private void send(int number) {
        double now = watch.seconds();
        sent.incrementAndGet();
        client.sendAsync(
                        HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString())
                .whenComplete((response, thrown) -> answers.add(answer(number, now, response, thrown)));
    }

    private Answer answer(
            int number, double begun, @Nullable HttpResponse<String> response, @Nullable Throwable thrown) {
        double took = watch.seconds() - begun;
        if (response == null) {
            LOG.warn("no answer to request {}", number, thrown);
            return new Answer(number, begun, took, 0);
        }
        return new Answer(number, begun, took, response.statusCode());
    }

    /** Stops sending; answers that are under way are not waited for. */
    @Override
    public void close() {
        thread.interrupt();
        threads.shutdownNow();
    }
}
