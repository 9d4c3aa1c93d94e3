package io.scaler4j.redis;

import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Workers that take elements from a real list, each a thread with its own connection, once they are let. */
final class ListWorkers implements ScaleTarget, AutoCloseable {

    private static final double WAIT_SECONDS = 0.1;

    private final int port;
    private final String list;
    private final Deque<Worker> workers = new ArrayDeque<>();
    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean atWork;

    ListWorkers(int port, String list) {
        this.port = port;
        this.list = list;
    }

    /** They wait until then. */
    void letWork(boolean may) {
        atWork = may;
    }

    int taken() {
        return taken.get();
    }

    int count() {
        return replicas().desired();
    }

    @Override
    public synchronized Replicas replicas() {
        return Replicas.of(workers.size());
    }

    @Override
    public synchronized void scaleTo(int replicas, Decision why) {
        while (workers.size() < replicas) {
            var worker = new Worker();
            worker.thread.start();
            workers.push(worker);
        }
        while (workers.size() > replicas) {
            workers.pop().stop();
        }
    }

    @Override
    public synchronized void close() {
        workers.forEach(Worker::stop);
        workers.clear();
    }

    private final class Worker implements Runnable {
        private final Thread thread = new Thread(this, "list-worker");
        private volatile boolean stopped;

        void stop() {
            stopped = true;
        }

        @Override
        public void run() {
            try (var client = new Jedis("127.0.0.1", port)) {
                while (!stopped) {
                    String from = atWork ? list : list + "-of-nothing";
                    if (client.blpop(WAIT_SECONDS, from) != null) {
                        taken.incrementAndGet();
                    }
                }
            } catch (JedisException serverGone) {
                // so is the work
            }
        }
    }
}
