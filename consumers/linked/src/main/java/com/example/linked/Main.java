package com.example.linked;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofHours;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.recorder.Recorder;
import io.scaler4j.recorder.Recording;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.spi.ScalerCatalog;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Runs in an image that jlink made: a live turn that is recorded, and YAML that is simulated. */
public final class Main {

    /** Three replicas in office hours, one at other times. */
    private static final String OFFICE_HOURS = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata:
              name: office
            spec:
              scaleTargetRef:
                name: office
              minReplicaCount: 1
              cooldownPeriod: 0
              triggers:
                - type: cron
                  name: hours
                  metadata:
                    timezone: Europe/Berlin
                    start: 0 8 * * *
                    end: 0 18 * * *
                    desiredReplicas: "3"
            """;

    private Main() {}

    public static void main(String[] args) throws Exception {
        check(Main.class.getModule().isNamed(), "the program is a module");
        evaluatesAndRecords(Path.of(args[0]));
        simulatesYaml();
        Set<String> types = new TreeSet<>(ScalerCatalog.load().types());
        check(
                types.containsAll(Set.of("cpu", "cron", "http", "memory")),
                "the sources are in the image, were " + types);
        System.out.println("linked: an image of jlink decides, records and simulates, with the sources " + types);
    }

    private static void evaluatesAndRecords(Path folder) throws InterruptedException {
        Decision decision;
        try (var recorder = Recorder.builder(folder, "queue").build();
                var autoscaler = Autoscaler.builder("queue")
                        .target(ScaleTarget.of(() -> 1, count -> {}))
                        .policy(ScalingPolicy.builder().replicas(1, 8).build())
                        .trigger(Trigger.of("backlog", request -> Reading.of(45), averageValue(10)))
                        .observer(recorder)
                        .build()) {
            decision = autoscaler.evaluate();
        }
        check(decision.to() == 5, "45 tasks at 10 per replica are 5, were " + decision);
        check(Recording.of(folder, "queue").turns().count() == 1, "the turn is recorded");
    }

    private static void simulatesYaml() {
        AutoscalerSpec office = ScaledObjects.parse(OFFICE_HOURS).single();
        Load day = Load.constant(1).then(ofHours(8), 3).then(ofHours(18), 1);
        var run = Simulation.of(office, Map.of("hours", day)).startingAt(1).lasting(ofHours(24));
        check(run.replicasAt(ofHours(12)) == 3, "three replicas at noon");
        check(run.replicasAt(ofHours(23)) == 1, "one replica at night");
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            System.err.println("linked: not so: " + sentence);
            System.exit(1);
        }
    }
}
