package io.scaler4j.registry;

import static io.scaler4j.registry.StatesFixture.START;
import static io.scaler4j.registry.StatesFixture.await;
import static io.scaler4j.registry.StatesFixture.decision;
import static io.scaler4j.registry.StatesFixture.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStateStoreTest extends StateStoreContract {

    @TempDir
    Path temp;

    private Path folder;
    private StateStore store;

    @BeforeEach
    void open() {
        folder = temp.resolve("new/states");
        store = FolderStateStore.open(folder);
    }

    @AfterEach
    void closeAndLeaveNoThread() throws InterruptedException {
        store.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("scaler4j-states")) {
                thread.join(60_000); // it may be on its last steps
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Override
    StateStore store() {
        return store;
    }

    private void reopen() {
        store.close();
        store = FolderStateStore.open(folder);
    }

    private Path file() {
        return folder.resolve("states.log");
    }

    @Test
    void findsItsStatesAgain() throws Exception {
        await(store.save("orders", state(1)));
        await(store.save("bills & more äöü\n", SavedState.before(decision(2), START)));
        await(store.save("gone", state(3)));
        await(store.remove("gone"));
        reopen();

        assertThat(await(store.load("orders"))).contains(state(1));
        assertThat(await(store.load("bills & more äöü\n"))).contains(SavedState.before(decision(2), START));
        assertThat(await(store.load("gone"))).isEmpty();
    }

    @Test
    void closingWritesWhatIsUnderWay() throws Exception {
        for (int i = 0; i < 1000; i++) {
            store.save("autoscaler-" + i, state(i));
        }
        reopen();
        for (int i = 0; i < 1000; i += 100) {
            assertThat(await(store.load("autoscaler-" + i))).contains(state(i));
        }
    }

    @Test
    void aConfirmedStateIsInTheFileWithoutClosing() throws Exception {
        await(store.save("orders", state(1)));
        Path copy = temp.resolve("copy");
        Files.createDirectories(copy);
        Files.copy(file(), copy.resolve("states.log"));
        try (StateStore other = FolderStateStore.open(copy)) {
            assertThat(await(other.load("orders"))).contains(state(1));
        }
    }

    @Test
    void halfALineAtTheEndIsWhatACrashLeaves() throws Exception {
        await(store.save("orders", state(1)));
        await(store.save("orders", state(2)));
        store.close();
        String text = Files.readString(file());
        int last = text.lastIndexOf('\n', text.length() - 2) + 1;
        for (int cut = last; cut < text.length(); cut += 7) {
            Files.writeString(file(), text.substring(0, cut));
            store = FolderStateStore.open(folder);
            assertThat(await(store.load("orders"))).contains(state(1));
            store.close();
        }
        assertThat(folder.resolve("states.log.damaged")).doesNotExist();
    }

    @Test
    void aDamagedLineIsLeftOutAndTheFileKept() throws Exception {
        await(store.save("orders", state(1)));
        await(store.save("bills", state(2)));
        store.close();
        Files.writeString(file(), Files.readString(file()).replaceFirst("orders", "0rders"));

        store = FolderStateStore.open(folder);

        assertThat(await(store.load("orders"))).isEmpty();
        assertThat(await(store.load("0rders"))).isEmpty();
        assertThat(await(store.load("bills"))).contains(state(2));
        assertThat(folder.resolve("states.log.damaged")).content().contains("0rders");
    }

    @Test
    void theFileDoesNotGrowWithTheSaves() throws Exception {
        for (int round = 0; round < 40; round++) {
            List<CompletionStage<Void>> saves = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                saves.add(store.save("autoscaler-" + i, state(round)));
            }
            for (CompletionStage<Void> save : saves) {
                await(save);
            }
        }
        assertThat(Files.size(file()))
                .as("40 x 200 states of at least 200 B would be 1.6 MB and more")
                .isLessThan(StateLog.SMALLEST_REWRITE_BYTES + 400_000);
        reopen();
        assertThat(await(store.load("autoscaler-199"))).contains(state(39));
    }

    @Test
    void aSecondStoreOfTheSameFolderIsRefused() {
        assertThatThrownBy(() -> FolderStateStore.open(folder))
                .isInstanceOf(StateStoreException.class)
                .hasMessage("states cannot be kept in " + folder
                        + ": another store has the folder open; close it first, or give another folder");
    }

    @Test
    void aFileOfAnotherProgramIsRefusedAndLeftAsItIs() throws Exception {
        store.close();
        Files.writeString(file(), "something else\n");
        assertThatThrownBy(() -> FolderStateStore.open(folder))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("does not begin with \"scaler4j-states 1\"");
        assertThat(file()).hasContent("something else\n");
    }

    @Test
    void afterClosingASaveFailsWithASentence() {
        store.close();
        assertThatThrownBy(() -> await(store.save("orders", state(1))))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("the state of orders is not kept: the store in " + folder + " is closed");
    }

    @Test
    void aDiskThatFailsLosesNothingOnceItWorksAgain() throws Exception {
        store.close();
        var full = new AtomicBoolean();
        store = FolderStateStore.open(folder, file -> failingIf(full, file));
        await(store.save("orders", state(1)));
        full.set(true);
        assertThatThrownBy(() -> await(store.save("orders", state(2))))
                .hasCauseInstanceOf(StateStoreException.class)
                .hasStackTraceContaining("no space left; they are kept in memory, and written with the next ones");
        assertThatThrownBy(() -> await(store.save("bills", state(3)))).hasCauseInstanceOf(StateStoreException.class);
        assertThat(await(store.load("orders"))).contains(state(2));
        full.set(false);
        await(store.save("lines", state(4)));
        reopen();

        assertThat(await(store.load("orders"))).contains(state(2));
        assertThat(await(store.load("bills"))).contains(state(3));
        assertThat(await(store.load("lines"))).contains(state(4));
    }

    private static FileChannel failingIf(AtomicBoolean full, Path file) throws IOException {
        return new FailingChannel(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), full::get);
    }
}
