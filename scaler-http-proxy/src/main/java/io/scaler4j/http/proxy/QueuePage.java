package io.scaler4j.http.proxy;

import io.scaler4j.Scheduler;
import io.scaler4j.http.QueueAnswer;
import io.scaler4j.http.RequestTracker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The counts of all routes, for scalers in other processes. With {@code ?wait=10s} the answer comes when a route
 * {@linkplain HttpInterceptor#wakes wakes}, at the latest after the wait. A reader that hands back the last
 * {@link #WAKES_HEADER} as {@code &wakes=} misses no wake between two reads. Thread-safe.
 */
final class QueuePage implements AdminPage {

    /** How often a route has woken since the start. */
    static final String WAKES_HEADER = "X-Scaler4j-Wakes";

    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    static final int MOST_WAITING = 100;

    private static final Pattern WAIT = Pattern.compile("(\\d{1,9})(ms|s)");
    private static final Pattern WAKES = Pattern.compile("\\d{1,18}");
    private static final String JSON = "application/json";

    private final RequestTracker tracker;
    private final Scheduler scheduler;
    private final String boot;
    private final LongSupplier nanoTime;
    private volatile long lastRead;
    private final AtomicLong wakes = new AtomicLong();
    private final Set<Reader> waiting = ConcurrentHashMap.newKeySet();

    /** Someone who waits; itself alone is equal to it. */
    private static final class Reader {

        private final CompletableFuture<Answer> answer = new CompletableFuture<>();

        CompletableFuture<Answer> answer() {
            return answer;
        }
    }

    /**
     * @param tracker what is told
     * @param scheduler ends the waits
     * @param boot another text after each start
     * @param nanoTime a clock that never goes back
     */
    QueuePage(RequestTracker tracker, Scheduler scheduler, String boot, LongSupplier nanoTime) {
        this.tracker = tracker;
        this.scheduler = scheduler;
        this.boot = boot;
        this.nanoTime = nanoTime;
        lastRead = nanoTime.getAsLong();
    }

    /** Answers everybody who waits. To be called when a route that had nothing to do gets a request. */
    void wake() {
        wakes.incrementAndGet();
        List.copyOf(waiting).forEach(reader -> answer(reader.answer()));
    }

    @Override
    public CompletionStage<Answer> answer(Request request) {
        Optional<String> wait = parameter(request.query(), "wait");
        Optional<String> seen = parameter(request.query(), "wakes");
        Optional<Duration> limit = wait.flatMap(QueuePage::duration);
        if ((wait.isPresent() && limit.isEmpty())
                || (seen.isPresent() && !WAKES.matcher(seen.get()).matches())) {
            return CompletableFuture.completedFuture(refusal());
        }
        var reader = new Reader();
        CompletableFuture<Answer> answer = reader.answer();
        if (limit.isEmpty() || waiting.size() >= MOST_WAITING) {
            answer(answer);
            return answer;
        }
        waiting.add(reader);
        Scheduler.Cancellable end = scheduler.schedule(() -> answer(answer), limit.get());
        answer.whenComplete((ignored, thrown) -> {
            waiting.remove(reader);
            end.cancel();
        });
        // Looked at after it was added: a wake in between has answered, or is seen here.
        if (seen.isPresent() && Long.parseLong(seen.get()) != wakes.get()) {
            answer(answer);
        }
        return answer;
    }

    /** How long ago the counts were read last; since the start if they were not. */
    Duration readAge() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastRead);
    }

    private void answer(CompletableFuture<Answer> answer) {
        if (!answer.isDone()) {
            lastRead = nanoTime.getAsLong();
            String count = Long.toString(wakes.get());
            byte[] body = QueueAnswer.of(tracker.snapshot()).toJson();
            answer.complete(new Answer(
                    new AdminAnswer(200, JSON, body), Map.of(QueueAnswer.BOOT_HEADER, boot, WAKES_HEADER, count)));
        }
    }

    private static Answer refusal() {
        return new Answer(
                AdminAnswer.text(
                        400,
                        "wait must be a time such as 10s or 500ms, at most 60s; wakes must be the number of the header "
                                + WAKES_HEADER + "\n"),
                Map.of());
    }

    private static Optional<Duration> duration(String text) {
        Matcher parts = WAIT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        Duration wait = parts.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
        return Optional.of(wait).filter(given -> given.compareTo(LONGEST_WAIT) <= 0);
    }

    private static Optional<String> parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(pair.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }
}
