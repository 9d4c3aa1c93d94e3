package io.scaler4j.spring.boot;

import static io.scaler4j.spring.boot.Contexts.registry;
import static io.scaler4j.spring.boot.Contexts.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** With {@code spring.threads.virtual.enabled}, calls that block run on virtual threads, where the JVM has them. */
class VirtualThreadsTest {

    private static final int VIRTUAL_SINCE = 21;
    private static final int MORE_THAN_THE_POOL = 100;

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Test
    void readsBlockOnVirtualThreadsAllAtOnce() {
        assumeVirtualThreads();
        var all = new CountDownLatch(MORE_THAN_THE_POOL);
        many().withPropertyValues("spring.threads.virtual.enabled=true")
                .withBean("blocking", Scaler.class, () -> request -> {
                    threads.add(Thread.currentThread());
                    all.countDown();
                    all.await(); // each waits for all others
                    return Reading.of(10);
                })
                .run(context -> {
                    soon().untilAsserted(
                                    () -> assertThat(registry(context).turns()).hasSize(MORE_THAN_THE_POOL));
                    assertThat(all.getCount()).isZero();
                    assertThat(threads).allMatch(VirtualThreadsTest::isVirtual);
                    assertThat(threads)
                            .extracting(Thread::getName)
                            .allMatch(name -> name.startsWith("scaler4j-registry-virtual-"));
                });
    }

    @Test
    void withoutThePropertyTheyBlockOnThePool() {
        many().withBean("blocking", Scaler.class, () -> request -> {
                    threads.add(Thread.currentThread());
                    return Reading.of(10);
                })
                .run(context -> {
                    soon().untilAsserted(
                                    () -> assertThat(registry(context).turns()).hasSize(MORE_THAN_THE_POOL));
                    assertThat(threads)
                            .hasSizeLessThan(MORE_THAN_THE_POOL)
                            .noneMatch(VirtualThreadsTest::isVirtual)
                            .extracting(Thread::getName)
                            .allMatch(name -> name.startsWith("scaler4j-registry-blocking-"));
                });
    }

    @Test
    void aJvmWithoutVirtualThreadsIgnoresTheProperty() {
        assumeTrue(
                Runtime.version().feature() < VIRTUAL_SINCE,
                () -> "skipped: this JVM, " + Runtime.version() + ", has virtual threads");
        Contexts.orders()
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context -> soon().untilAsserted(() ->
                        assertThat(context.getBean(Fleet.class).count()).isEqualTo(5)));
    }

    @Test
    void anExecutorOfYoursWins() {
        Contexts.orders()
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .withBean(
                        AutoscalerRegistryCustomizer.class,
                        () -> registry -> registry.blockingExecutor(task -> new Thread(task, "mine").start()))
                .withBean("blocking", Scaler.class, () -> request -> {
                    threads.add(Thread.currentThread());
                    return Reading.of(10);
                })
                .withPropertyValues("scaler4j.autoscalers.orders.triggers[0].scaler=blocking")
                .run(context -> {
                    soon().untilAsserted(() -> assertThat(threads).isNotEmpty());
                    assertThat(threads).extracting(Thread::getName).containsOnly("mine");
                });
    }

    private static ApplicationContextRunner many() {
        return IntStream.range(0, MORE_THAN_THE_POOL)
                .boxed()
                .reduce(
                        Contexts.runner(),
                        (runner, number) -> runner.withBean("fleet" + number, Fleet.class, () -> new Fleet(1))
                                .withPropertyValues(
                                        "scaler4j.autoscalers.fleet" + number + ".policy.min-replicas=1",
                                        "scaler4j.autoscalers.fleet" + number + ".triggers[0].scaler=blocking",
                                        "scaler4j.autoscalers.fleet" + number + ".triggers[0].average-value=10"),
                        (one, other) -> one);
    }

    private static void assumeVirtualThreads() {
        boolean there = Runtime.version().feature() >= VIRTUAL_SINCE;
        if (!there) {
            System.out.println("VirtualThreadsTest: skipped, this JVM is " + Runtime.version()
                    + ", and virtual threads need 21; ./verify --jdk tests with another one");
        }
        assumeTrue(there, "virtual threads need JDK 21");
    }

    /** This is compiled for JDK 17. */
    private static boolean isVirtual(Thread thread) {
        try {
            return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        } catch (NoSuchMethodException e) {
            return false;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
