package com.example.modules;

import io.scaler4j.cpu.ProcessSampler;
import io.scaler4j.cron.CronWindow;
import io.scaler4j.exporter.PrometheusMetrics;
import io.scaler4j.external.ExternalServer;
import io.scaler4j.http.RouteRule;
import io.scaler4j.http.proxy.HttpInterceptor;
import io.scaler4j.kafka.KafkaCluster;
import io.scaler4j.kubernetes.KubernetesCluster;
import io.scaler4j.metric.Reading;
import io.scaler4j.micrometer.MicrometerMetrics;
import io.scaler4j.prometheus.PrometheusServer;
import io.scaler4j.recorder.Recording;
import io.scaler4j.redis.RedisServer;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.simulation.Load;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.testkit.PolicyAssertions;
import java.lang.module.ModuleDescriptor;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Uses each module on the module path, and finds the sources that they provide. */
public final class Main {

    private static final Set<String> SOURCES =
            Set.of("cpu", "cron", "external", "external-push", "http", "kafka", "memory", "prometheus", "redis");

    private Main() {}

    public static void main(String[] args) {
        Set<String> used = used();
        Set<String> required = required();
        check(used.equals(required), "every module that is required is used, required " + required + ", used " + used);
        Set<String> types = new TreeSet<>(ScalerCatalog.load().types());
        check(types.containsAll(SOURCES), "the sources are found on the module path, were " + types);
        System.out.println("modules: " + used.size() + " modules of scaler4j work together, with the sources " + types);
    }

    private static Set<String> used() {
        return Stream.of(
                        Reading.of(1),
                        KafkaCluster.builder(),
                        RedisServer.builder(),
                        PrometheusServer.builder(),
                        ProcessSampler.builder(),
                        KubernetesCluster.builder(),
                        CronWindow.builder(),
                        RouteRule.any(),
                        HttpInterceptor.builder(),
                        ExternalServer.builder(),
                        Recording.class,
                        Load.constant(1),
                        ScaledObjects.reader(),
                        MicrometerMetrics.create(),
                        PrometheusMetrics.class,
                        PolicyAssertions.class)
                .map(use -> use instanceof Class<?> type ? type : use.getClass())
                .map(type -> type.getModule().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> required() {
        return Main.class.getModule().getDescriptor().requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> name.startsWith("io.scaler4j"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            System.err.println("modules: not so: " + sentence);
            System.exit(1);
        }
    }
}
