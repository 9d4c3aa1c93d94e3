package io.scaler4j.examples.demo;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.Autoscaler;
import io.scaler4j.Trigger;
import io.scaler4j.http.Hold;
import io.scaler4j.http.RouteRule;
import io.scaler4j.http.proxy.Exchange;
import io.scaler4j.http.proxy.HttpInterceptor;
import io.scaler4j.http.proxy.ProxyRoute;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.recorder.Recorder;
import io.scaler4j.recorder.Recording;
import io.scaler4j.simulation.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Clients, the interceptor, the autoscaler and the worker processes put together. */
final class HttpRun implements AutoCloseable {

    static final int MOST = 6;

    /** Requests in flight that one worker is meant to have; it works on two of them at a time. */
    static final int IN_FLIGHT = 4;

    /** The name of the route, of the autoscaler, and of the files about it. */
    static final String NAME = "web";

    private static final int MOST_AT_A_WORKER = 8;
    private static final int LONGEST_LINE = 5_000;
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(45);

    private final Path folder;
    private final ScalingPolicy policy;
    private final Load load;
    private final Stopwatch watch = new Stopwatch();
    private final TurnLog turns = new TurnLog();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final WorkerPool workers;
    private final HttpInterceptor interceptor;
    private final HttpClients clients;
    private final Recorder recorder;
    private final Autoscaler autoscaler;
    private final StatusLine status;

    /** @param folder where turns are recorded, in place of an earlier recording */
    HttpRun(DemoOptions options, Screen screen, Path folder) {
        this.folder = folder;
        policy = policy(options);
        load = Load.ofHttpDemo(options);
        workers = new WorkerPool(watch);
        var web = ProxyRoute.builder(NAME)
                .rule(RouteRule.any())
                .endpoints(workers.endpoints())
                .hold(Hold.atMost(LONGEST_LINE))
                .perReplicaLimit(MOST_AT_A_WORKER)
                .build();
        interceptor = started(HttpInterceptor.builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .listen(0)
                .route(web)
                .observer(exchanges::add)
                .build());
        clients = new HttpClients(interceptor.port(), load.arrivals(), watch);
        recorder = Recorder.builder(folder, NAME).policy(policy).maxFiles(0).build();
        autoscaler = Autoscaler.builder(NAME)
                .target(interceptor.guard(web, workers).draining(workers, DRAIN))
                .policy(policy)
                .trigger(Trigger.of("requests", interceptor.concurrency(web), averageValue(IN_FLIGHT)))
                .interval(TURN)
                .observer(turns)
                .observer(recorder)
                .observer(new DecisionTable(screen, "reqs", load, watch::seconds))
                .build();
        interceptor.wakes(web, autoscaler::poke);
        status = new StatusLine(screen, this::status);
    }

    private static HttpInterceptor started(HttpInterceptor interceptor) {
        try {
            return interceptor.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the interceptor could not be started: " + e.getMessage(), e);
        }
    }

    /** The policy of the demo; its times are as short as the speed makes them. */
    static ScalingPolicy policy(DemoOptions options) {
        Duration halfMinute = options.shortened(Duration.ofSeconds(30));
        Duration quarterMinute = options.shortened(Duration.ofSeconds(15));
        return ScalingPolicy.builder()
                .replicas(0, MOST)
                .cooldown(halfMinute)
                .scaleUp(ScalingRules.builder() // the HPA's defaults, shortened as well
                        .replicas(4, quarterMinute)
                        .percent(100, quarterMinute)
                        .build())
                .scaleDown(ScalingRules.builder()
                        .stabilizationWindow(halfMinute)
                        .percent(50, halfMinute)
                        .build())
                .build();
    }

    /** Returns when every request is answered and no worker is left, or when that takes too long. */
    void run() throws InterruptedException {
        watch.start();
        status.start();
        autoscaler.start();
        clients.start();
        Pace.await(this::isOver, load.duration().plus(GRACE));
    }

    private boolean isOver() {
        return clients.isDone()
                && workers.replicas().desired() == 0
                && watch.seconds() >= load.duration().toMillis() / 1e3;
    }

    /** What there is so far; the replay only once this is closed. */
    HttpStory story() {
        Optional<Replay> replay =
                turns.turns().isEmpty() ? Optional.empty() : Optional.of(Replay.of(Recording.of(folder, NAME), policy));
        return new HttpStory(clients.planned(), clients.answers(), exchanges, workers.starts(), turns.turns(), replay);
    }

    private String status() {
        return String.format(
                "%6.1f  %-8s %5d   ready %d of %d, %d of %d requests answered",
                watch.seconds(),
                load.at(watch.seconds()).name(),
                clients.inFlight(),
                workers.replicas().ready(),
                workers.replicas().desired(),
                clients.answers().size(),
                clients.planned());
    }

    /** Also ends the workers. */
    @Override
    public void close() {
        status.close();
        autoscaler.close();
        recorder.close();
        clients.close();
        interceptor.close();
        workers.close();
    }
}
