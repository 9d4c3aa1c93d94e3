package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.ScaledObject;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Rules about cron triggers. */
final class LintCron {

    static final LintRule TOUCH = new LintRule(
            "cron-windows-touch",
            "a window that closes in the minute in which the next one opens",
            "At the joint KEDA may see neither window open. The target then begins to scale in, and with a minimum of 0"
                    + " it may go to 0.");
    static final LintRule OVERLAP = new LintRule(
            "cron-windows-overlap",
            "windows that overlap without one being a peak of the other",
            "Of open windows the largest desiredReplicas counts. They do not add up.");
    static final LintRule NEVER_OPENS = new LintRule(
            "cron-window-never-opens",
            "a window that is never open",
            "The start or the end never comes, as on the 30th of February, so the trigger asks for nothing.");
    static final LintRule DO_NOT_ALTERNATE = new LintRule(
            "cron-starts-and-ends-do-not-alternate",
            "several starts before an end, or several ends before a start",
            "In KEDA a window is open while the next event is an end. After two starts in a row it is closed between"
                    + " them; after two ends in a row it stays open between them.");
    static final LintRule ABOVE_MAX = new LintRule(
            "cron-desired-above-max",
            "desiredReplicas above the maximum",
            "The HPA keeps to maxReplicaCount, so the window never gets what it asks for.");
    static final LintRule WITHOUT_EFFECT = new LintRule(
            "cron-window-without-effect",
            "desiredReplicas at or below the minimum",
            "A cron window is a floor. At or below the minimum it changes nothing, and it cannot scale in.");
    static final LintRule WITHIN_TOLERANCE = new LintRule(
            "cron-within-tolerance",
            "desiredReplicas so close to the minimum that the tolerance hides it",
            "The HPA does nothing within 10 % of its target. From 10 replicas it does not go to 11.");

    static final List<LintRule> RULES =
            List.of(TOUCH, OVERLAP, NEVER_OPENS, DO_NOT_ALTERNATE, ABOVE_MAX, WITHOUT_EFFECT, WITHIN_TOLERANCE);

    private static final double TOLERANCE = 1.1;
    /** An overlap of at most a tenth of both windows bridges them. */
    private static final int PARTS_OF_A_WINDOW = 10;

    private LintCron() {}

    /** Returns the windows of an object, for other rules. */
    static List<LintCronWindow> check(LintScaled scaled, LintReport report) {
        List<LintTrigger> triggers = scaled.ofType("cron");
        if (triggers.isEmpty()) {
            return List.of();
        }
        int days = LintCronWindow.days(triggers);
        List<LintCronWindow> windows = triggers.stream()
                .map(trigger -> LintCronWindow.of(trigger, days))
                .flatMap(Optional::stream)
                .toList();
        for (int i = 0; i < windows.size(); i++) {
            LintCronWindow one = windows.get(i);
            alone(scaled, one, report);
            for (int j = 0; j < windows.size(); j++) {
                if (j != i && one.sameZone(windows.get(j))) {
                    pair(one, windows.get(j), i < j, report);
                }
            }
        }
        return windows;
    }

    private static void alone(LintScaled scaled, LintCronWindow window, LintReport report) {
        LintTrigger trigger = window.trigger();
        if (window.neverOpens()) {
            report.add(
                    NEVER_OPENS,
                    trigger.owner(),
                    trigger.atOption("start"),
                    "the window of " + trigger.called()
                            + " is never open: its start or its end does not come in a year",
                    "check the days and months of start and end");
        } else if (!window.alternates() && !trigger.option("rule").equals("lastEvent")) {
            report.add(
                    DO_NOT_ALTERNATE,
                    trigger.owner(),
                    trigger.atOption("start"),
                    "starts and ends of " + trigger.called() + " do not take turns: between two starts the window is"
                            + " closed, between two ends it stays open",
                    "give start and end the same days, and one time each");
        }
        if (scaled.areBoundsKnown() && scaled.object() instanceof ScaledObject) {
            desired(scaled, window.desired(), trigger, report);
        }
    }

    private static void desired(LintScaled scaled, int desired, LintTrigger trigger, LintReport report) {
        int min = scaled.min().orElse(0);
        if (desired > scaled.most()) {
            report.add(
                    ABOVE_MAX,
                    trigger.owner(),
                    trigger.atOption("desiredReplicas"),
                    "desiredReplicas is " + desired + ", and the maximum is " + scaled.most(),
                    "raise maxReplicaCount to " + desired + ", or lower desiredReplicas");
        } else if (desired <= min) {
            report.add(
                    WITHOUT_EFFECT,
                    trigger.owner(),
                    trigger.atOption("desiredReplicas"),
                    "desiredReplicas is " + desired + ", and the minimum keeps " + min + " anyway",
                    "lower minReplicaCount, or leave the trigger out; a window cannot scale in");
        } else if (min > 0 && desired <= min * TOLERANCE) {
            report.add(
                    WITHIN_TOLERANCE,
                    trigger.owner(),
                    trigger.atOption("desiredReplicas"),
                    "desiredReplicas is " + desired + ", within 10 % of the minimum of " + min
                            + ", and the HPA changes nothing within 10 %",
                    "ask for more than " + (int) (min * TOLERANCE) + ", or set minReplicaCount to " + desired);
        }
    }

    private static void pair(LintCronWindow one, LintCronWindow other, boolean inOrder, LintReport report) {
        LintTrigger trigger = other.trigger();
        BitSet shared = one.shared(other);
        if (!shared.isEmpty()) {
            if (inOrder && !isWanted(one, other, shared)) {
                overlap(one, other, report);
            }
        } else if (one.touches(other)) {
            report.add(
                    TOUCH,
                    trigger.owner(),
                    trigger.atOption("start"),
                    "the window of " + one.trigger().called() + " closes in the minute in which that of "
                            + trigger.called() + " opens, and at the joint the target may scale in",
                    "let the windows overlap by a few minutes, or make one of them");
        }
    }

    /** A peak within a longer window with fewer replicas, or a short bridge from one window to the next. */
    private static boolean isWanted(LintCronWindow one, LintCronWindow other, BitSet shared) {
        int minutes = shared.cardinality();
        int bridge = LintCronWindow.longest(shared) * PARTS_OF_A_WINDOW;
        return (minutes == other.open().cardinality() && other.desired() > one.desired())
                || (minutes == one.open().cardinality() && one.desired() > other.desired())
                || (bridge <= one.longest() && bridge <= other.longest());
    }

    private static void overlap(LintCronWindow one, LintCronWindow other, LintReport report) {
        report.add(
                OVERLAP,
                other.trigger().owner(),
                other.trigger().atOption("start"),
                "the windows of " + one.trigger().called() + " and "
                        + other.trigger().called()
                        + " overlap: the larger of " + one.desired() + " and " + other.desired()
                        + " counts then, not their sum",
                "give the overlap a window with the replicas that it needs, or part the windows");
    }
}
