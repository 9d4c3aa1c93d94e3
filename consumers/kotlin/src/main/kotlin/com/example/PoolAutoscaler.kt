package com.example

import io.scaler4j.Autoscaler
import io.scaler4j.ScaleTarget
import io.scaler4j.Scaler
import io.scaler4j.Trigger
import io.scaler4j.metric.MetricTarget.averageValue
import io.scaler4j.metric.MetricTarget.value
import io.scaler4j.metric.Reading
import io.scaler4j.policy.Decision
import io.scaler4j.policy.ScalingPolicy
import io.scaler4j.simulation.Load
import io.scaler4j.simulation.Simulation
import java.time.Duration.ofMinutes
import kotlin.system.exitProcess

/** Whole numbers stay whole numbers: Kotlin makes no Double of an Int. */
fun scaleOnce(waiting: List<String>, bytes: Long): Decision {
    var replicas = 1
    val backlog = Scaler { Reading.of(waiting.size) }
    val memory = Scaler { Reading.of(bytes) }
    Autoscaler.builder("pool")
        .target(ScaleTarget.of({ replicas }, { count -> replicas = count }))
        .policy(ScalingPolicy.builder().replicas(1, 8).build())
        .trigger(Trigger.of("backlog", backlog, averageValue(10)).activatesAbove(5))
        .trigger(Trigger.of("memory", memory, value(1_000_000_000L)))
        .build()
        .use { return it.evaluate() }
}

fun settledAt(): Int {
    val run = Simulation.of(ScalingPolicy.builder().replicas(1, 20).build())
        .trigger("lag", averageValue(50), Load.constant(800).then(ofMinutes(2), 100))
        .lasting(ofMinutes(20))
    return run.replicasAt(run.length())
}

fun main() {
    val decision = scaleOnce(List(45) { "task $it" }, 500_000_000L)
    println("kotlin: 45 waiting tasks, 10 per replica: $decision")
    if (decision.to() != 5 || Reading.of(25) != Reading.of(25.0) || settledAt() != 2) {
        System.err.println("kotlin: not so: 45 tasks at 10 per replica are 5, and 100 messages at 50 are 2")
        exitProcess(1)
    }
}
