package io.scaler4j.scaledobject;

import io.scaler4j.Scaler;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.scaledobject.check.ClusterFeature;
import io.scaler4j.spi.ScalerCatalog;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads files with more than the defaults. May be used several times. Not thread-safe.
 *
 * <pre>{@code
 * ScaledObjects.reader()
 *         .environment(System.getenv())
 *         .secrets(SecretSource.folder(Path.of("/etc/secrets")))
 *         .bind("s0-rabbitmq-orders", queueLength)
 *         .read(Path.of("deploy"));
 * }</pre>
 */
public final class ScaledObjectsReader {

    private final Map<String, Binding> bindings = new HashMap<>();
    private final Map<String, Map<String, String>> defaults = new HashMap<>();
    private final List<ManifestFile> texts = new ArrayList<>();
    private @Nullable ScalerCatalog catalog;
    private SecretSource secrets = SecretSource.none();
    private String namespace = "";
    private boolean ignoreUnknownOptions;
    private final EnumSet<ClusterFeature> absentFeatures = EnumSet.noneOf(ClusterFeature.class);
    private boolean strict;

    ScaledObjectsReader() {}

    /**
     * Sets the sources at hand.
     *
     * @param catalog stays the caller's. Default: those on the class path, as {@link ScalerCatalog#load()} finds them
     * @return this reader
     */
    public ScaledObjectsReader catalog(ScalerCatalog catalog) {
        this.catalog = Objects.requireNonNull(catalog, "catalog must not be null; leave it out for the class path");
        return this;
    }

    /**
     * Adds where secrets and variables are found. The sources are asked in the order in which they were added, before
     * the Secrets and ConfigMaps of the files.
     *
     * @param source must be thread-safe. Default {@link SecretSource#none()}
     * @return this reader
     */
    public ScaledObjectsReader secrets(SecretSource source) {
        secrets = secrets.or(source);
        return this;
    }

    /**
     * Adds environment variables: those that {@code ...FromEnv} options and the {@code env} of a
     * {@code TriggerAuthentication} name. In a cluster they are those of the target's container.
     *
     * @param variables such as {@code System.getenv()}. Default: none
     * @return this reader
     */
    public ScaledObjectsReader environment(Map<String, String> variables) {
        return secrets(SecretSource.environment(variables));
    }

    /**
     * Sets the namespace of objects that name none.
     *
     * @param namespace may be empty. Default: empty
     * @return this reader
     */
    public ScaledObjectsReader namespace(String namespace) {
        this.namespace = Objects.requireNonNull(namespace, "namespace must not be null; leave it out for none");
        return this;
    }

    /**
     * Lets a scaler read a trigger, whatever its type. What is wanted is taken from the file.
     *
     * @param trigger the trigger's name in the specification: its own, or KEDA's name of the metric such as
     *     {@code s0-rabbitmq-orders}; with {@code orders/} in front for that of the object {@code orders} alone
     * @param scaler stays the caller's to close; shared by every trigger of this name
     * @return this reader
     */
    public ScaledObjectsReader bind(String trigger, Scaler scaler) {
        return bind(trigger, new Binding(given(scaler), Optional.empty()));
    }

    /**
     * Lets a scaler read a trigger, and says what is wanted.
     *
     * @param trigger as in {@link #bind(String, Scaler)}
     * @param target in place of what the file says
     * @param scaler stays the caller's to close; shared by every trigger of this name
     * @return this reader
     */
    public ScaledObjectsReader bind(String trigger, MetricTarget target, Scaler scaler) {
        Objects.requireNonNull(target, "target must not be null; averageValue(50) is one");
        return bind(trigger, new Binding(given(scaler), Optional.of(target)));
    }

    private ScaledObjectsReader bind(String trigger, Binding binding) {
        Objects.requireNonNull(trigger, "trigger must not be null; it is the trigger's name");
        bindings.put(trigger, binding);
        return this;
    }

    private static Scaler given(Scaler scaler) {
        return Objects.requireNonNull(scaler, "scaler must not be null; it reads the trigger");
    }

