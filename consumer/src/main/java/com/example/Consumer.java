package com.example;

import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the README's examples as a user would, and fails if they do not do what the README says. */
public final class Consumer {

    private Consumer() {}

    public static void main(String[] args) throws Exception {
        growsAThreadPoolWithItsBacklog();
        holdsWhileNoBrokerAnswers();
        System.out.println("consumer: the README's examples work with the installed modules");
    }

    private static void growsAThreadPoolWithItsBacklog() throws Exception {
        var pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(1);
        var goOn = new CountDownLatch(1);
        for (int i = 0; i < 46; i++) {
            pool.submit(() -> {
                goOn.await();
                return null;
            });
        }
        Decision decision = QueueAutoscaler.scaleOnce(pool);
        goOn.countDown();
        pool.shutdown();
        System.out.println("consumer: 45 waiting tasks, 10 per thread: " + decision);
        check(decision.to() == 5 && pool.getCorePoolSize() == 5, "45 tasks at 10 per thread are 5 threads");
    }

    /** Three workers, and a broker that is not there: a failed read is no reason to stop them. */
    private static void holdsWhileNoBrokerAnswers() throws Exception {
        var reads = new AtomicInteger();
        var writes = new AtomicInteger();
        var shutdown = new CountDownLatch(1);
        ScaleTarget workers = new ScaleTarget() {
            @Override
            public Replicas replicas() {
                if (reads.incrementAndGet() == 2) {
                    shutdown.countDown(); // the first turn is over
                }
                return Replicas.of(3);
            }

            @Override
            public void scaleTo(int replicas, Decision why) {
                writes.incrementAndGet();
            }
        };
        OrdersAutoscaler.run("127.0.0.1:" + closedPort(), workers, shutdown);
        System.out.println("consumer: no broker answered, and three workers stayed three");
        check(writes.get() == 0, "a failed read never scales");
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            System.err.println("consumer: not so: " + sentence);
            System.exit(1);
        }
    }
}
