package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Netty's leak detector, told by a system property of the build: what it reports fails the next test that looks. Netty
 * makes it itself and reports from any thread, so the list is that of the JVM; looking empties it.
 */
public final class LeakWatch<T> extends ResourceLeakDetector<T> {

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    /** As Netty calls it. */
    public LeakWatch(Class<?> type, int samplingInterval) {
        super(type, samplingInterval);
    }

    /** As Netty looks for it, too. */
    public LeakWatch(Class<?> type, int samplingInterval, long ignored) {
        this(type, samplingInterval);
    }

    @Override
    protected void reportTracedLeak(String type, String records) {
        LEAKS.add(type + " was not released: " + records);
    }

    @Override
    protected void reportUntracedLeak(String type) {
        LEAKS.add(type + " was not released");
    }

    static void assertNoLeaks() {
        assertThat(getLevel()).isEqualTo(Level.PARANOID);
        for (int i = 0; i < 2; i++) {
            System.gc();
            PooledByteBufAllocator.DEFAULT.heapBuffer(1).release(); // looks what the collector has found
        }
        var leaks = new ArrayList<String>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            leaks.add(leak);
        }
        assertThat(leaks).isEmpty();
    }
}
