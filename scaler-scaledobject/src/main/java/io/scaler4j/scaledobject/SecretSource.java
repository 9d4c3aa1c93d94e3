package io.scaler4j.scaledobject;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the values that files refer to: secrets of a {@code TriggerAuthentication}, and variables that options ending
 * with {@code FromEnv} name. It is asked when files are read. Triggers that can change their secrets ask it again, on
 * the thread of a read, after a server refused the old ones; so it must be thread-safe, and should answer with what is
 * true at that moment.
 *
 * <pre>{@code
 * SecretSource.folder(Path.of("/etc/secrets")).or(SecretSource.environment(System.getenv()))
 * }</pre>
 */
@FunctionalInterface
public interface SecretSource {

    /**
     * Finds a value.
     *
     * @param ref what is asked for
     * @return the value; empty if this source does not have it. It is never printed
     */
    Optional<String> find(SecretRef ref);

    /**
     * Returns a source that asks another one for what this one does not have.
     *
     * @param next is asked second
     * @return both together
     */
    default SecretSource or(SecretSource next) {
        Objects.requireNonNull(next, "next must not be null; SecretSource.none() has nothing");
        return ref -> find(ref).or(() -> next.find(ref));
    }

    /** {@return a source that has nothing} */
    static SecretSource none() {
        return ref -> Optional.empty();
    }

    /**
     * Returns a source of known values.
     *
     * @param values is copied. A reference with an empty namespace is found for every namespace
     * @return the source
     */
    static SecretSource of(Map<SecretRef, String> values) {
        Map<SecretRef, String> copy = Map.copyOf(values);
        return ref -> Optional.ofNullable(copy.get(ref))
                .or(() -> Optional.ofNullable(copy.get(new SecretRef(ref.kind(), "", ref.name(), ref.key()))));
    }

    /**
     * Returns a source of environment variables alone.
     *
     * @param variables such as {@code System.getenv()}; read each time, so changes of the map are seen
     * @return the source
     */
    static SecretSource environment(Map<String, String> variables) {
        Objects.requireNonNull(variables, "variables must not be null; System.getenv() has those of the process");
        return ref -> ref.kind() == SecretRef.Kind.ENVIRONMENT
                ? Optional.ofNullable(variables.get(ref.name()))
                : Optional.empty();
    }

    /**
     * Returns a source of files as Kubernetes mounts them: the file {@code name/key} for a key of a Secret or of a
     * ConfigMap, also below a folder named as the namespace, and the path of a {@code filePath} below the folder. Files
     * are read each time, as UTF-8. A path that leads out of the folder is not found, nor is a file that cannot be
     * read.
     *
     * @param folder need not exist yet
     * @return the source
     */
    static SecretSource folder(Path folder) {
        return new SecretFolder(folder);
    }
}
