package io.scaler4j.testkit;

import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * How well the replicas of a run followed what the load asked for, in the measures of elasticity of the SPEC Research
 * Group (Herbst and others, "Ready for Rain?", 2016).
 *
 * <p>Supply is the count that a turn left, demand the count that its readings ask for: the largest of value over
 * target, rounded up, without tolerance, window, rate or bound. Both hold until the next turn. Times whose demand is
 * unknown, since a reading failed or its target is not one per replica, count for nothing but replica hours. A demand
 * of 0 counts as 1 where it divides.
 *
 * @param accuracyUnder how much was missing, as a share of the demand, averaged over time; 0 is best
 * @param accuracyOver how much was too much, as a share of the demand, averaged over time; 0 is best
 * @param timeshareUnder the share of the time in which replicas were missing
 * @param timeshareOver the share of the time in which there were too many
 * @param jitterPerHour changes of the supply per hour, less those of the demand; negative if the supply moves less
 *     often
 * @param replicaHours what the run cost
 * @param actions how often the count changed
 */
public record Scores(
        double accuracyUnder,
        double accuracyOver,
        double timeshareUnder,
        double timeshareOver,
        double jitterPerHour,
        double replicaHours,
        int actions) {

    /**
     * The scores of a run.
     *
     * @param run one whose turns are all kept
     * @return its scores; all 0 without any turn
     */
    public static Scores of(Run run) {
        return of(run, run.start(), Moment::replicas);
    }

    /**
     * The scores of as many replicas at all times, on the same load: how good is a policy that does nothing?
     *
     * @param run says what the load was, and when
     * @param replicas at least 0
     * @return the scores
     */
    public static Scores ofFixed(Run run, int replicas) {
        return of(run, replicas, moment -> replicas);
    }

    /**
     * The scores of one who knows: at each turn just what the load asks for, and nothing where that is unknown.
     *
     * @param run says what the load was, and when
     * @return the scores, which are the best there are
     */
    public static Scores ofOracle(Run run) {
        return of(run, run.start(), moment -> Spans.demand(moment).orElse(0));
    }

    /**
     * The largest demand of a run.
     *
     * @param run says what the load was
     * @return 0 if it is never known
     */
    public static int peakDemand(Run run) {
        return run.moments().stream()
                .mapToInt(moment -> Spans.demand(moment).orElse(0))
                .max()
                .orElse(0);
    }

    /**
     * The mean demand of a run, over the time in which it is known.
     *
     * @param run says what the load was
     * @return rounded up; 0 if it is never known
     */
    public static int meanDemand(Run run) {
        return (int) Math.ceil(Spans.mean(Spans.known(Spans.of(run, Moment::replicas)), Spans.Span::demanded));
    }

    private static Scores of(Run run, int start, ToIntFunction<Moment> supply) {
        List<Spans.Span> spans = Spans.of(run, supply);
        List<Spans.Span> known = Spans.known(spans);
        int actions = Spans.changes(start, spans, Spans.Span::supply);
        int demandChanges = Spans.changes(run.start(), known, Spans.Span::demanded);
        double hours = Spans.hours(known);
        return new Scores(
                Spans.mean(known, span -> share(span.missing(), span)),
                Spans.mean(known, span -> share(span.tooMany(), span)),
                Spans.mean(known, span -> Math.signum(span.missing())),
                Spans.mean(known, span -> Math.signum(span.tooMany())),
                hours == 0 ? 0 : (actions - demandChanges) / hours,
                spans.stream().mapToDouble(span -> span.supply() * span.hours()).sum(),
                actions);
    }

    private static double share(int replicas, Spans.Span span) {
        return (double) replicas / Math.max(1, span.demanded());
    }

    /** One line, with percentages. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "under %.1f %% in %.1f %% of the time, over %.1f %% in %.1f %%, jitter %.2f/h, %.1f replica hours, %d actions",
                100 * accuracyUnder,
                100 * timeshareUnder,
                100 * accuracyOver,
                100 * timeshareOver,
                jitterPerHour,
                replicaHours,
                actions);
    }
}
