package io.scaler4j.registry;

import static io.scaler4j.registry.World.INTERVAL;
import static io.scaler4j.registry.World.START;

import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.registry.World.LoadPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that autoscales and may be killed at any step. Its world is a folder: the count of the target, the states,
 * and a line for each turn that is over. Started again, it goes on with the turn after the last line, at the time of
 * that turn. Whenever it is about to do something that survives it, or has done so, it writes a byte to standard
 * output.
 */
final class KilledService {

    static final int TURNS = 4_000;
    static final String DECISIONS = "decisions";

    private final Path folder;
    private final AcknowledgedStore store;

    private KilledService(Path folder) {
        this.folder = folder;
        store = new AcknowledgedStore(FolderStateStore.open(folder.resolve("states")));
    }

    public static void main(String[] args) throws Exception {
        new KilledService(Path.of(args[0])).run();
        System.exit(0);
    }

    private void run() throws Exception {
        int turn = turns();
        var now = new Object() {
            volatile Instant time = START;
        };
        now.time = START.plus(INTERVAL.multipliedBy(turn));
        try (store;
                AutoscalerRegistry registry = AutoscalerRegistry.builder()
                        .stateStore(store)
                        .writeSpread(Duration.ZERO)
                        .time(() -> now.time)
                        .scheduler((task, delay) -> () -> {}) // turns are asked for
                        .executor(Runnable::run)
                        .blockingExecutor(Runnable::run)
                        .build()) {
            registry.apply(spec(), new FileTarget()).toCompletableFuture().join();
            var autoscaler = registry.autoscaler("orders").orElseThrow();
            for (; turn < TURNS; turn++) {
                now.time = START.plus(INTERVAL.multipliedBy(turn));
                Decision decision = autoscaler.evaluate();
                store.awaitSaves();
                step();
                Files.writeString(
                        folder.resolve(DECISIONS),
                        turn + " " + decision.to() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                step();
            }
        }
    }

    /** Most turns change the count; a window and a rate make the past matter. */
    private static AutoscalerSpec spec() {
        ScalingPolicy policy = ScalingPolicy.builder()
                .replicas(0, 200)
                .cooldown(Duration.ofMinutes(1))
                .scaleUp(ScalingRules.builder()
                        .replicas(7, Duration.ofSeconds(45))
                        .build())
                .scaleDown(ScalingRules.builder()
                        .stabilizationWindow(Duration.ofSeconds(45))
                        .percent(30, Duration.ofSeconds(60))
                        .build())
                .build();
        return AutoscalerSpec.builder("orders")
                .policy(policy)
                .interval(INTERVAL)
                .trigger(new LoadPlan("lag", KilledService::load, new AtomicInteger()))
                .build();
    }

    private static double load(Instant time) {
        double turn = Duration.between(START, time).toSeconds() / 15.0;
        double wave = 400 + 380 * Math.sin(turn / 9) + 150 * Math.sin(turn / 2.3);
        return Math.sin(turn / 50) < -0.7 ? 0 : Math.max(0, Math.round(wave));
    }

    private int turns() throws IOException {
        Path decisions = folder.resolve(DECISIONS);
        return Files.exists(decisions) ? Files.readAllLines(decisions).size() : 0;
    }

    private static void step() {
        System.out.write('.');
        System.out.flush();
    }

    private final class FileTarget implements ScaleTarget {

        private final Path count = folder.resolve("count");

        @Override
        public Replicas replicas() {
            try {
                return Replicas.of(Files.exists(count) ? Integer.parseInt(Files.readString(count)) : 1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void scaleTo(int replicas, Decision why) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
            step();
            try {
                Path fresh = folder.resolve("count.new");
                Files.writeString(fresh, Integer.toString(request.replicas()));
                Files.move(fresh, count, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
            step();
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Knows when everything is saved. */
    private static final class AcknowledgedStore implements StateStore {

        private final StateStore store;
        private volatile CompletionStage<Void> last = CompletableFuture.completedFuture(null);

        AcknowledgedStore(StateStore store) {
            this.store = store;
        }

        void awaitSaves() {
            last.toCompletableFuture().join();
        }

        @Override
        public CompletionStage<Optional<SavedState>> load(String autoscaler) {
            return store.load(autoscaler);
        }

        @Override
        public CompletionStage<Void> save(String autoscaler, SavedState state) {
            step();
            last = store.save(autoscaler, state);
            return last;
        }

        @Override
        public CompletionStage<Void> remove(String autoscaler) {
            return store.remove(autoscaler);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
