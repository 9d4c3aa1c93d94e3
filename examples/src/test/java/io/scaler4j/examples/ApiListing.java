package io.scaler4j.examples;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** The public and protected elements of a module's exported packages, as javap prints them, in the order of names. */
final class ApiListing {

    /** From the first line of a type to its closing brace. */
    private static final Pattern TYPE = Pattern.compile("(?m)^(.*\\{)\\n((?:  .*\\n)*)\\}$");

    private static final Pattern NAME = Pattern.compile("(?:class|interface) ([\\w.$]+)");

    /** Made of KEDA's contract, which decides about it. */
    private static final String GENERATED = "io.scaler4j.external.grpc.";

    private ApiListing() {}

    static String of(Path jar) throws IOException {
        List<String> types = typesOf(jar);
        var listed = new TreeMap<String, String>();
        var found = TYPE.matcher(javap(jar, types));
        while (found.find()) {
            String head = found.group(1);
            var name = NAME.matcher(head);
            if (head.matches("(public|protected) .*") && name.find()) {
                listed.put(name.group(1), head + "\n" + sorted(found.group(2)) + "}\n");
            }
        }
        // A public type within one that is not is out of reach.
        listed.keySet()
                .removeIf(name -> name.contains("$") && !listed.containsKey(name.substring(0, name.lastIndexOf('$'))));
        return String.join("\n", listed.values());
    }

    private static String sorted(String members) {
        return members.lines().sorted().map(line -> line + "\n").collect(joining());
    }

    /** All types of the exported packages. */
    static List<String> typesOf(Path jar) throws IOException {
        ModuleDescriptor module =
                ModuleFinder.of(jar).findAll().iterator().next().descriptor();
        Set<String> exported = module.isAutomatic()
                ? module.packages()
                : module.exports().stream()
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toSet());
        var types = new ArrayList<String>();
        try (var file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(entry -> entry.getName())
                    .filter(name ->
                            name.endsWith(".class") && !name.startsWith("META-INF") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name ->
                            exported.contains(name.substring(0, name.lastIndexOf('.'))) && !name.startsWith(GENERATED))
                    .sorted()
                    .forEach(types::add);
        }
        return types;
    }

    private static String javap(Path jar, List<String> types) {
        var output = new StringWriter();
        var arguments = new ArrayList<>(Arrays.asList("-protected", "-cp", jar.toString()));
        arguments.addAll(types);
        int status = ToolProvider.findFirst("javap")
                .orElseThrow(() -> new AssertionError("this JDK has no javap"))
                .run(new PrintWriter(output), new PrintWriter(output), arguments.toArray(String[]::new));
        if (status != 0) {
            throw new AssertionError("javap ended with status " + status + ": " + output);
        }
        return output.toString();
    }
}
