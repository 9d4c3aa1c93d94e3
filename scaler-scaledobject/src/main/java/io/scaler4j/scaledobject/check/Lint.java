package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.OtherManifest;
import io.scaler4j.scaledobject.manifest.ScaledJob;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.spi.ScalerProvider;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Finds what is legal in manifests and not what people mean. It reads values of the right type only: what is invalid is
 * for other checks. Pure, immutable and safe for use by many threads.
 *
 * <pre>{@code
 * try (var catalog = ScalerCatalog.load()) {
 *     List<Finding> findings = new Lint(catalog.providers()).check(manifests, LintFacts.none());
 * }
 * }</pre>
 *
 * <p>A file ignores rules for an object with the annotation {@code scaler4j.io/lint-ignore: rule, rule}, and for a line
 * with the comment {@code # scaler4j: ignore rule, rule}, on it or above it. Comments need {@link LintFacts#text}.
 */
public final class Lint {

    private static final List<LintRule> RULES = Stream.of(
                    LintZero.RULES,
                    LintBounds.RULES,
                    LintThresholds.RULES,
                    LintOptions.RULES,
                    LintKafka.RULES,
                    LintPrometheus.RULES,
                    LintCron.RULES,
                    LintFallback.RULES,
                    LintFormula.RULES,
                    LintFormulaValues.RULES,
                    LintBehavior.RULES,
                    LintTargets.RULES,
                    LintJobs.RULES,
                    LintAuthentication.RULES,
                    LintTexts.RULES)
            .flatMap(List::stream)
            .toList();

    private final LintOptions options;

    /**
     * Makes a lint that knows the options of some trigger types.
     *
     * @param providers of the types, as {@link io.scaler4j.spi.ScalerCatalog#providers()} has them; options of other
     *     types are not looked at
     */
    public Lint(Collection<ScalerProvider> providers) {
        Objects.requireNonNull(providers, "providers must not be null; without any, options are not looked at");
        options = new LintOptions(providers);
    }

    /** {@return every rule, grouped by subject; unmodifiable} */
    public static List<LintRule> rules() {
        return RULES;
    }

    /**
     * Applies every rule.
     *
     * @param manifests all objects of all files that belong together, workloads included
     * @param facts what else is known
     * @return the findings, ordered by position; unmodifiable
     */
    public List<Finding> check(List<Manifest> manifests, LintFacts facts) {
        var report = new LintReport(new LintIgnores(facts.texts()));
        var targets = new LintTargets(manifests, report);
        var authentication = new LintAuthentication(manifests);
        for (Manifest manifest : manifests) {
            if (!(manifest instanceof OtherManifest)) {
                LintTexts.check(manifest, report);
            }
            if (manifest instanceof ScaledObject object) {
                LintScaled scaled = LintScaled.of(object);
                common(scaled, authentication, facts, report);
                LintZero.check(scaled, object, report);
                LintFallback.check(scaled, object, report);
                LintFormula.check(scaled, object, report);
                LintFormulaValues.check(scaled, object, report);
                LintBehavior.check(scaled, object, LintCron.check(scaled, report), report);
                targets.check(scaled, object);
            } else if (manifest instanceof ScaledJob job) {
                LintScaled scaled = LintScaled.of(job);
                common(scaled, authentication, facts, report);
                LintCron.check(scaled, report);
                LintJobs.check(scaled, job, report);
            } else if (manifest instanceof HorizontalPodAutoscaler hpa) {
                LintBounds.check(hpa, report);
                LintBehavior.check(hpa, report);
                targets.check(hpa);
            }
        }
        return report.findings();
    }

    private void common(LintScaled scaled, LintAuthentication authentication, LintFacts facts, LintReport report) {
        LintBounds.check(scaled, report);
        LintPrometheus.check(scaled, report);
        for (LintTrigger trigger : scaled.triggers()) {
            options.check(trigger, report);
            LintThresholds.check(scaled, trigger, options, report);
            LintKafka.check(scaled, trigger, facts, report);
            authentication.check(trigger, report);
        }
    }
}
