package io.scaler4j.conformance;

import io.scaler4j.cpu.CpuKinds;
import io.scaler4j.cron.CronKinds;
import io.scaler4j.external.ExternalKinds;
import io.scaler4j.http.HttpKinds;
import io.scaler4j.kafka.KafkaKinds;
import io.scaler4j.kubernetes.KubernetesKinds;
import io.scaler4j.policy.PolicyKinds;
import io.scaler4j.prometheus.PrometheusKinds;
import io.scaler4j.redis.RedisKinds;
import io.scaler4j.scaledobject.check.ValidationKinds;
import io.scaler4j.scaledobject.formula.FormulaKinds;
import io.scaler4j.scaledobject.job.JobKinds;
import io.scaler4j.scaledobject.manifest.ManifestKinds;
import java.util.HashMap;
import java.util.Map;

/** The table of all kinds: each is evaluated, or skipped with a reason. */
public final class Kinds {

    /** A kind that is known and not evaluated. */
    private record Skipping(String reason) implements Kind {
        @Override
        public Result evaluate(Fields given) {
            return Result.skipped(reason);
        }
    }

    private static final Kind UNKNOWN = new Skipping("unknown kind");

    private final Map<String, Kind> byName = new HashMap<>();

    private Kinds() {}

    /** Every kind this kit knows. */
    static Kinds all() {
        var kinds = new Kinds();
        PolicyKinds.register(kinds);
        CpuKinds.register(kinds);
        CronKinds.register(kinds);
        HttpKinds.register(kinds);
        KubernetesKinds.register(kinds);
        KafkaKinds.register(kinds);
        RedisKinds.register(kinds);
        PrometheusKinds.register(kinds);
        ExternalKinds.register(kinds);
        JobKinds.register(kinds);
        FormulaKinds.register(kinds);
        MetricNames.register(kinds);
        ManifestKinds.register(kinds);
        ValidationKinds.register(kinds);
        SkippedKinds.register(kinds);
        return kinds;
    }

    /** Adds a kind. */
    public Kinds evaluate(String name, Kind kind) {
        if (byName.put(name, kind) != null) {
            throw new IllegalStateException("two ways to evaluate " + name);
        }
        return this;
    }

    /** Adds kinds that are not evaluated. */
    public Kinds skip(String reason, String... names) {
        for (String name : names) {
            evaluate(name, new Skipping(reason));
        }
        return this;
    }

    /** Evaluates a case and compares. */
    Verdict judge(Case one) {
        try {
            if (one.kind().isEmpty()) {
                throw new MalformedCaseException("it has no kind");
            }
            Kind kind = byName.getOrDefault(one.kind(), UNKNOWN);
            return kind instanceof Skipping skipping
                    ? new Verdict.Skipped(skipping.reason())
                    : Comparison.of(one.expect(), kind.evaluate(one.given()));
        } catch (MalformedCaseException e) {
            return failed(one, "malformed case: " + e.getMessage());
        } catch (RuntimeException e) {
            return failed(one, "thrown: " + e);
        }
    }

    private static Verdict failed(Case one, String actual) {
        return new Verdict.Failed(one.node().path("expect").toString(), actual);
    }
}