    /**
     * Gives every trigger of a type options that its file does not have, above all those that KEDA does not know: which
     * pods a {@code cpu} trigger measures, or {@code whenEmpty} of {@code prometheus}.
     *
     * @param type the trigger type; {@code cpu} and {@code memory} also for the metrics of an HPA
     * @param options by name; an option of the file comes first
     * @return this reader
     */
    public ScaledObjectsReader defaults(String type, Map<String, String> options) {
        Objects.requireNonNull(type, "type must not be null; it is a trigger type such as cpu");
        Objects.requireNonNull(options, "options must not be null; leave them out for none");
        defaults.put(type, Map.copyOf(options));
        return this;
    }

    /**
     * Leaves out options that a source does not know, as KEDA does; each is a finding of severity {@code LINT}. By
     * default such an option is refused, because it usually is a typing error.
     *
     * @return this reader
     */
    public ScaledObjectsReader ignoreUnknownOptions() {
        ignoreUnknownOptions = true;
        return this;
    }

    /**
     * Reads for a cluster in which some features are off: a field that needs one of them is refused.
     *
     * @param features that are off. Default: none
     * @return this reader
     */
    public ScaledObjectsReader without(ClusterFeature... features) {
        absentFeatures.addAll(List.of(features));
        return this;
    }

    /**
     * Refuses to make a specification of what could not be opened: a source or a secret is missing. By default it is
     * made where the wanted numbers are known, so that it can be simulated; opening it throws.
     *
     * @return this reader
     */
    public ScaledObjectsReader strict() {
        strict = true;
        return this;
    }

    /**
     * Reads a file, or the files of a folder and the folders in it: {@code .yaml}, {@code .yml} and {@code .json}, in
     * the order of their names. Files and folders whose names begin with a dot are left out.
     *
     * @param fileOrFolder must exist
     * @return what was read; what is wrong with the content is among its findings
     * @throws UncheckedIOException if the file or folder does not exist or cannot be read
     */
    public ScaledObjects read(Path fileOrFolder) {
        Objects.requireNonNull(fileOrFolder, "path must not be null; it is a file or a folder");
        return convert(fileOrFolder.toString(), ManifestFiles.read(fileOrFolder));
    }

    /**
     * Reads several files and folders as one set of objects, so that rules which compare objects see all of them.
     *
     * @param filesOrFolders each as in {@link #read(Path)}; a file that is among them twice is read once. May be empty
     *     beside a {@linkplain #text text}
     * @return what was read; what is wrong with the content is among its findings
     * @throws UncheckedIOException if one of them does not exist or cannot be read
     */
    public ScaledObjects read(List<Path> filesOrFolders) {
        Objects.requireNonNull(filesOrFolders, "paths must not be null; they are files or folders");
        List<ManifestFile> files = new ArrayList<>(texts);
        files.addAll(ManifestFiles.read(filesOrFolders));
        Stream<String> names = Stream.concat(
                texts.stream().map(ManifestFile::name), filesOrFolders.stream().map(Path::toString));
        return convert(names.collect(Collectors.joining(", ")), files);
    }

    /**
     * Adds a text that {@link #read(List)} reads before the files, such as standard input.
     *
     * @param name the file name in positions of findings, such as {@code -}
     * @param text YAML or JSON, one or more documents
     * @return this reader
     */
    public ScaledObjectsReader text(String name, String text) {
        Objects.requireNonNull(name, "name must not be null; positions of findings have it");
        Objects.requireNonNull(text, "text must not be null; it is YAML or JSON");
        texts.add(ManifestFile.of(text, name));
        return this;
    }

    /**
     * Reads a text.
     *
     * @param text YAML or JSON, one or more documents
     * @return what was read; what is wrong with the content is among its findings
     */
    public ScaledObjects parse(String text) {
        Objects.requireNonNull(text, "text must not be null; it is YAML or JSON");
        return convert("manifests", List.of(ManifestFile.of(text, "")));
    }

    /** A plan needs no open catalog, so one of our own is closed at once. */
    private ScaledObjects convert(String subject, List<ManifestFile> files) {
        if (catalog != null) {
            return Conversion.of(subject, files, settings(catalog));
        }
        try (ScalerCatalog loaded = ScalerCatalog.load()) {
            return Conversion.of(subject, files, settings(loaded));
        }
    }

    private ReaderSettings settings(ScalerCatalog sources) {
        return new ReaderSettings(
                sources,
                secrets,
                namespace,
                Map.copyOf(bindings),
                Map.copyOf(defaults),
                ignoreUnknownOptions,
                Set.copyOf(absentFeatures),
                strict);
    }
}
