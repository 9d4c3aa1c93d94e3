package io.scaler4j.conformance;

import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.check.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of manifests, each with what a cluster makes of it: {@code index.tsv} has a line for each file, with the
 * file's name, the verdict, and more.
 */
record YamlFolder(Path folder) {

    static final String SUITE = "yaml";

    private static final String ASKED = "yaml-cluster";
    private static final String INDEX = "index.tsv";
    private static final int FILE = 0;
    private static final int VERDICT = 1;

    /** A line of the index. */
    record Line(String file, String verdict) {

        static Line of(String line) {
            String[] columns = line.split("\t", -1);
            return new Line(columns[FILE], columns.length > VERDICT ? columns[VERDICT] : "");
        }

        /** The verdict without what follows its first word. */
        String kind() {
            return verdict.replaceFirst(" .*", "");
        }

        /** The class of reasons behind the verdict, or empty. */
        String reason() {
            return verdict.startsWith("webhook-reject ") ? verdict.substring("webhook-reject ".length()) : "";
        }
    }

    /** Those of this kit: manifests of users, and those that a cluster was asked about. */
    static List<YamlFolder> builtIn() {
        return Stream.of(SUITE, ASKED)
                .flatMap(name -> in(VectorFile.builtInFolder().resolve(name)).stream())
                .toList();
    }

    /** The folder, if it has an index. */
    static List<YamlFolder> in(Path folder) {
        return Files.isRegularFile(folder.resolve(INDEX)) ? List.of(new YamlFolder(folder)) : List.of();
    }

    boolean isOf(List<String> prefixes) {
        return prefixes.isEmpty() || prefixes.stream().anyMatch(SUITE::startsWith);
    }

    /** Reads and checks every file: a section for each verdict. */
    List<Report.Section> sections() {
        var byKind = new LinkedHashMap<String, List<Line>>();
        lines().forEach(line ->
                byKind.computeIfAbsent(line.kind(), kind -> new ArrayList<>()).add(line));
        return byKind.entrySet().stream()
                .map(entry -> section(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<Line> lines() {
        try {
            return Files.readAllLines(folder.resolve(INDEX)).stream()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .map(Line::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Report.Section section(String kind, List<Line> lines) {
        int passed = 0;
        var failures = new ArrayList<String>();
        var skips = new LinkedHashMap<String, Integer>();
        for (Line line : lines) {
            Verdict verdict = verdict(line);
            if (verdict instanceof Verdict.Failed failed) {
                failures.add(
                        line.file() + "\n      expected " + failed.expected() + "\n      actual   " + failed.actual());
            } else if (verdict instanceof Verdict.Skipped skipped) {
                skips.merge(skipped.reason(), 1, Integer::sum);
            } else {
                passed++;
            }
        }
        return new Report.Section(INDEX, kind, passed, Map.of(), failures, skips, Map.of());
    }

    private Verdict verdict(Line line) {
        try {
            return verdict(line, findings(folder.resolve(line.file())));
        } catch (RuntimeException e) {
            return new Verdict.Failed(line.verdict(), "thrown: " + e);
        }
    }

    static Verdict verdict(Line line, List<Finding> findings) {
        boolean isInvalid = findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.INVALID);
        boolean isLint = findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.LINT);
        String kind = line.kind();
        boolean isGood;
        if (kind.equals("ok")) {
            isGood = !isInvalid;
        } else if (kind.startsWith("accepted")) {
            isGood = !isInvalid && isLint;
        } else if (kind.endsWith("-reject") || kind.endsWith("-error")) {
            isGood = isInvalid && hasReason(line.reason(), findings);
        } else {
            return new Verdict.Skipped("no verdict of a cluster: " + line.verdict());
        }
        return isGood ? new Verdict.Passed() : new Verdict.Failed(line.verdict(), findings.toString());
    }

    private static boolean hasReason(String reason, List<Finding> findings) {
        return reason.isEmpty()
                || findings.stream().anyMatch(finding -> finding.rule().equals(reason));
    }

    /** Everything that is said of a file, with options that KEDA ignores ignored. */
    private static List<Finding> findings(Path file) {
        return ScaledObjects.reader().ignoreUnknownOptions().read(file).findings();
    }
}
