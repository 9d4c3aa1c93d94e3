package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.RuleCase.scaledObject;
import static io.scaler4j.scaledobject.check.RuleCase.triggers;

import java.util.List;

/** Cases of the rules about windows of cron. */
final class LintCronCases {

    private LintCronCases() {}

    static List<RuleCase> all() {
        return List.of(
                two("cron-windows-touch", "0 6 * * *", "0 12 * * *", "0 12 * * *", "0 18 * * *", 5, 8)
                        .also("start: 0 12 * * *", "start: 00 12 * * 0-6")
                        .also("UTC", "Europe/Berlin")
                        .not("end: 0 12 * * *", "end: 1 12 * * *")
                        .not("end: 0 12 * * *", "end: 59 11 * * *")
                        .not("zone: UTC\n      start: 0 12", "zone: GMT\n      start: 0 12")
                        .not("start: 0 12 * * *", "start: 0 12 30 2 *"),
                two("cron-windows-overlap", "0 6 * * *", "0 16 * * *", "59 14 * * *", "0 1 * * *", 5, 8)
                        .not("start: 59 14 * * *", "start: 0 15 * * *")
                        .not("start: 59 14 * * *", "start: 0 16 * * *")
                        .not("start: 59 14 * * *\n      end: 0 1", "start: 59 14 * * *\n      end: 59 15")
                        .also(
                                "start: 59 14 * * *\n      end: 0 1 * * *\n      desiredReplicas: '8'",
                                "start: 59 10 * * *\n      end: 59 15 * * *\n      desiredReplicas: '4'"),
                window("cron-window-never-opens", "►start", "0 6 30 2 *", "0 12 30 2 *")
                        .also("0 12 30 2 *", "0 12 * * *")
                        .also("0 6 30 2 *", "0 6 31 4,6,9,11 *")
                        .not("30 2 *", "29 2 *")
                        .not("0 6 30 2 *", "0 6 32 2 *")
                        .not("30 2 *", "30 2 1"),
                window("cron-starts-and-ends-do-not-alternate", "►start", "0 6 * * 1-5", "0 22 * * *")
                        .also("0 6 * * 1-5", "0 6,7 * * *")
                        .also("0 22 * * *", "0 22,23 * * 1-5")
                        .not("0 22 * * *", "0 22 * * 1-5")
                        .not("0 6 * * 1-5", "0 6 * * *")
                        .not("0 6 * * 1-5", "0 6 * * mon-fri,sat,sun")
                        .not("0 22 * * *", "0 22 * * 1,2,3,4,5")
                        .not("timezone", "rule: lastEvent\n      timezone"),
                desired("cron-desired-above-max", "maxReplicaCount: 10", 11)
                        .also("'11'", "'12'")
                        .not("'11'", "'10'")
                        .not("maxReplicaCount: 10", "maxReplicaCount: 11")
                        .not("maxReplicaCount: 10", "pollingInterval: 10")
                        .not("kind: ScaledObject", "kind: ScaledJob"),
                desired("cron-desired-above-max", "pollingInterval: 10", 101).not("'101'", "'100'"),
                desired("cron-window-without-effect", "minReplicaCount: 5", 5)
                        .also("'5'", "'1'")
                        .not("'5'", "'6'")
                        .not("'5'", "'0'")
                        .not("minReplicaCount: 5", "minReplicaCount: 4")
                        .not("minReplicaCount: 5", "minReplicaCount: many"),
                desired("cron-within-tolerance", "minReplicaCount: 20", 22)
                        .also("'22'", "'21'")
                        .not("'22'", "'23'")
                        .not("'22'", "'20'")
                        .not("minReplicaCount: 20", "minReplicaCount: 0"));
    }

    private static RuleCase window(String rule, String start, String from, String to) {
        return triggers(
                rule,
                "- type: cron\n  metadata:\n    timezone: UTC\n    " + start + ": " + from + "\n    end: " + to
                        + "\n    desiredReplicas: '7'\n");
    }

    private static RuleCase desired(String rule, String bound, int desired) {
        return scaledObject(
                rule,
                bound + "\ntriggers:\n- type: cron\n  metadata:\n    timezone: UTC\n    start: 0 6 * * *\n"
                        + "    end: 0 22 * * *\n    ►desiredReplicas: '" + desired + "'\n");
    }

    private static RuleCase two(
            String rule, String from, String to, String next, String last, int desired, int afterwards) {
        String one = "- type: cron\n  metadata:\n    timezone: UTC\n    %sstart: %s\n    end: %s\n"
                + "    desiredReplicas: '%d'\n";
        return triggers(rule, one.formatted("", from, to, desired) + one.formatted("►", next, last, afterwards));
    }
}
