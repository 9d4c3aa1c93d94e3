package io.scaler4j.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The counters of one control group, as files.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 */
sealed interface Cgroup {

    CpuReading read(long atNanos) throws IOException;

    Optional<CpuLimit> limit() throws IOException;

    /**
     * A group in one folder, of whichever version.
     *
     * @throws IOException if the folder has no counter of processor time
     */
    static Cgroup in(Path folder) throws IOException {
        if (Files.isReadable(folder.resolve("cpuacct.usage"))) {
            return new V1(folder, folder);
        }
        if (Files.isReadable(folder.resolve("cpu.stat"))) {
            return new V2(folder);
        }
        throw new IOException(folder + " has neither cpu.stat nor cpuacct.usage");
    }

    /** Version 2: one tree. */
    record V2(Path folder) implements Cgroup {
        @Override
        public CpuReading read(long atNanos) throws IOException {
            var stat = CgroupFile.fields(folder.resolve("cpu.stat"));
            return new CpuReading(
                    atNanos,
                    1000 * stat.required("usage_usec"),
                    stat.orZero("nr_periods"),
                    stat.orZero("nr_throttled"));
        }

        /** The root of the tree has no such file. */
        @Override
        public Optional<CpuLimit> limit() throws IOException {
            Path file = folder.resolve("cpu.max");
            return Files.exists(file) ? parsed(file, Files.readString(file)) : Optional.empty();
        }
    }

    private static Optional<CpuLimit> parsed(Path file, String cpuMax) throws IOException {
        try {
            return CpuLimit.parse(cpuMax);
        } catch (NumberFormatException e) {
            throw new IOException(
                    file + " should hold a quota and a period, or max, has \"" + cpuMax.strip() + "\"", e);
        }
    }

    /** Version 1: what counts and what limits may be separate trees. */
    record V1(Path counting, Path limiting) implements Cgroup {
        @Override
        public CpuReading read(long atNanos) throws IOException {
            Path file = limiting.resolve("cpu.stat");
            var stat = Files.exists(file) ? CgroupFile.fields(file) : CgroupFile.NONE;
            return new CpuReading(
                    atNanos,
                    CgroupFile.number(counting.resolve("cpuacct.usage")),
                    stat.orZero("nr_periods"),
                    stat.orZero("nr_throttled"));
        }

        @Override
        public Optional<CpuLimit> limit() throws IOException {
            Path quota = limiting.resolve("cpu.cfs_quota_us");
            return Files.exists(quota)
                    ? CpuLimit.of(CgroupFile.number(quota), CgroupFile.number(limiting.resolve("cpu.cfs_period_us")))
                    : Optional.empty();
        }
    }
}
