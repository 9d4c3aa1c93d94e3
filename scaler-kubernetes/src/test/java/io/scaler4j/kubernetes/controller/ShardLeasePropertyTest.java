package io.scaler4j.kubernetes.controller;

import static io.scaler4j.kubernetes.controller.LeaseProcess.SECOND;
import static io.scaler4j.kubernetes.controller.LeaseProcess.TIMING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Electors on a virtual server with requests that are late, lost on their way there or on their way back, partitions,
 * and clocks that differ: there are never two who may write, and soon after the trouble there is one.
 */
class ShardLeasePropertyTest {

    static LongStream seeds() {
        Long one = Long.getLong("scaler4j.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, 400);
    }

    /**
     * A write that begins while the lease is held may take until the write limit: it ends before another one begins.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void thereAreNeverTwoWritersAndSoonThereIsOne(long seed) {
        var random = new SplittableRandom(seed);
        var world = new VirtualWorld();
        var server = new VirtualLease();
        var story = new ArrayList<String>();
        var processes = new ArrayList<LeaseProcess>();
        for (int index = 0; index < 2 + random.nextInt(2); index++) {
            processes.add(new LeaseProcess("p" + index, world, server, random.split(), story));
        }
        processes.forEach(process -> world.after(random.nextLong(5 * SECOND), process.lease::start));
        long trouble = 300 * SECOND;
        for (long at = 0; at < trouble; at += SECOND + random.nextLong(20 * SECOND)) {
            LeaseProcess one = processes.get(random.nextInt(processes.size()));
            int kind = random.nextInt(4);
            boolean asks = random.nextBoolean();
            world.at(at, () -> {
                one.generous = asks;
                if (asks) {
                    one.lease.want();
                }
                one.cut = kind == 0;
                one.loss = kind == 1 ? 0.4 : 0;
                one.slowest = kind == 2 ? 5 * SECOND : SECOND / 50;
            });
        }
        world.at(
                trouble,
                () -> processes.forEach(each -> {
                    each.cut = false;
                    each.loss = 0;
                    each.slowest = SECOND / 50;
                }));
        long lastWrite = Long.MIN_VALUE;
        @Nullable LeaseProcess lastWriter = null;
        long end = trouble + 3 * TIMING.lease().toNanos();
        for (long probe = 0; probe < end; probe += SECOND / 10) {
            world.at(probe, () -> {});
        }
        while (world.now < end && world.step()) {
            List<LeaseProcess> holders =
                    processes.stream().filter(each -> each.lease.isHeld()).toList();
            assertThat(holders).as("%s, at %s ms", story, world.now / 1_000_000).hasSizeLessThan(2);
            if (!holders.isEmpty() && holders.get(0).writes()) {
                if (lastWriter != holders.get(0) && lastWriter != null) {
                    assertThat(world.now - lastWrite)
                            .as("%s: the last write of the holder before may still be under way", story)
                            .isGreaterThanOrEqualTo(TIMING.write().toNanos() - SECOND / 5);
                }
                lastWriter = holders.get(0);
                lastWrite = world.now;
            }
        }
        assertThat(processes.stream().filter(each -> each.lease.isHeld()))
                .as("%s", story)
                .hasSize(1);
    }
}
