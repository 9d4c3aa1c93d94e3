package io.scaler4j.spring.boot;

import io.scaler4j.config.Problems;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.spring.boot.AutoscalerPlanner.Planned;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Runs the autoscalers as long as the application context runs.
 *
 * <ol>
 *   <li>When all beans are there, everything that is configured is checked, before a server takes requests.
 *   <li>In the last phase of the start, after listeners and servers, the autoscalers begin.
 *   <li>A context that is stopped, to be started again, writes to no target meanwhile. What was applied or removed at
 *       run time stays so.
 *   <li>A context that closes ends the autoscalers before anything else. Their states are kept.
 * </ol>
 */
final class AutoscalerLifecycle
        implements SmartInitializingSingleton, SmartLifecycle, ApplicationListener<ContextClosedEvent>, Ordered {

    private final ApplicationContext context;
    private final AutoscalerRegistry registry;
    private final AutoscalerPlanner planner;
    private final WriteGate gate;
    private List<Planned> planned = List.of();
    private volatile boolean running;
    private volatile boolean closing;

    AutoscalerLifecycle(
            ApplicationContext context, AutoscalerRegistry registry, AutoscalerPlanner planner, WriteGate gate) {
        this.context = context;
        this.registry = registry;
        this.planner = planner;
        this.gate = gate;
    }

    @Override
    public void afterSingletonsInstantiated() {
        planned = planner.plan();
    }

    @Override
    public void start() {
        gate.open(); // the first turns are immediate
        var problems = Problems.of("configuration of autoscalers");
        for (Planned autoscaler : planned) {
            var place = new SentenceCollector(
                    problems, "autoscaler \"" + autoscaler.spec().name() + "\"");
            place.attempt(() -> registry.apply(autoscaler.spec(), autoscaler.target()));
        }
        problems.throwIfAny();
        planned = List.of();
        running = true;
    }

    @Override
    public void stop() {
        gate.close();
        running = false;
    }

    @Override
    public void stop(Runnable callback) {
        stop();
        if (closing) {
            registry.closeAsync().whenComplete((done, never) -> callback.run());
        } else {
            callback.run();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Executors refuse tasks from this event on, so it is the last moment to end in order. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext() == context) {
            closing = true;
            registry.closeAsync();
        }
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
