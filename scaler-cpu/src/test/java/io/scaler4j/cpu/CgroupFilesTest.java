package io.scaler4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of control groups as kernels write them, and as no kernel should: then a failure names the file. */
class CgroupFilesTest {

    private static final SampleRequest CPU = SampleRequest.of(
            Resource.CPU, ReadRequest.of(Instant.parse("2026-01-05T08:00:00Z"), Duration.ofSeconds(1)));

    @TempDir
    Path folder;

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "50000 100000 | 500",
                "50000 100000\\n | 500",
                "100000 100000 | 1000",
                "1000 100000 | 10",
                "1 100000 | 1",
                "333 100000 | 4",
                "20000 | 200",
                "6400000 100000 | 64000",
                "200000\\t50000 | 4000",
            })
    void aLimitOfVersion2IsAQuotaOfAPeriod(String file, long milli) throws IOException {
        write("cpu.max", file.replace("\\n", "\n").replace("\\t", "\t"));
        assertThat(new Cgroup.V2(folder).limit()).map(CpuLimit::milli).contains(milli);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max 100000", "max", "max 100000\n", "0 100000", "-1 100000", "50000 0"})
    void noLimitIsNone(String file) throws IOException {
        write("cpu.max", file);
        assertThat(new Cgroup.V2(folder).limit()).isEmpty();
    }

    @Test
    void theRootOfTheTreeHasNoLimit() throws IOException {
        assertThat(new Cgroup.V2(folder).limit()).isEmpty();
        assertThat(new Cgroup.V1(folder, folder).limit()).isEmpty();
    }

    /** Not taken for "no limit": then a request would be all processors of the machine. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "much 100000", "50000 often", "5e4 100000", "99999999999999999999 100000"})
    void aLimitThatCannotBeReadIsAFailureThatNamesItsFile(String file) throws Exception {
        write("cpu.stat", "usage_usec 0\n");
        write("cpu.max", file);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Cgroup.V2(folder).limit())
                .withMessageContaining("cpu.max should hold");
        var seconds = new AtomicLong();
        var sampler = CgroupSampler.builder()
                .folder(folder)
                .nanoTime(() -> seconds.get() * 1_000_000_000)
                .build();
        assertThat(failure(sampler).kind()).isEqualTo(Kind.NOT_YET);
        seconds.set(15);
        write("cpu.stat", "usage_usec 1500000\n");
        assertThat(failure(sampler)).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("cpu.max").hasMessageContaining("is the container gone?");
        });
    }

    private static SamplingException failure(CgroupSampler sampler) {
        return catchThrowableOfType(SamplingException.class, () -> sampler.sample(CPU));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({"50000, 100000, 500", "-1, 100000, ", "0, 100000, ", "150000, 100000, 1500", "1, 3, 334"})
    void aLimitOfVersion1IsInTwoFiles(String quota, String period, Long milli) throws IOException {
        write("cpu.cfs_quota_us", quota + "\n");
        write("cpu.cfs_period_us", period + "\n");
        assertThat(new Cgroup.V1(folder, folder).limit().map(CpuLimit::milli)).isEqualTo(Optional.ofNullable(milli));
    }

    @Test
    void aCounterHasManyLinesOfWhichSomeCount() throws IOException {
        write("cpu.stat", """
                usage_usec 1234567
                user_usec 1000000
                system_usec 234567
                core_sched.force_idle_usec 0
                nr_periods 40
                nr_throttled 4

                throttled_usec 99
                a line of words
                """);
        assertThat(new Cgroup.V2(folder).read(7)).isEqualTo(new CpuReading(7, 1_234_567_000, 40, 4));
        write("cpu.stat", "usage_usec 5");
        assertThat(new Cgroup.V2(folder).read(8)).isEqualTo(new CpuReading(8, 5_000, 0, 0));
    }

    @Test
    void version1CountsInNanosecondsAndMayHaveNoThrottling() throws IOException {
        write("cpuacct.usage", " 123456789 \n");
        assertThat(new Cgroup.V1(folder, folder).read(7)).isEqualTo(new CpuReading(7, 123_456_789, 0, 0));
        Path limiting = folder.resolve("cpu");
        write("cpu/cpu.stat", "nr_periods 3\nnr_throttled 1\nthrottled_time 8\n");
        assertThat(new Cgroup.V1(folder, limiting).read(7)).isEqualTo(new CpuReading(7, 123_456_789, 3, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "usage_usec", "usage_usec x", "usage_usec 1 2", "usage_usec 1.5", "user_usec 5"})
    void aCounterThatCannotBeReadIsNoZero(String file) throws IOException {
        write("cpu.stat", file);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Cgroup.V2(folder).read(0))
                .withMessageContaining(folder.resolve("cpu.stat").toString());
    }

    @Test
    void aFolderIsOfTheVersionWhoseCounterItHas() throws IOException {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Cgroup.in(folder))
                .withMessage(folder + " has neither cpu.stat nor cpuacct.usage");
        write("cpu.stat", "usage_usec 1");
        assertThat(Cgroup.in(folder)).isEqualTo(new Cgroup.V2(folder));
        write("cpuacct.usage", "1");
        assertThat(Cgroup.in(folder)).as("version 1 has a cpu.stat, too").isEqualTo(new Cgroup.V1(folder, folder));
    }

    /**
     * Mount points with blanks are written with escapes; such a group is not found, and nothing else is taken for it.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30 24 0:26 / /sys rw - tmpfs tmpfs rw",
                "30 24 0:26 / /sys/fs/cgroup rw",
                "30 24 0:26 / /sys/fs/cgroup rw - cgroup2",
                "30 24 0:26 /",
                " - cgroup2 cgroup2 rw",
            })
    void withoutAMountedTreeThereIsNoGroup(String mountinfo) throws IOException {
        write("mountinfo", mountinfo);
        write("cgroup", "0::/\n");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> OwnCgroup.find(folder))
                .withMessage("no tree of control groups with processor time is mounted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0:/", "x", "1:memory:/app", "::"})
    void aProcessThatIsInNoGroupOfTheTreeHasNone(String groups) throws IOException {
        write("mountinfo", "30 24 0:26 / " + folder + " rw - cgroup2 cgroup2 rw\n");
        write("cgroup", groups);
        write("cpu.stat", "usage_usec 1");
        if (groups.equals("::")) {
            assertThat(OwnCgroup.find(folder)).as("an empty name is the root").isEqualTo(new Cgroup.V2(folder));
        } else {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> OwnCgroup.find(folder));
        }
    }
}
