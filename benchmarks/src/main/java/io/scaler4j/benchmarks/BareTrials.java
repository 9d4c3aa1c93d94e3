package io.scaler4j.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this machine takes for a part of the way of a wake, without any work: a byte on an open connection wakes the
 * thread of a selector, which hands over to a sleeping thread of a timer, and that to one of a pool.
 */
final class BareTrials implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BareTrials.class);

    private static final long SEED = 17;

    private final ServerSocketChannel server =
            ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Socket client = new Socket();
    private final SocketChannel accepted;
    private final Selector selector = Selector.open();
    private final ExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ExecutorService pool = Executors.newFixedThreadPool(1);
    private final SynchronousQueue<Long> arrivals = new SynchronousQueue<>();
    private final Thread reader = new Thread(this::read, "bare-reader");
    private final Random random = new Random(SEED);

    BareTrials() throws IOException {
        client.setTcpNoDelay(true);
        client.connect(server.getLocalAddress());
        accepted = server.accept();
        accepted.configureBlocking(false);
        accepted.register(selector, SelectionKey.OP_READ);
        reader.start();
    }

    /** Waits until all threads sleep, and sends a byte; returns the milliseconds until the last thread has it. */
    double next() throws IOException, InterruptedException {
        Thread.sleep(ColdTrials.IDLE_MILLIS + random.nextInt(ColdTrials.IDLE_MILLIS));
        long sent = System.nanoTime();
        client.getOutputStream().write(1);
        return (arrivals.take() - sent) / 1e6;
    }

    private void read() {
        ByteBuffer bytes = ByteBuffer.allocate(1);
        try {
            while (selector.select() > 0) {
                selector.selectedKeys().clear();
                if (accepted.read(bytes.clear()) < 0) {
                    return;
                }
                timer.execute(() -> pool.execute(this::arrived));
            }
        } catch (ClosedSelectorException e) {
            // the end
        } catch (IOException e) {
            LOG.warn("the bare trials cannot read", e);
        }
    }

    private void arrived() {
        try {
            arrivals.put(System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        client.close();
        reader.join();
        selector.close();
        accepted.close();
        server.close();
        timer.shutdownNow();
        pool.shutdownNow();
    }
}
