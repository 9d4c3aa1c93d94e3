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
        return of(files, kinds, List.of());
    }

    /** Judges every case of the vectors, and decides every recorded one. */
    static Report of(List<VectorFile> files, Kinds kinds, List<RecordedFile> recorded) {
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
        return new Report(sections);
    }

    List<Section> sections() {
        return sections;
    }

    boolean isGood() {
        return sections.stream().allMatch(section -> section.failures().isEmpty());
    }

    /** The sum alone on the last line. */
    String text() {
        var text = new StringBuilder();
        sections.forEach(section -> text.append(section.text()));
        int passed = sections.stream().mapToInt(Section::passed).sum();
        int failed =
                sections.stream().mapToInt(section -> section.failures().size()).sum();
        int skipped = sections.stream().mapToInt(Section::skipped).sum();
        return text.append(counts(passed, failed, skipped)).append('\n').toString();
    }

    private static String counts(int passed, int failed, int skipped) {
        return passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }

    /**
     * The cases of one kind in one file.
     *
     * @param failures one text for each failed case
     * @param skips how many cases were skipped for which reason
     * @param onPurpose the cases, counted as passed, that differ on purpose, by the reason
     */
    record Section(
            String file,
            String kind,
            int passed,
            List<String> failures,
            Map<String, Integer> skips,
            Map<String, List<String>> onPurpose) {

        static Section of(VectorFile file, String kind, List<Case> cases, Kinds kinds) {
            int passed = 0;
            var failures = new ArrayList<String>();
            var skips = new LinkedHashMap<String, Integer>();
            for (Case one : cases) {
                Verdict verdict = kinds.judge(one);
                if (verdict instanceof Verdict.Failed failed) {
                    failures.add(
                            one.id() + "\n      expected " + failed.expected() + "\n      actual   " + failed.actual());
                } else if (verdict instanceof Verdict.Skipped skipped) {
                    skips.merge(skipped.reason(), 1, Integer::sum);
                } else {
                    passed++;
                }
            }
            return new Section(file.name(), kind.isEmpty() ? "(no kind)" : kind, passed, failures, skips, Map.of());
        }

        static Section damaged(VectorFile file) {
            return new Section(
                    file.name(), "(file)", 0, List.of(file.name() + " " + file.damage()), Map.of(), Map.of());
        }

        int skipped() {
            return skips.values().stream().mapToInt(Integer::intValue).sum();
        }

        boolean isSkipped() {
            return passed == 0 && failures.isEmpty();
        }

        String reasons() {
            return String.join("; ", skips.keySet());
        }

        String text() {
            var text = new StringBuilder(
                    String.format("%-28s %-34s %s%n", file, kind, counts(passed, failures.size(), skipped())));
            failures.forEach(failure -> text.append("  FAILED ").append(failure).append('\n'));
            skips.forEach((reason, count) -> text.append("  skipped ")
                    .append(count)
                    .append(": ")
                    .append(reason)
                    .append('\n'));
            onPurpose.forEach((reason, ids) -> text.append("  on purpose ")
                    .append(ids.size())
                    .append(": ")
                    .append(reason)
                    .append(": ")
                    .append(String.join(" ", ids))
                    .append('\n'));
            return text.toString();
        }
    }
}
