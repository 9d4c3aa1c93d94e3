package io.scaler4j.scaledobject.schema;

import static io.scaler4j.scaledobject.schema.Field.optional;
import static io.scaler4j.scaledobject.schema.Field.required;

/** ScaledObject and ScaledJob of KEDA. */
final class KedaShapes {

    private static final String API_VERSION = "keda.sh/v1alpha1";
    private static final Shape COUNT = Shape.whole().atLeast(0);

    private KedaShapes() {}

    static KindSchema scaledObject() {
        Shape.Structure spec = Shape.object(
                        required("scaleTargetRef", scaleTargetRef(), "What is scaled."),
                        optional("pollingInterval", Shape.whole().atLeast(1), 30, "Seconds between two polls."),
                        optional(
                                "initialCooldownPeriod",
                                COUNT,
                                0,
                                "Seconds after the object's creation before it may go to zero, while nothing was active."),
                        optional(
                                "cooldownPeriod",
                                COUNT,
                                300,
                                "Seconds after the last activity before it goes to zero."),
                        optional("idleReplicaCount", COUNT, "Replicas while nothing is active, below the minimum."),
                        optional("minReplicaCount", COUNT, 0, "The least replicas."),
                        optional("maxReplicaCount", Shape.whole().atLeast(1), 100, "The most replicas."),
                        optional("fallback", fallback(), "What holds while a source fails."),
                        optional("advanced", advanced(), "Settings of the HPA, and the formula."),
                        TriggerShapes.triggers())
                .with(Together.minUpToMax("minReplicaCount", "maxReplicaCount"));
        return new KindSchema(API_VERSION, "ScaledObject", ObjectShapes.object(spec), "Scales a workload with KEDA.");
    }

    private static Shape.Structure scaleTargetRef() {
        return Shape.object(
                required("name", Shape.text().notEmpty(), "Name of the workload, in the same namespace."),
                optional("apiVersion", Shape.text(), "apps/v1", "Its group and version."),
                optional("kind", Shape.text(), "Deployment", "Its kind."),
                optional(
                        "envSourceContainerName",
                        Shape.text(),
                        "The container whose environment the options `...FromEnv` read; the first unless given."));
    }

    private static Shape.Structure fallback() {
        return Shape.object(
                required("failureThreshold", COUNT, "Failures in a row that are tolerated."),
                required("replicas", COUNT, "Replicas that are wanted after that."),
                optional(
                        "behavior",
                        Shape.word(
                                "static",
                                "currentReplicas",
                                "currentReplicasIfHigher",
                                "currentReplicasIfLower",
                                "scalingModifiers"),
                        "static",
                        "How the current replicas count."));
    }

    private static Shape.Structure advanced() {
        return Shape.object(
                optional(
                        "restoreToOriginalReplicaCount",
                        Shape.flag(),
                        false,
                        "Write the first replica count back when the object is deleted."),
                optional("horizontalPodAutoscalerConfig", hpaConfig(), "Settings of the HPA that KEDA makes."),
                optional("scalingModifiers", scalingModifiers(), "One number made of the numbers of all triggers."));
    }

    private static Shape.Structure hpaConfig() {
        return Shape.object(
                optional(
                        "name",
                        Shape.text().like(Format.SUBDOMAIN_OR_EMPTY),
                        "The HPA's name; `keda-hpa-` with the object's name unless given."),
                optional("behavior", HpaShapes.behaviorOfKeda(), "How fast the HPA may scale."));
    }

    private static Shape.Structure scalingModifiers() {
        return Shape.object(
                optional("formula", Shape.text(), "Over the names of the triggers, such as `a + b`."),
                optional("target", Shape.text(), "The number wanted, above 0; a formula needs it."),
                optional("activationTarget", Shape.text(), "0", "Above this number the object is active."),
                optional(
                        "metricType", Shape.word("AverageValue", "Value"), "AverageValue", "How the target is meant."));
    }

