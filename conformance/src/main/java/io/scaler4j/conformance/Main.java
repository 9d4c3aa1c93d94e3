package io.scaler4j.conformance;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The program behind {@code conformance/run}, which checks the arguments. */
public final class Main {

    private Main() {}

    /**
     * Runs vectors, prints the report, ends with status 1 if something failed and 2 if there was nothing to run.
     *
     * @param args a folder, or an empty text for the built-in vectors; then beginnings of suites' names
     */
    public static void main(String[] args) {
        List<String> prefixes = Arrays.asList(args).subList(1, args.length);
        List<VectorFile> files = args[0].isEmpty() ? VectorFile.builtIn() : VectorFile.in(Path.of(args[0]));
        List<RecordedFile> recorded = args[0].isEmpty() ? RecordedFile.builtIn() : RecordedFile.in(Path.of(args[0]));
        List<YamlFolder> yaml = args[0].isEmpty() ? YamlFolder.builtIn() : YamlFolder.in(Path.of(args[0]));
        requireSome(files, recorded, yaml, args[0], prefixes);
        Report report = Report.of(
                files.stream().filter(file -> file.isOf(prefixes)).toList(),
                Kinds.all(),
                recorded.stream().filter(file -> file.isOf(prefixes)).toList(),
                yaml.stream().filter(folder -> folder.isOf(prefixes)).toList());
        System.out.print(report.text());
        System.out.flush();
        System.exit(report.isGood() ? 0 : 1);
    }

    private static void requireSome(
            List<VectorFile> files,
            List<RecordedFile> recorded,
            List<YamlFolder> yaml,
            String folder,
            List<String> prefixes) {
        if (files.isEmpty() && recorded.isEmpty() && yaml.isEmpty()) {
            misuse("no vector file (*.json), no recorded cases (*.jsonl.gz) and no index.tsv in '" + folder + "'");
        }
        for (String prefix : prefixes) {
            if (files.stream().noneMatch(file -> file.isOf(List.of(prefix)))
                    && recorded.stream().noneMatch(file -> file.isOf(List.of(prefix)))
                    && yaml.stream().noneMatch(one -> one.isOf(List.of(prefix)))) {
                misuse("no suite starts with '" + prefix + "'");
            }
        }
    }

    private static void misuse(String sentence) {
        System.err.println("conformance/run: " + sentence + " (see --help)");
        System.exit(2);
    }
}
