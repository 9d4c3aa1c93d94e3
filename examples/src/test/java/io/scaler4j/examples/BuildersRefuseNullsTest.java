package io.scaler4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.scaler4j.connect.Tls;
import io.scaler4j.cpu.CgroupSampler;
import io.scaler4j.cpu.ProcessSampler;
import io.scaler4j.cron.CronWindow;
import io.scaler4j.kafka.KafkaCluster;
import io.scaler4j.kafka.KafkaLagScaler;
import io.scaler4j.kafka.KafkaSecurity;
import io.scaler4j.kubernetes.KubernetesCluster;
import io.scaler4j.kubernetes.KubernetesSampler;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.prometheus.PrometheusScaler;
import io.scaler4j.prometheus.PrometheusSecurity;
import io.scaler4j.prometheus.PrometheusServer;
import io.scaler4j.redis.RedisLengthScaler;
import io.scaler4j.redis.RedisServer;
import io.scaler4j.redis.RedisStreamScaler;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every setter of every builder refuses null with a sentence that names the parameter. */
class BuildersRefuseNullsTest {

    private static final List<Supplier<Object>> BUILDERS = List.of(
            KafkaCluster::builder,
            KafkaLagScaler::builder,
            KafkaSecurity::builder,
            RedisServer::builder,
            RedisLengthScaler::builder,
            RedisStreamScaler::builder,
            PrometheusServer::builder,
            PrometheusScaler::builder,
            PrometheusSecurity::builder,
            KubernetesCluster::builder,
            KubernetesSampler::builder,
            ProcessSampler::builder,
            CgroupSampler::builder,
            CronWindow::builder,
            Tls::builder,
            () -> ReplicaSample.builder("orders-1"),
            () -> Reading.valueOfMilli(1));

    @TestFactory
    Stream<DynamicTest> everySetter() {
        return BUILDERS.stream().flatMap(builder -> {
            Class<?> type = builder.get().getClass();
            List<DynamicTest> tests = Arrays.stream(type.getMethods())
                    .filter(method -> method.getDeclaringClass() == type
                            && method.getReturnType() == type
                            && !Modifier.isStatic(method.getModifiers()))
                    .flatMap(method -> IntStream.range(0, method.getParameterCount())
                            .filter(i -> !method.getParameterTypes()[i].isPrimitive())
                            .mapToObj(i -> dynamicTest(
                                    type.getName() + "." + method.getName() + " " + i,
                                    () -> assertRefused(builder.get(), method, i))))
                    .toList();
            assertThat(tests).as(type.getName()).isNotEmpty();
            return tests.stream();
        });
    }

    private static void assertRefused(Object builder, Method setter, int nulled) throws IllegalAccessException {
        Object[] arguments = new Object[setter.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == nulled ? null : something(setter.getParameterTypes()[i]);
        }
        Throwable refused = null;
        try {
            setter.invoke(builder, arguments);
        } catch (InvocationTargetException e) {
            refused = e.getCause();
        }
        assertThat(refused).as("null as argument %d of %s", nulled, setter).isNotNull();
        assertThat(refused.getMessage()).as(setter.toString()).contains("must not be null");
    }

    /** An argument beside the null, as far as one can be made; a null beside is refused, too. */
    private static Object something(Class<?> type) {
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        return type == String.class ? "text" : null;
    }
}
