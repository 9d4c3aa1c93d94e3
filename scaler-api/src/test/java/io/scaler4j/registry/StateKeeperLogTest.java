package io.scaler4j.registry;

import static io.scaler4j.registry.StatesFixture.START;
import static io.scaler4j.registry.StatesFixture.decision;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of a store that fails: once when it begins, once when it ends. */
class StateKeeperLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(AutoscalerRegistry.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<CompletableFuture<Void>> saves = new ArrayList<>();
    private final StateKeeper states = new StateKeeper("orders", new ManualStore(), () -> START);

    /** Each save ends when the test says so. */
    private final class ManualStore implements StateStore {

        @Override
        public CompletionStage<Optional<SavedState>> load(String autoscaler) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Void> save(String autoscaler, SavedState state) {
            var save = new CompletableFuture<Void>();
            saves.add(save);
            return save;
        }

        @Override
        public CompletionStage<Void> remove(String autoscaler) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    private List<String> said() {
        return log.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    private CompletableFuture<Void> save(int number) {
        states.saveBefore(decision(number));
        return saves.get(saves.size() - 1);
    }

    @Test
    void theReasonIsTheStoresSentenceWithoutTheWrapperOfAFuture() {
        save(1).completeExceptionally(new CompletionException(new StateStoreException("the disk is full")));
        assertThat(said()).containsExactly("WARN orders: the state is not saved, scaling goes on: the disk is full");
    }

    @Test
    void aStoreThatWorksIsNotSpokenOf() {
        save(1).complete(null);
        save(2).complete(null);
        assertThat(said()).isEmpty();
    }

    @Test
    void aStoreThatFailsIsToldOnceHoweverOftenAndOnceWhenItWorksAgain() {
        save(1).completeExceptionally(new StateStoreException("no space left"));
        save(2).completeExceptionally(new StateStoreException("no space left"));
        save(3).complete(null);
        save(4).complete(null);
        save(5).completeExceptionally(new StateStoreException("read-only"));
        assertThat(said())
                .containsExactly(
                        "WARN orders: the state is not saved, scaling goes on: no space left",
                        "INFO orders: the state is saved again",
                        "WARN orders: the state is not saved, scaling goes on: read-only");
    }

    @Test
    void whatIsOlderThanWhatIsSavedIsNotEvenTried() {
        save(3).complete(null);
        states.saveBefore(decision(2));
        assertThat(saves).hasSize(1);
    }

    @Test
    void withoutATurnThereIsNoStateToSaveAtTheEnd() {
        assertThat(states.saveLast(decision(1).next(false)).toCompletableFuture())
                .isCompleted();
        assertThat(states.turn()).isEmpty();
        assertThat(saves).isEmpty();
    }
}
