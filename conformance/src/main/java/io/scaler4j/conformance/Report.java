package io.scaler4j.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of every case, by file and kind. */
final class Report {

    private final List<Section> sections;

    private Report(List<Section> sections) {
        this.sections = sections;
    }

    /** Judges every case of the vectors. */
    static Report of(List<VectorFile> files, Kinds kinds) {
        return of(files, kinds, List.of(), List.of());
    }

    /** Judges every case of the vectors, decides every recorded one, and checks every manifest. */
    static Report of(List<VectorFile> files, Kinds kinds, List<RecordedFile> recorded, List<YamlFolder> yaml) {
        var sections = new ArrayList<Section>();
        for (VectorFile file : files) {
            if (!file.damage().isEmpty()) {
                sections.add(Section.damaged(file));
            }
            Map<String, List<Case>> byKind = file.cases().stream()
                    .collect(Collectors.groupingBy(Case::kind, LinkedHashMap::new, Collectors.toList()));
            byKind.forEach((kind, cases) -> sections.add(Section.of(file, kind, cases, kinds)));
        }
        recorded.forEach(file -> sections.add(file.section()));
        yaml.forEach(folder -> sections.addAll(folder.sections()));
        return new Report(sections);
    }

    List<Section> sections() {
        return sections;
    }

    boolean isGood() {
        return sections.stream().allMatch(section -> section.failures().isEmpty());
    }

    /** The sum alone on the last line, where cases that passed in part do not count; they have a line before it. */
    String text() {
        var text = new StringBuilder();
        sections.forEach(section -> text.append(section.text()));
        int passed = sections.stream().mapToInt(Section::passed).sum();
        int failed =
                sections.stream().mapToInt(section -> section.failures().size()).sum();
        int skipped = sections.stream().mapToInt(Section::skipped).sum();
        int inPart = sections.stream().mapToInt(Section::passedInPart).sum();
        return text.append(inPart)
                .append(" passed in part, not counted below\n")
                .append(counts(passed, failed, skipped))
                .append('\n')
                .toString();
    }

    private static String counts(int passed, int failed, int skipped) {
        return passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }

    /**
     * The cases of one kind in one file.
     *
     * @param passed how many passed as a whole
     * @param parts how many cases passed in part for which reason
     * @param failures one text for each failed case
     * @param skips how many cases were skipped for which reason
     * @param onPurpose the cases, counted as passed, that differ on purpose, by the reason
     */
    record Section(
            String file,
            String kind,
            int passed,
            Map<String, Integer> parts,
            List<String> failures,
            Map<String, Integer> skips,
            Map<String, List<String>> onPurpose) {

        static Section of(VectorFile file, String kind, List<Case> cases, Kinds kinds) {
            int passed = 0;
            var parts = new LinkedHashMap<String, Integer>();
            var failures = new ArrayList<String>();
            var skips = new LinkedHashMap<String, Integer>();
            for (Case one : cases) {
                Verdict verdict = kinds.judge(one);
                if (verdict instanceof Verdict.Failed failed) {
                    failures.add(
                            one.id() + "\n      expected " + failed.expected() + "\n      actual   " + failed.actual());
                } else if (verdict instanceof Verdict.PassedInPart part) {
                    parts.merge(part.reason(), 1, Integer::sum);
                } else if (verdict instanceof Verdict.Skipped skipped) {
                    skips.merge(skipped.reason(), 1, Integer::sum);
                } else {
                    passed++;
                }
            }
            return new Section(
                    file.name(), kind.isEmpty() ? "(no kind)" : kind, passed, parts, failures, skips, Map.of());
        }

        static Section damaged(VectorFile file) {
            return new Section(
                    file.name(), "(file)", 0, Map.of(), List.of(file.name() + " " + file.damage()), Map.of(), Map.of());
        }

        int skipped() {
            return sum(skips);
        }

        int passedInPart() {
            return sum(parts);
        }

        private static int sum(Map<String, Integer> byReason) {
            return byReason.values().stream().mapToInt(Integer::intValue).sum();
        }

        boolean isSkipped() {
            return passed == 0 && parts.isEmpty() && failures.isEmpty();
        }

        String reasons() {
            return String.join("; ", skips.keySet());
        }

        String text() {
            var text = new StringBuilder(
                    String.format("%-28s %-34s %s%n", file, kind, counts(passed, failures.size(), skipped())));
            failures.forEach(failure -> text.append("  FAILED ").append(failure).append('\n'));
            parts.forEach((reason, count) -> append(text, "passed in part", count, reason));
            skips.forEach((reason, count) -> append(text, "skipped", count, reason));
            onPurpose.forEach((reason, ids) -> text.append("  on purpose ")
                    .append(ids.size())
                    .append(": ")
                    .append(reason)
                    .append(": ")
                    .append(String.join(" ", ids))
                    .append('\n'));
            return text.toString();
        }

        private static void append(StringBuilder text, String verdict, int count, String reason) {
            text.append("  ")
                    .append(verdict)
                    .append(' ')
                    .append(count)
                    .append(": ")
                    .append(reason)
                    .append('\n');
        }
    }
}
