package io.scaler4j.spring.boot;

import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.spring.boot.actuate.AutoscalersActuatorAutoConfiguration;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Application contexts with the auto-configuration of this module. */
public final class Contexts {

    /** A trigger on the bean {@code backlog} and bounds, for the autoscaler {@code orders}. */
    public static final String[] ORDERS = {
        "scaler4j.write-spread=0s",
        "scaler4j.autoscalers.orders.policy.min-replicas=1",
        "scaler4j.autoscalers.orders.policy.max-replicas=20",
        "scaler4j.autoscalers.orders.triggers[0].scaler=backlog",
        "scaler4j.autoscalers.orders.triggers[0].average-value=10"
    };

    private Contexts() {}

    public static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ScalerAutoConfiguration.class, AutoscalersActuatorAutoConfiguration.class));
    }

    /** With a fleet of one replica, and a backlog of 70: 7 replicas are wanted of it. */
    public static ApplicationContextRunner orders() {
        return runner().withPropertyValues(ORDERS)
                .withBean("orders", Fleet.class, () -> new Fleet(1))
                .withBean("backlog", Backlog.class, () -> new Backlog(70));
    }

    public static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
    }

    public static AutoscalerRegistry registry(ApplicationContext context) {
        return context.getBean(AutoscalerRegistry.class);
    }
}
