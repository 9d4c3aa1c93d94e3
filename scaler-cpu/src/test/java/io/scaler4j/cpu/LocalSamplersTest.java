package io.scaler4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.ReadRequest;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samplers of this machine, with counters that a test writes and a clock that it moves. */
class LocalSamplersTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final SampleRequest CPU = SampleRequest.of(Resource.CPU, ReadRequest.of(NOW, Duration.ofSeconds(1)));

    @TempDir
    Path folder;

    private final AtomicLong seconds = new AtomicLong();

    private CgroupSampler.Builder sampler() {
        return CgroupSampler.builder().nanoTime(() -> seconds.get() * 1_000_000_000);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static SamplingException failure(ReplicaSampler sampler, SampleRequest request) {
        return catchThrowableOfType(SamplingException.class, () -> sampler.sample(request));
    }

    @Test
    void version2GivesUsageLimitAndThrottling() throws Exception {
        write("cpu.stat", "usage_usec 1000000\nuser_usec 1\nnr_periods 100\nnr_throttled 10\nthrottled_usec 5\n");
        write("cpu.max", "50000 100000\n");
        var sampler = sampler().folder(folder).replica("orders-1").build();
        assertThat(failure(sampler, CPU).kind()).isEqualTo(Kind.NOT_YET);
        assertThat(sampler.throttledShare()).isEmpty();
        seconds.set(10);
        write("cpu.stat", "usage_usec 3500000\nnr_periods 200\nnr_throttled 60\n");
        ReplicaSample sample = sampler.sample(CPU).get(0);
        assertThat(sample.name()).isEqualTo("orders-1");
        assertThat(sample.usageMilli()).hasValue(250);
        assertThat(sample.requestMilli()).as("the limit in place of a request").hasValue(500);
        assertThat(sample.window()).isEqualTo(Duration.ofSeconds(10));
        assertThat(sample.sampledAt()).contains(NOW);
        assertThat(sample.ready()).contains(true);
        assertThat(sampler.throttledShare()).hasValue(0.5);
    }

    @Test
    void version1GivesTheSame() throws Exception {
        write("cpuacct.usage", "1000000000\n");
        write("cpu.cfs_quota_us", "50000\n");
        write("cpu.cfs_period_us", "100000\n");
        write("cpu.stat", "nr_periods 100\nnr_throttled 10\nthrottled_time 5\n");
        var sampler = sampler().folder(folder).build();
        assertThat(failure(sampler, CPU).kind()).isEqualTo(Kind.NOT_YET);
        seconds.set(15);
        write("cpuacct.usage", "4750000000\n");
        write("cpu.stat", "nr_periods 200\nnr_throttled 60\n");
        ReplicaSample sample = sampler.sample(CPU).get(0);
        assertThat(sample.usageMilli()).hasValue(250);
        assertThat(sample.requestMilli()).hasValue(500);
        assertThat(sampler.throttledShare()).hasValue(0.5);
    }

    @Test
    void withoutLimitARequestIsAllProcessorsUnlessItIsGiven() throws Exception {
        write("cpu.stat", "usage_usec 0\n");
        write("cpu.max", "max 100000\n");
        var all = sampler().folder(folder).build();
        var given = sampler().folder(folder).requestMilli(300).build();
        failure(all, CPU);
        failure(given, CPU);
        seconds.set(15);
        assertThat(all.sample(CPU).get(0).requestMilli())
                .hasValue(1000L * Runtime.getRuntime().availableProcessors());
        assertThat(given.sample(CPU).get(0).requestMilli()).hasValue(300);
        assertThat(all.throttledShare()).isEmpty();
    }

    @Test
    void aContainerThatBeganAnewHasNoValueYet() throws Exception {
        write("cpu.stat", "usage_usec 9000000\n");
        var sampler = sampler().folder(folder).build();
        failure(sampler, CPU);
        seconds.set(15);
        write("cpu.stat", "usage_usec 1000\n");
        assertThat(failure(sampler, CPU).kind()).isEqualTo(Kind.NOT_YET);
        seconds.set(30);
        write("cpu.stat", "usage_usec 1501000\n");
        assertThat(sampler.sample(CPU).get(0).usageMilli()).hasValue(100);
    }

    @Test
    void countersThatCannotBeReadAreAFailureThatNamesThem() throws Exception {
        write("cpu.stat", "usage_usec 1\n");
        var sampler = sampler().folder(folder).build();
        write("cpu.stat", "usage_usec many\n");
        assertThat(failure(sampler, CPU)).hasMessageContainingAll("cpu.stat", "\"many\"");
        write("cpu.stat", "user_usec 1\n");
        assertThat(failure(sampler, CPU)).hasMessageContaining("usage_usec");
        Files.delete(folder.resolve("cpu.stat"));
        assertThat(failure(sampler, CPU).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void memoryAndContainersAreRefused() throws Exception {
        write("cpu.stat", "usage_usec 1\n");
        var read = ReadRequest.of(NOW, Duration.ofSeconds(1));
        var memory = SampleRequest.of(Resource.MEMORY, read);
        var container = new SampleRequest(Resource.CPU, "app", false, read);
        for (ReplicaSampler sampler : List.of(
                sampler().folder(folder).build(), ProcessSampler.builder().build())) {
            assertThat(failure(sampler, memory).kind()).isEqualTo(Kind.MISCONFIGURED);
            assertThat(failure(sampler, container)).hasMessageContaining("\"app\"");
        }
    }

    @Test
    void theOwnGroupIsFoundInAContainerWithAViewOfItsOwn() throws Exception {
        Path mount = folder.resolve("fs");
        mounts("cgroup2 cgroup2 rw,nsdelegate", "/", mount);
        write("proc/cgroup", "0::/\n");
        write("fs/cpu.stat", "usage_usec 5\n");
        assertThat(find()).isEqualTo(new Cgroup.V2(mount));
    }

    @Test
    void theOwnGroupIsFoundOnAHost() throws Exception {
        Path mount = folder.resolve("fs");
        mounts("cgroup2 cgroup2 rw", "/", mount);
        write("proc/cgroup", "0::/system.slice/app.service\n");
        write("fs/system.slice/app.service/cpu.stat", "usage_usec 5\n");
        assertThat(find()).isEqualTo(new Cgroup.V2(mount.resolve("system.slice/app.service")));
    }

    @Test
    void theOwnGroupIsFoundInAContainerThatSeesTheHostsNames() throws Exception {
        Path mount = folder.resolve("fs");
        mounts("cgroup2 cgroup2 rw", "/docker/abc", mount);
        write("proc/cgroup", "0::/docker/abc\n");
        write("fs/cpu.stat", "usage_usec 5\n");
        assertThat(find()).isEqualTo(new Cgroup.V2(mount));
        write("proc/cgroup", "0::/elsewhere\n");
        assertThat(find()).isEqualTo(new Cgroup.V2(mount));
    }

    @Test
    void version1IsTakenWhereItCountsProcessorTime() throws Exception {
        Path counting = folder.resolve("fs/cpuacct");
        Path limiting = folder.resolve("fs/cpu");
        String line = "31 23 0:28 / %s rw,relatime - %s\n";
        write(
                "proc/mountinfo",
                "bad line\n"
                        + line.formatted(limiting, "cgroup cgroup rw,cpu")
                        + line.formatted(counting, "cgroup cgroup rw,cpuacct")
                        + line.formatted(folder.resolve("fs/unified"), "cgroup2 cgroup2 rw"));
        write("proc/cgroup", "2:cpuacct:/app\n1:cpu:/app\n0::/\n");
        Files.createDirectories(counting.resolve("app"));
        Files.createDirectories(limiting.resolve("app"));
        assertThat(find()).isEqualTo(new Cgroup.V1(counting.resolve("app"), limiting.resolve("app")));
        write("proc/mountinfo", line.formatted(counting, "cgroup cgroup rw,cpu,cpuacct"));
        write("proc/cgroup", "2:cpu,cpuacct:/app\n");
        assertThat(find()).isEqualTo(new Cgroup.V1(counting.resolve("app"), counting.resolve("app")));
    }

    private void mounts(String type, String root, Path mount) throws IOException {
        write("proc/mountinfo", "30 24 0:26 " + root + " " + mount + " rw,nosuid shared:9 - " + type + "\n");
        Files.createDirectories(mount);
    }

    private Cgroup find() throws IOException {
        return OwnCgroup.find(folder.resolve("proc"));
    }

    @Test
    void withoutControlGroupsTheSamplerIsRefusedAtBuild() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> sampler().proc(folder.resolve("none")).build())
                .withMessageContaining("no control group");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> sampler()
                        .folder(folder)
                        .requestMilli(0)
                        .window(Duration.ofSeconds(1))
                        .build())
                .withMessageContainingAll("requestMilli", "window must be 5 s to 1 hour", folder.toString());
    }

    @Test
    void aProcessThatHasEndedIsLeftOutAndNoProcessIsAnEmptyList() throws Exception {
        Process ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ended.waitFor();
        var sampler = ProcessSampler.builder()
                .processes(() -> List.of(ended.toHandle()))
                .build();
        assertThat(sampler.sample(CPU)).isEmpty();
    }

    @Test
    void aNewProcessBesideOthersIsListedWithoutASample() throws Exception {
        var processes = new java.util.ArrayList<ProcessHandle>(List.of(ProcessHandle.current()));
        var sampler = ProcessSampler.builder()
                .processes(() -> processes)
                .requestMilli(250)
                .nanoTime(() -> seconds.get() * 1_000_000_000)
                .build();
        assertThat(failure(sampler, CPU).kind()).isEqualTo(Kind.NOT_YET);
        ProcessHandle.current().parent().ifPresent(processes::add);
        seconds.set(15);
        List<ReplicaSample> samples = sampler.sample(CPU);
        assertThat(samples).hasSameSizeAs(processes);
        assertThat(samples.get(0).usageMilli()).isPresent();
        assertThat(samples.get(0).requestMilli()).hasValue(250);
        samples.stream()
                .skip(1)
                .forEach(sample -> assertThat(sample.usageMilli()).isEmpty());
    }
}
