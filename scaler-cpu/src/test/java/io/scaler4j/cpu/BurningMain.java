package io.scaler4j.cpu;

import com.sun.management.OperatingSystemMXBean;
import io.scaler4j.ReadRequest;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * A JVM that burns as much processor time as it is told, on one thread, and knows how much it has used. What a slot of
 * time did not give it is not made up for, so it never uses more than it was told.
 *
 * <p>Each line of its input is a command, each line of its output an answer: {@code burn 250} (milli-cores),
 * {@code time} (nanoseconds so far), {@code sample} (what a sampler says inside of it). It ends with its input.
 */
final class BurningMain {

    private static final long SLOT_NANOS = 50_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static volatile long milli;

    private BurningMain() {}

    public static void main(String[] args) throws IOException {
        burn(300_000_000); // what the JVM compiles of this is not to be seen later
        var burner = new Thread(BurningMain::burnForEver, "burner");
        burner.setDaemon(true);
        burner.start();
        var sampler = ProcessSampler.builder()
                .shortestWindow(Duration.ofMillis(500))
                .window(Duration.ofSeconds(15))
                .build();
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(answer(line, sampler));
        }
    }

    private static String answer(String command, ProcessSampler sampler) {
        if (command.startsWith("burn ")) {
            milli = Long.parseLong(command.substring(5));
            return "ok";
        }
        return command.equals("time") ? Long.toString(processCpuNanos()) : sample(sampler);
    }

    private static String sample(ProcessSampler sampler) {
        try {
            ReplicaSample sample = sampler.sample(
                            SampleRequest.of(Resource.CPU, ReadRequest.of(Instant.now(), Duration.ofSeconds(1))))
                    .get(0);
            return sample.usageMilli().getAsLong() + " " + sample.window().toNanos();
        } catch (SamplingException e) {
            return e.kind().toString();
        }
    }

    private static long processCpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void burnForEver() {
        while (true) {
            long end = System.nanoTime() + SLOT_NANOS;
            long until = THREADS.getCurrentThreadCpuTime() + SLOT_NANOS * milli / 1000;
            while (THREADS.getCurrentThreadCpuTime() < until && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void burn(long nanos) {
        long until = THREADS.getCurrentThreadCpuTime() + nanos;
        while (THREADS.getCurrentThreadCpuTime() < until) {
            Thread.onSpinWait();
        }
    }
}
