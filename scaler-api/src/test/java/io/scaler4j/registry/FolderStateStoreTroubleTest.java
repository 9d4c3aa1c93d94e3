package io.scaler4j.registry;

import static io.scaler4j.registry.StatesFixture.await;
import static io.scaler4j.registry.StatesFixture.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and files that are not as they should be. */
class FolderStateStoreTroubleTest {

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("states.log");
    }

    /** Three autoscalers in the file, the latest state last. */
    private byte[] threeStates() throws Exception {
        try (StateStore store = FolderStateStore.open(folder)) {
            await(store.save("orders", state(1)));
            await(store.save("bills", state(2)));
            await(store.save("lines", state(3)));
        }
        return Files.readAllBytes(file());
    }

    @Test
    void whateverAByteBecomesTheStoreOpensAndLosesOneStateAtMost() throws Exception {
        byte[] whole = threeStates();
        int header = "scaler4j-states 1\n".length();
        for (long seed = 0; seed < 30; seed++) {
            var random = new SplittableRandom(seed);
            byte[] damaged = whole.clone();
            int at = header + random.nextInt(whole.length - header - 1);
            damaged[at] = (byte) (random.nextInt(2) == 0 ? 0x80 + random.nextInt(0x80) : random.nextInt(0x20));
            Files.write(file(), damaged);
            try (StateStore store = FolderStateStore.open(folder)) {
                int left = 0;
                for (String name : new String[] {"orders", "bills", "lines"}) {
                    left += await(store.load(name)).isPresent() ? 1 : 0;
                }
                // a line end that is gone joins two lines
                int least = whole[at] == '\n' ? 1 : 2;
                assertThat(left).as("seed %s, byte %s", seed, at).isBetween(least, 3);
            }
            assertThat(folder.resolve("states.log.damaged")).as("seed %s", seed).hasBinaryContent(damaged);
        }
    }

    @Test
    void aFileThatWasDamagedIsWholeAfterTheNextSave() throws Exception {
        byte[] whole = threeStates();
        byte[] damaged = whole.clone();
        damaged[whole.length - 10] = (byte) 0xff;
        Files.write(file(), damaged);
        try (StateStore store = FolderStateStore.open(folder)) {
            await(store.save("lines", state(4)));
        }
        Files.delete(folder.resolve("states.log.damaged"));
        try (StateStore store = FolderStateStore.open(folder)) {
            assertThat(await(store.load("orders"))).contains(state(1));
            assertThat(await(store.load("lines"))).contains(state(4));
        }
        assertThat(folder.resolve("states.log.damaged")).doesNotExist();
    }

    @Test
    void whatACrashLeftOfARewriteIsNoHarm() throws Exception {
        byte[] whole = threeStates();
        Files.write(folder.resolve("states.log.new"), Arrays.copyOf(whole, 40));
        try (StateStore store = FolderStateStore.open(folder)) {
            assertThat(await(store.load("orders"))).contains(state(1));
            await(store.save("orders", state(5)));
        }
        try (StateStore store = FolderStateStore.open(folder)) {
            assertThat(await(store.load("orders"))).contains(state(5));
            assertThat(await(store.load("bills"))).contains(state(2));
        }
        assertThat(folder.resolve("states.log.new")).doesNotExist();
    }

    @Test
    void openingAndLoadingWriteNothing() throws Exception {
        byte[] whole = threeStates();
        try (StateStore store = FolderStateStore.open(folder)) {
            await(store.load("orders"));
            await(store.load("never there"));
        }
        assertThat(file()).hasBinaryContent(whole);
    }

    @Test
    void whatIsNoFolderIsRefusedWithItsName() throws IOException {
        Path noFolder = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> FolderStateStore.open(noFolder))
                .isInstanceOf(StateStoreException.class)
                .hasMessageStartingWith("states cannot be kept in " + noFolder + ": ");
    }

    @Test
    void aRefusedFileLeavesTheFolderToOthers() throws Exception {
        Files.writeString(file(), "something else\n");
        assertThatThrownBy(() -> FolderStateStore.open(folder)).isInstanceOf(StateStoreException.class);
        Files.delete(file());
        try (StateStore store = FolderStateStore.open(folder)) {
            await(store.save("orders", state(1)));
        }
    }

    @Test
    void aFileThatCannotBeOpenedFailsTheSaveAndNotTheStore() throws Exception {
        var broken = new AtomicBoolean(true);
        try (StateStore store = FolderStateStore.open(folder, path -> {
            if (broken.get()) {
                throw new IOException("too many open files");
            }
            return append(path);
        })) {
            assertThatThrownBy(() -> await(store.save("orders", state(1))))
                    .hasRootCauseMessage("too many open files")
                    .hasStackTraceContaining("states could not be written to " + folder + ": too many open files; they"
                            + " are kept in memory, and written with the next ones");
            assertThat(await(store.load("orders"))).contains(state(1));
            broken.set(false);
            await(store.save("bills", state(2)));
        }
        try (StateStore store = FolderStateStore.open(folder)) {
            assertThat(await(store.load("orders"))).contains(state(1));
        }
    }

    private static FileChannel append(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void aProblemWithoutATextIsToldByItsName() {
        try (StateStore store = FolderStateStore.open(folder, path -> {
            throw new IOException();
        })) {
            assertThatThrownBy(() -> await(store.save("orders", state(1))))
                    .hasStackTraceContaining(
                            "states could not be written to " + folder + ": java.io.IOException; they");
        }
    }

    @Test
    void afterAFailedWriteAllStatesAreWrittenAgainInAFreshFile() throws Exception {
        var opened = new AtomicInteger();
        var full = new AtomicBoolean();
        try (StateStore store = FolderStateStore.open(folder, path -> {
            opened.incrementAndGet();
            return new FailingChannel(append(path), full::get);
        })) {
            await(store.save("orders", state(1)));
            await(store.save("bills", state(2)));
            assertThat(opened).as("one file for both").hasValue(1);
            full.set(true);
            assertThatThrownBy(() -> await(store.save("lines", state(3)))).hasRootCauseMessage("no space left");
            full.set(false);
            await(store.save("lines", state(4)));
            assertThat(opened).hasValue(2);
            try (var lines = Files.lines(file())) {
                assertThat(lines).as("a header and one line each").hasSize(4);
            }
        }
    }

    @Test
    void closingTwiceDoesNoHarmAndKeepsAnInterruptOfTheCaller() throws Exception {
        StateStore store = FolderStateStore.open(folder);
        await(store.save("orders", state(1)));
        Thread.currentThread().interrupt();
        assertThatCode(store::close).doesNotThrowAnyException();
        assertThat(Thread.interrupted()).isTrue();
        assertThatCode(store::close).doesNotThrowAnyException();
        try (StateStore other = FolderStateStore.open(folder)) {
            assertThat(await(other.load("orders"))).contains(state(1));
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void nullIsRefusedWithTheNameOfWhatIsMissing() {
        assertThatNullPointerException()
                .isThrownBy(() -> FolderStateStore.open(null))
                .withMessageStartingWith("folder must not be null");
        try (StateStore store = FolderStateStore.open(folder)) {
            assertThatNullPointerException()
                    .isThrownBy(() -> store.save("orders", null))
                    .withMessageStartingWith("state must not be null");
            assertThatNullPointerException()
                    .isThrownBy(() -> store.save(null, state(1)))
                    .withMessageStartingWith("autoscaler must not be null");
            assertThatNullPointerException().isThrownBy(() -> store.remove(null));
            assertThat(store).hasToString("states in " + folder);
        }
    }

    @Test
    void aStoreInMemoryForgetsWithItsEnd() throws Exception {
        StateStore store = StateStore.inMemory();
        await(store.save("orders", state(1)));
        store.close();
        store.close();
        assertThat(await(store.load("orders"))).isEmpty();
        assertThat(store).hasToString("states in memory");
    }
}
