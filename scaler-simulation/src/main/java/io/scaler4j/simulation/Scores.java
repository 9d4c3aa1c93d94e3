package io.scaler4j.simulation;

import io.scaler4j.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * How well the replicas of a run followed what the load asked for, in the measures of elasticity of the SPEC Research
 * Group (Herbst and others, "Ready for Rain? A View from SPEC Research on the Future of Cloud Metrics", 2016,
 * arXiv:1604.03470).
 *
 * <p>Supply s is the count that a turn left, ready or not, demand d the count that its readings ask for: the largest of
 * value over target, rounded up, without tolerance, window, rate or bound. Both hold until the next turn, which is Δt
 * later, and the last to the end of the run. With T as the sum of all Δt in which the demand is known,
 *
 * <ul>
 *   <li>accuracy under = 1/T · Σ max(d - s, 0) / d · Δt, and over = 1/T · Σ max(s - d, 0) / d · Δt
 *   <li>timeshare under = 1/T · Σ Δt where s &lt; d, and over = 1/T · Σ Δt where s &gt; d
 *   <li>jitter = (changes of s - changes of d) / T
 * </ul>
 *
 * <p>At the edges: a demand of 0 counts as 1 where it divides. It is unknown where a reading failed or was no plain
 * value, or its target is not one per replica; such times count for nothing but replica hours and changes of s. A
 * source that tells how many replicas it can keep busy does not change the demand. In a closed loop, the demand is that
 * of the queue that the run's own replicas left.
 *
 * <p>Replica hours are Σ s · Δt over the whole run, actions the changes of s. How many messages of a workload waited
 * for too long, and how long, is told by {@link QueueResult}; without one, the timeshare under is the share of the time
 * in which a service level is breached for want of replicas.
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
        return of(run, run.start(), Run::replicas);
    }

    /**
     * The scores of as many replicas at all times, on the same load: how good is a policy that does nothing?
     *
     * @param run says what the load was, and when
     * @param replicas at least 0
     * @return the scores
     */
    public static Scores ofFixed(Run run, int replicas) {
        return of(run, replicas, turn -> replicas);
    }

    /**
     * The scores of an oracle: at each turn just what the load asks for, and nothing where that is unknown.
     *
     * @param run says what the load was, and when
     * @return the scores, which are the best there are
     */
    public static Scores ofOracle(Run run) {
        return of(run, run.start(), turn -> Spans.demand(turn).orElse(0));
    }

    /**
     * The scores of a policy that sets nothing but the bounds of the run, and so has the defaults of an HPA: a
     * tolerance of 10 %, up at once by 4 replicas or 100 % per 15 s, down by the highest of the last 300 s; where the
     * minimum is 0, it is scaled to zero after the default cooldown, as a target of KEDA's does. It is shown the same
     * readings at the same times, with the same operator and schedule; its replicas are there at once. So in a closed
     * loop it sees the queue that the run's own policy left, and not the one that it would have left itself: to learn
     * that, simulate it on the workload.
     *
     * @param run says what was read, and when
     * @return the scores
     */
    public static Scores ofHpaDefaults(Run run) {
        return of(Rerun.underDefaults(run));
    }

    /**
     * The scores that those of a run are worth comparing with: HPA defaults, a fixed count at the mean of the demand
     * and at its peak, and an oracle.
     *
     * @param run says what was read, and when
     * @return by name, in this order
     */
    public static Map<String, Scores> baselines(Run run) {
        int mean = meanDemand(run);
        int peak = peakDemand(run);
        var baselines = new LinkedHashMap<String, Scores>();
        baselines.put("HPA defaults", ofHpaDefaults(run));
        baselines.put("fixed at mean (" + mean + ")", ofFixed(run, mean));
        baselines.put("fixed at peak (" + peak + ")", ofFixed(run, peak));
        baselines.put("oracle", ofOracle(run));
        return baselines;
    }

    /**
     * A run beside its baselines and, with a workload, what became of its messages.
     *
     * @param run one whose turns are all kept
     * @return a line for each, with a head, ended by a line break
     */
    public static String table(Run run) {
        var scores = new LinkedHashMap<String, Scores>();
        scores.put("this run", of(run));
        scores.putAll(baselines(run));
        return table(scores) + queue("this run ", run);
    }

    /** A line on the messages; nothing without a workload. */
    static String queue(String name, Run run) {
        return run.queue().map(queue -> name + queue + "\n").orElse("");
    }

    static String table(Map<String, Scores> scores) {
        var text = new StringBuilder(String.format(
                "%-24s %7s %7s %9s %8s %9s %13s %7s%n",
                "", "under %", "over %", "t under %", "t over %", "jitter/h", "replica hours", "actions"));
        scores.forEach((name, each) -> text.append(String.format(
                Locale.ROOT,
                "%-24s %7.1f %7.1f %9.1f %8.1f %9.2f %13.1f %7d%n",
                name,
                100 * each.accuracyUnder,
                100 * each.accuracyOver,
                100 * each.timeshareUnder,
                100 * each.timeshareOver,
                each.jitterPerHour,
                each.replicaHours,
                each.actions)));
        return text.toString();
    }

    /**
     * The largest demand of a run.
     *
     * @param run says what the load was
     * @return 0 if it is never known
     */
    public static int peakDemand(Run run) {
        return run.turns().stream()
                .mapToInt(turn -> Spans.demand(turn).orElse(0))
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
        return (int) Math.ceil(Spans.mean(Spans.known(Spans.of(run, Run::replicas)), Spans.Span::demanded));
    }

    private static Scores of(Run run, int start, ToIntFunction<Turn> supply) {
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
