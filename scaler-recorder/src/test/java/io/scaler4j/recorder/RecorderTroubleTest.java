package io.scaler4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scaler4j.policy.Observation;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.slf4j.LoggerFactory;

/** Full disks, closed files, interrupts, strangers: a turn is lost, counted and said, and nothing is thrown. */
class RecorderTroubleTest extends LoopFixture {

    private static final Path FULL_DISK = Path.of("/dev/full");

    private final Logger logger = (Logger) LoggerFactory.getLogger(Recorder.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private boolean full;
    private boolean stuck;

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    /** A file on a disk that gets full in the middle of a line; and may not even let it be taken back. */
    private final class SmallDisk extends RandomAccessFile {

        SmallDisk(File file) throws IOException {
            super(file, "rw");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (full) {
                super.write(bytes, 0, bytes.length / 2);
                throw new IOException("No space left on device");
            }
            super.write(bytes);
        }

        @Override
        public void setLength(long length) throws IOException {
            if (stuck) {
                throw new IOException("Input/output error");
            }
            super.setLength(length);
        }
    }

    private Recorder onASmallDisk() {
        return recorder()
                .opener(file -> new CurrentFile(new SmallDisk(file.toFile())))
                .build();
    }

    @Test
    void turnsAreLostWhileTheDiskIsFullAndRecordedAgainAfterwards() {
        try (Recorder recorder = onASmallDisk()) {
            turn(recorder, 100);
            full = true;
            turn(recorder, 200);
            turn(recorder, 300);
            full = false;
            turn(recorder, 300);
            turn(recorder, 300);
            assertThat(recorder.lostTurns()).isEqualTo(2);
        }
        List<RecordedTurn> turns = turns();
        assertThat(turns).extracting(RecordedTurn::observation).containsExactly(seen.get(0), seen.get(3), seen.get(4));
        assertThat(turns).extracting(turn -> turn.state().isPresent()).containsExactly(true, true, false);
        assertThat(said())
                .containsExactly(
                        "WARN recording of orders: turns are lost, until they can be written again:"
                                + " java.io.IOException: No space left on device",
                        "INFO recording of orders: turns are recorded again; 2 were lost so far");
    }

    @Test
    void afterAHalfLineThatCannotBeTakenBackAnotherFileBegins() throws IOException {
        try (Recorder recorder = onASmallDisk()) {
            turn(recorder, 100);
            full = true;
            stuck = true;
            turn(recorder, 100);
            full = false;
            stuck = false;
            turn(recorder, 100);
        }
        assertThat(names()).containsExactly("orders.jsonl.000001.gz", "orders.jsonl");
        assertThat(turns()).extracting(RecordedTurn::observation).containsExactly(seen.get(0), seen.get(2));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatIsReallyFullIsNoTroubleForTheLoop() throws IOException {
        Files.createSymbolicLink(current(), FULL_DISK);
        try (Recorder recorder = recorder().build()) {
            turn(recorder, 100);
            turn(recorder, 200);
            assertThat(recorder.lostTurns()).isEqualTo(2);
            Files.delete(current());
        }
        assertThat(said()).hasSize(1).first().asString().contains("No space left on device");
    }

    @Test
    void aFileThatCannotBeFinishedIsTroubleOfItsOwn() throws IOException {
        try (Recorder recorder = recorder().maxFileBytes(1).build()) {
            Path inTheWay = directory.resolve("orders.jsonl.000001.gz.tmp");
            Files.createDirectories(inTheWay.resolve("below"));
            turn(recorder, 100);
            turn(recorder, 100);
            turn(recorder, 100);
            assertThat(names()).contains("orders.jsonl.000001", "orders.jsonl.000002");
            Files.delete(inTheWay.resolve("below"));
            Files.delete(inTheWay);
            turn(recorder, 100);
            assertThat(recorder.lostTurns()).isZero();
        }
        assertThat(names())
                .containsExactly(
                        "orders.jsonl.000001.gz", "orders.jsonl.000002.gz", "orders.jsonl.000003.gz", "orders.jsonl");
        assertThat(turns()).extracting(RecordedTurn::observation).isEqualTo(seen);
        assertThat(said())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("WARN recording of orders: finished files can be neither compressed nor deleted: ");
        assertThat(said()).last().isEqualTo("INFO recording of orders: finished files are compressed again");
    }

    @Test
    void whateverIsThrownStaysInTheRecorder() {
        try (Recorder recorder = recorder()
                .opener(file -> {
                    throw new IllegalStateException("broken");
                })
                .build()) {
            turn(recorder, 100);
            turn(recorder, 200);
            assertThat(recorder.lostTurns()).isEqualTo(2);
        }
        assertThat(said()).hasSize(1).first().asString().contains("IllegalStateException: broken");
    }

    @Test
    void anInterruptCostsNoTurn() {
        try (Recorder recorder = recorder().maxFileBytes(1).build()) {
            turn(recorder, 100);
            Thread.currentThread().interrupt();
            turn(recorder, 100);
            turn(recorder, 100);
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            assertThat(recorder.lostTurns()).isZero();
        }
        assertThat(turns()).hasSize(3);
    }

    @Test
    void turnsAfterTheEndAreLost() {
        Recorder recorder = recorder().build();
        turn(recorder, 100);
        recorder.close();
        recorder.close();
        turn(recorder, 100);
        turn(recorder, 200);
        recorder.closed("orders");
        assertThat(recorder.lostTurns()).isEqualTo(2);
        assertThat(turns()).hasSize(1);
        assertThat(said())
                .containsExactly(
                        "WARN recording of orders: turns are lost, because the recorder is closed; close it after"
                                + " the autoscaler");
    }

    @Test
    void turnsOfOtherAutoscalersAreRefused() {
        try (Recorder recorder = recorder().build()) {
            recorder.turnEnded(ended("billing", observation(), POLICY.decide(state, observation())));
            recorder.turnEnded(ended("billing", observation(), POLICY.decide(state, observation())));
            turn(recorder, 100);
            assertThat(recorder.lostTurns()).isZero();
        }
        assertThat(turns()).hasSize(1);
        assertThat(said())
                .containsExactly("WARN recording of orders: turns of autoscaler \"billing\" are refused; make another"
                        + " recorder for it");
    }

    private Observation observation() {
        decide(100);
        return seen.get(0);
    }

    private List<String> said() {
        return log.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }
}
