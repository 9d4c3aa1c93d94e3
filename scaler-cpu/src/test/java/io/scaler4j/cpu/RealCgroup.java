package io.scaler4j.cpu;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.awaitility.Awaitility;

/** A control group below the one that the tests run in, where the machine allows it. It is removed when closed. */
final class RealCgroup implements AutoCloseable {

    private final Path counting;
    private final Path limiting;
    private final boolean version1;

    private RealCgroup(Path counting, Path limiting, boolean version1) {
        this.counting = counting;
        this.limiting = limiting;
        this.version1 = version1;
    }

    /** Skips the test, with the reason, where no group may be made. */
    static RealCgroup createOrSkip() {
        String name = "scaler4j-test-" + ProcessHandle.current().pid();
        try {
            Cgroup own = OwnCgroup.find(Path.of("/proc/self"));
            if (own instanceof Cgroup.V1 v1) {
                return create(v1.counting().resolve(name), v1.limiting().resolve(name), true);
            }
            Path folder = ((Cgroup.V2) own).folder().resolve(name);
            return create(folder, folder, false);
        } catch (IOException e) {
            return skip("no control group may be made on this machine: " + e);
        }
    }

    private static RealCgroup create(Path counting, Path limiting, boolean version1) throws IOException {
        var group = new RealCgroup(counting, limiting, version1);
        for (Path folder : group.folders()) {
            Files.createDirectory(folder);
        }
        return group;
    }

    private static <T> T skip(String reason) {
        System.out.println("skipped: " + reason);
        return abort("skipped: " + reason);
    }

    Path counting() {
        return counting;
    }

    Cgroup cgroup() throws IOException {
        return version1 ? new Cgroup.V1(counting, limiting) : Cgroup.in(counting);
    }

    void add(long pid) throws IOException {
        for (Path folder : folders()) {
            Files.writeString(folder.resolve("cgroup.procs"), Long.toString(pid));
        }
    }

    /** Skips the test where the limit may not be set. */
    void limitOrSkip(long quotaMicros, long periodMicros) {
        try {
            if (version1) {
                Files.writeString(limiting.resolve("cpu.cfs_period_us"), Long.toString(periodMicros));
                Files.writeString(limiting.resolve("cpu.cfs_quota_us"), Long.toString(quotaMicros));
            } else {
                Files.writeString(limiting.resolve("cpu.max"), quotaMicros + " " + periodMicros);
            }
        } catch (IOException e) {
            skip("no limit may be set on this machine: " + e);
        }
    }

    private Set<Path> folders() {
        var folders = new LinkedHashSet<Path>();
        folders.add(counting);
        folders.add(limiting);
        return folders;
    }

    /** A group empties a little after its last process has ended. */
    @Override
    public void close() {
        for (Path folder : folders()) {
            Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
                Files.deleteIfExists(folder);
                return !Files.exists(folder);
            });
        }
    }
}