    static KindSchema scaledJob() {
        Shape.Structure spec = Shape.object(
                required("jobTargetRef", jobTargetRef(), "What each job is."),
                optional("pollingInterval", Shape.whole().atLeast(1), 30, "Seconds between two polls."),
                optional("minReplicaCount", COUNT, 0, "Jobs that run always."),
                optional("maxReplicaCount", Shape.whole().atLeast(1), 100, "The most jobs at a time."),
                optional("successfulJobsHistoryLimit", COUNT, 100, "Succeeded jobs that are kept."),
                optional("failedJobsHistoryLimit", COUNT, 100, "Failed jobs that are kept."),
                optional(
                        "envSourceContainerName",
                        Shape.text(),
                        "The container whose environment the options `...FromEnv` read; the first unless given."),
                optional("rolloutStrategy", rolloutStrategy(), "Deprecated: `rollout.strategy`."),
                optional("rollout", rollout(), "What becomes of running jobs when the object changes."),
                optional("scalingStrategy", scalingStrategy(), "How many jobs are made."),
                TriggerShapes.triggers());
        return new KindSchema(API_VERSION, "ScaledJob", ObjectShapes.object(spec), "Makes jobs with KEDA.");
    }

    private static Shape.Text rolloutStrategy() {
        return Shape.word("gradual", "immediate");
    }

    private static Shape.Structure rollout() {
        return Shape.object(
                optional("strategy", rolloutStrategy(), "Let running jobs end, or delete them."),
                optional("propagationPolicy", Shape.word("foreground", "background"), "How they are deleted."));
    }

    private static Shape.Structure scalingStrategy() {
        return Shape.object(
                optional(
                        "strategy",
                        Shape.word("default", "custom", "accurate", "eager"),
                        "default",
                        "How running jobs count."),
                optional("customScalingQueueLengthDeduction", Shape.whole(), 0, "For `custom`: taken off the queue."),
                optional(
                        "customScalingRunningJobPercentage",
                        Shape.text(),
                        "For `custom`: the part of the running jobs that counts, such as `0.5`."),
                optional(
                        "pendingPodConditions",
                        Shape.list(Shape.text()),
                        "A job without a pod that has all of these conditions is pending."),
                optional(
                        "multipleScalersCalculation",
                        Shape.word("max", "min", "avg", "sum"),
                        "max",
                        "How several triggers are put together."));
    }

    private static Shape.Structure jobTargetRef() {
        return Shape.object(
                required("template", PodShapes.template(), "The pods of the jobs."),
                optional("activeDeadlineSeconds", Shape.whole().ofLong(), "Seconds a job may take."),
                optional("backoffLimit", Shape.whole(), "Retries before a job has failed."),
                optional("backoffLimitPerIndex", Shape.whole(), "Retries of each index."),
                optional("completionMode", Shape.text(), "`NonIndexed` or `Indexed`."),
                optional("completions", Shape.whole(), "Pods that must succeed."),
                optional("managedBy", Shape.text(), "Who runs the jobs."),
                optional("manualSelector", Shape.flag(), "Whether `selector` is given by hand."),
                optional("maxFailedIndexes", Shape.whole(), "Failed indexes before a job has failed."),
                optional("parallelism", Shape.whole(), "Pods of a job at a time."),
                optional(
                        "podFailurePolicy", PodShapes.FIELDS.structure("podFailurePolicy"), "What a failed pod means."),
                optional("podReplacementPolicy", Shape.text(), "When a pod is replaced."),
                optional("selector", PodShapes.FIELDS.structure("labelSelector"), "The pods of a job."),
                optional("successPolicy", PodShapes.FIELDS.structure("successPolicy"), "When a job has succeeded."),
                optional("suspend", Shape.flag(), "Whether a job waits."),
                optional("ttlSecondsAfterFinished", Shape.whole(), "Seconds after which a finished job is deleted."));
    }
}
