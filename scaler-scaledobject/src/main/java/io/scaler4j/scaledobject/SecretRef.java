package io.scaler4j.scaledobject;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names a value that a file refers to and does not hold: a key of a Secret or of a ConfigMap, a variable of the
 * environment, or a file. It holds no secret itself.
 *
 * @param kind what is referred to
 * @param namespace of a Secret or a ConfigMap; empty if the file names none, for objects of a
 *     {@code ClusterTriggerAuthentication}, and for other kinds
 * @param name of the Secret, the ConfigMap or the variable; the path of a file
 * @param key within the Secret or the ConfigMap; for a variable the container whose it is, empty if none is named;
 *     empty for files
 */
public record SecretRef(Kind kind, String namespace, String name, String key) {

    private static final Pattern VARIABLE = Pattern.compile("\\w+");

    /** What is referred to. */
    public enum Kind {
        /** A {@code Secret}. */
        SECRET,
        /** A {@code ConfigMap}. */
        CONFIG_MAP,
        /** A variable of the environment. */
        ENVIRONMENT,
        /** A file. */
        FILE
    }

    /**
     * Checks the parts.
     *
     * @param kind not null
     * @param namespace not null
     * @param name not null
     * @param key not null
     */
    public SecretRef {
        Objects.requireNonNull(kind, "kind must not be null; it is SECRET, CONFIG_MAP, ENVIRONMENT or FILE");
        Objects.requireNonNull(namespace, "namespace must not be null; it is empty where there is none");
        Objects.requireNonNull(name, "name must not be null; it says what is referred to");
        Objects.requireNonNull(key, "key must not be null; it is empty where there is none");
    }

    /**
     * Returns a reference to a key of a Secret.
     *
     * @param namespace its namespace; may be empty
     * @param name its name
     * @param key within its data
     * @return the reference
     */
    public static SecretRef secret(String namespace, String name, String key) {
        return new SecretRef(Kind.SECRET, namespace, name, key);
    }

    /**
     * Returns a reference to a key of a ConfigMap.
     *
     * @param namespace its namespace; may be empty
     * @param name its name
     * @param key within its data
     * @return the reference
     */
    public static SecretRef configMap(String namespace, String name, String key) {
        return new SecretRef(Kind.CONFIG_MAP, namespace, name, key);
    }

    /**
     * Returns a reference to a variable of the environment.
     *
     * @param variable its name
     * @return the reference
     */
    public static SecretRef environment(String variable) {
        return environment(variable, "");
    }

    /**
     * Returns a reference to a variable of a container. Where there are no containers, as in
     * {@link SecretSource#environment}, it is that variable of the environment.
     *
     * @param variable its name
     * @param container the container's name; empty if none is named
     * @return the reference
     */
    public static SecretRef environment(String variable, String container) {
        return new SecretRef(Kind.ENVIRONMENT, "", variable, container);
    }

    /**
     * Returns a reference to a file.
     *
     * @param path as the object has it
     * @return the reference
     */
    public static SecretRef file(String path) {
        return new SecretRef(Kind.FILE, "", path, "");
    }

    /** Whether a text looks like the name of a variable. Another text may be a secret in the wrong line. */
    static boolean isVariable(String text) {
        return VARIABLE.matcher(text).matches();
    }

    /**
     * As a sentence names it: {@code key "password" of Secret shop/kafka}. The name of a variable is left out if it is
     * not of letters, digits and {@code _}.
     */
    @Override
    public String toString() {
        String object = (namespace.isEmpty() ? "" : namespace + "/") + name;
        return switch (kind) {
            case SECRET -> "key \"" + key + "\" of Secret " + object;
            case CONFIG_MAP -> "key \"" + key + "\" of ConfigMap " + object;
            case ENVIRONMENT ->
                "environment variable "
                        + (isVariable(name) ? name : "whose name is not one of letters, digits and '_'")
                        + (key.isEmpty() ? "" : " of container " + key);
            case FILE -> "file " + name;
        };
    }
}
