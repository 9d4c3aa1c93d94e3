package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the authentication parameters of a trigger are found. It holds no secret itself, so nothing prints one.
 *
 * @param refs parameter to the place of its value
 * @param file of further parameters, as JSON
 * @param source finds the values
 * @param podIdentity the word of a cloud's identity; empty for none
 * @param complete whether every parameter that the file names can be looked up
 */
record Credentials(
        Map<String, SecretRef> refs,
        Optional<SecretRef> file,
        SecretSource source,
        String podIdentity,
        boolean complete) {

    static final Credentials NONE = new Credentials(Map.of(), Optional.empty(), SecretSource.none(), "", true);

    /** Nothing is known of what a trigger refers to. */
    static final Credentials UNKNOWN = new Credentials(Map.of(), Optional.empty(), SecretSource.none(), "", false);

    /** Those that are found now; asked again after a server refused them. */
    Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        file.flatMap(source::find).ifPresent(json -> parameters.putAll(texts(json)));
        refs.forEach((parameter, ref) -> source.find(ref).ifPresent(value -> parameters.put(parameter, value)));
        return parameters;
    }

    /** Empty for a text that is no object of texts. */
    private static Map<String, String> texts(String json) {
        var document = YamlReader.read(json, "").documents().stream().findFirst();
        return document.isPresent() && document.get() instanceof Node.Mapping mapping
                ? new Fields(mapping).texts()
                : Map.of();
    }

    /** Those that are not found now. */
    Set<String> missing() {
        return refs.entrySet().stream()
                .filter(entry -> source.find(entry.getValue()).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether all parameters are known by name. */
    boolean isComplete() {
        return complete && !isFileMissing();
    }

    boolean isFileMissing() {
        return file.isPresent() && source.find(file.get()).isEmpty();
    }
}
