package io.scaler4j.scaledobject;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.manifest.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What files of ScaledObjects and HorizontalPodAutoscalers hold: the objects, what is wrong with them, and the
 * autoscalers that they describe.
 *
 * <pre>{@code
 * AutoscalerSpec spec = ScaledObjects.read(Path.of("deploy/orders.yaml")).single();
 * Run run = Simulation.of(spec, Map.of("s0-kafka-orders", Load.constant(500))).lasting(ofHours(1));
 * }</pre>
 *
 * <p>Reading never throws for what a file holds: every mistake is a {@link Finding} with its place. Asking for the
 * specification of an object that is wrong throws with all of its findings. Nothing is opened, and no server is asked.
 * Immutable, thread-safe; no text of it shows a secret.
 */
public final class ScaledObjects {

    private final String subject;
    private final List<String> files;
    private final List<Manifest> objects;
    private final List<Finding> problems;
    private final List<Converted> converted;
    private final boolean strict;

    ScaledObjects(
            String subject,
            List<String> files,
            List<Manifest> objects,
            List<Finding> problems,
            List<Converted> converted,
            boolean strict) {
        this.subject = subject;
        this.files = List.copyOf(files);
        this.objects = List.copyOf(objects);
        this.problems = List.copyOf(problems);
        this.converted = List.copyOf(converted);
        this.strict = strict;
    }

    /**
     * Reads a file or a folder with every default: the sources on the class path, secrets from the files alone, no
     * environment.
     *
     * @param fileOrFolder as in {@link ScaledObjectsReader#read}
     * @return what was read
     * @throws java.io.UncheckedIOException if the file or folder does not exist or cannot be read
     */
    public static ScaledObjects read(Path fileOrFolder) {
        return reader().read(fileOrFolder);
    }

    /**
     * Reads a text with every default.
     *
     * @param text YAML or JSON, one or more documents
     * @return what was read
     */
    public static ScaledObjects parse(String text) {
        return reader().parse(text);
    }

    /** {@return a reader to be told more: sources, secrets, environment, scalers} */
    public static ScaledObjectsReader reader() {
        return new ScaledObjectsReader();
    }

    /** {@return the names of the files that were read, in their order, as positions have them; unmodifiable} */
    public List<String> files() {
        return files;
    }

    /** {@return the objects of KEDA and of the HPA, in the order of the files; unmodifiable} */
    public List<Manifest> objects() {
        return objects;
    }

    /** {@return everything that is wrong or misleading, in the order of files and lines; unmodifiable} */
    public List<Finding> findings() {
        return Stream.concat(problems.stream(), converted.stream().flatMap(object -> object.findings().stream()))
                .sorted(Comparator.comparing(Finding::position))
                .toList();
    }

    /**
     * Returns an autoscaler for each ScaledObject and each HPA.
     *
     * @return in the order of the files; unmodifiable
     * @throws InvalidConfigurationException if a document cannot be read or an object is wrong, with all sentences
     */
    public List<AutoscalerSpec> specs() {
        refuse(subject, problemsOf(converted));
        return converted.stream().flatMap(object -> object.made().stream()).toList();
    }

    /**
     * Returns the autoscaler of the only ScaledObject or HPA.
     *
     * @return the specification
     * @throws InvalidConfigurationException if there is another number of them, or something is wrong, with all
     *     sentences
     */
    public AutoscalerSpec single() {
        List<String> found = new ArrayList<>(problemsOf(converted));
        if (converted.size() != 1) {
            found.add(
                    0,
                    "there must be one ScaledObject or HorizontalPodAutoscaler, there are " + converted.size()
                            + labels()
                            + (converted.isEmpty()
                                    ? "; give a file that has one"
                                    : "; name one of them: --name, in Java spec(name)"));
        }
        refuse(subject, found);
        return converted.get(0).made().orElseThrow();
    }

    /**
     * Returns the autoscaler of one ScaledObject or HPA. Other objects may be wrong.
     *
     * @param name of the object, or its namespace and name as in {@code shop/orders}
     * @return the specification
     * @throws InvalidConfigurationException if there is no such object, or more than one, or it is wrong, with all
     *     sentences
     */
    public AutoscalerSpec spec(String name) {
        Objects.requireNonNull(name, "name must not be null; it is that of a ScaledObject or an HPA");
        List<Converted> called =
                converted.stream().filter(object -> object.isCalled(name)).toList();
        if (called.size() != 1) {
            var found = new ArrayList<String>();
            found.add("there must be one ScaledObject or HorizontalPodAutoscaler \"" + name + "\", there are "
                    + called.size() + (called.isEmpty() ? " among" + labels() : "")
                    + "; give the name, or namespace/name, of one that is there");
            refusals().forEach(problem -> found.add(problem.toString()));
            refuse(subject, found);
        }
        refuse(called.get(0).label(), called.get(0).problems(strict));
        return called.get(0).made().orElseThrow();
    }

    private String labels() {
        return converted.isEmpty()
                ? ""
                : converted.stream().map(Converted::label).collect(Collectors.joining(", ", ": ", ""));
    }

    private List<String> problemsOf(List<Converted> objects) {
        return Stream.concat(
                        refusals().map(Finding::toString),
                        objects.stream().flatMap(object -> object.problems(strict).stream()))
                .toList();
    }

    /** What is wrong beside the objects that scale. */
    private Stream<Finding> refusals() {
        return problems.stream().filter(finding -> finding.severity() != Finding.Severity.LINT);
    }

    private static void refuse(String subject, List<String> sentences) {
        if (!sentences.isEmpty()) {
            throw new InvalidConfigurationException(subject, sentences);
        }
    }

    /** The objects by kind and name. */
    @Override
    public String toString() {
        return subject + labels();
    }
}
