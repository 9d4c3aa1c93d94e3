package io.scaler4j.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.scaler4j.Scaler;
import io.scaler4j.kafka.KafkaCluster;
import io.scaler4j.kafka.KafkaLagScaler;
import io.scaler4j.prometheus.PrometheusScaler;
import io.scaler4j.prometheus.PrometheusServer;
import io.scaler4j.redis.RedisLengthScaler;
import io.scaler4j.redis.RedisServer;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;
import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import redis.clients.jedis.Jedis;

/** A real Kafka, Redis and Prometheus, each behind a proxy, with a load that is the same for all triggers. */
final class SoakServers implements AutoCloseable {

    private static final int QUERIES = 100;

    private final int triggers;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final List<Supplier<Scaler>> sources = new ArrayList<>();
    private final List<Load> loads = new ArrayList<>();

    /** Sets how much work there is for each trigger of a source. */
    private interface Load {
        void becomes(int work) throws InterruptedException, ExecutionException;
    }

    private SoakServers(int triggers) {
        this.triggers = triggers;
    }

    /** @param triggers of each source */
    static SoakServers start(int triggers) throws InterruptedException, ExecutionException {
        var servers = new SoakServers(triggers);
        try {
            servers.startKafka();
            servers.startRedis();
            servers.startPrometheus();
            return servers;
        } catch (InterruptedException | ExecutionException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    private FaultProxy proxy(FaultProxy proxy) {
        proxies.add(opened(proxy));
        return proxy;
    }

    private void startKafka() throws InterruptedException, ExecutionException {
        var broker = opened(KafkaServer.childJvm(KafkaOptions.defaults().behind(proxy(FaultProxy.open()))));
        String bootstrapServers = broker.bootstrapServers();
        var workload = new KafkaWorkload(triggers, Math.max(1, triggers / 50), SoakSuite.LOW * SoakSuite.PER_REPLICA);
        workload.prepare(bootstrapServers, (short) 1);
        var cluster =
                opened(KafkaCluster.builder().bootstrapServers(bootstrapServers).build());
        for (int number = 0; number < triggers; number++) {
            int group = number;
            sources.add(() -> KafkaLagScaler.builder()
                    .cluster(cluster)
                    .topic(workload.topic(group))
                    .consumerGroup(workload.group(group))
                    .build());
        }
        loads.add(work -> workload.commit(bootstrapServers, KafkaWorkload.RECORDS - work / workload.partitions()));
    }

    private void startRedis() {
        RedisNode redis = opened(RedisNode.process(RedisOptions.defaults()));
        FaultProxy proxy = proxy(FaultProxy.to(redis.port()));
        var server = opened(
                RedisServer.builder().address("127.0.0.1:" + proxy.port()).build());
        for (int number = 0; number < triggers; number++) {
            String key = key(number);
            sources.add(
                    () -> RedisLengthScaler.builder().server(server).key(key).build());
        }
        loads.add(work -> fillLists(redis.port(), work));
    }

    private void fillLists(int port, int work) {
        String[] items = Collections.nCopies(work, "x").toArray(String[]::new);
        try (var client = new Jedis("127.0.0.1", port);
                var pipeline = client.pipelined()) {
            for (int number = 0; number < triggers; number++) {
                pipeline.rpush(key(number), items);
                pipeline.ltrim(key(number), 0, work - 1L);
            }
        }
    }

    private void startPrometheus() {
        var gauge = new AtomicInteger();
        loads.add(gauge::set);
        HttpServer exporter = exporter(gauge);
        open.push(() -> exporter.stop(0));
        var node = opened(
                PrometheusNode.scraping("127.0.0.1:" + exporter.getAddress().getPort()));
        FaultProxy proxy = proxy(FaultProxy.to(URI.create(node.url()).getPort()));
        var server = opened(PrometheusServer.builder()
                .serverAddress("http://127.0.0.1:" + proxy.port())
                .build());
        for (int number = 0; number < triggers; number++) {
            String query = "soak_load + 0 * " + number % QUERIES;
            sources.add(
                    () -> PrometheusScaler.builder().server(server).query(query).build());
        }
    }

    private static HttpServer exporter(AtomicInteger gauge) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/metrics", exchange -> {
                byte[] page = ("soak_load " + gauge.get() + "\n").getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(int number) {
        return "soak-" + number;
    }

    /** What opens each trigger's scaler. */
    List<Supplier<Scaler>> sources() {
        return Collections.unmodifiableList(sources);
    }

    List<FaultProxy> proxies() {
        return Collections.unmodifiableList(proxies);
    }

    /** Sets the load of every trigger. Not while a fault lasts: Kafka is told through its proxy. */
    void load(boolean high) throws InterruptedException, ExecutionException {
        int work = (high ? SoakSuite.HIGH : SoakSuite.LOW) * SoakSuite.PER_REPLICA;
        for (Load load : loads) {
            load.becomes(work);
        }
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a server of the soak does not close", e);
            }
        }
    }
}
