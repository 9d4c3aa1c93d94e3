package io.scaler4j.scaledobject;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the authentication parameters of a trigger are found. It holds no secret itself, so nothing prints one.
 *
 * @param refs parameter to the place of its value
 * @param source finds the values
 * @param podIdentity the word of a cloud's identity; empty for none
 * @param complete whether every parameter that the file names can be looked up
 */
record Credentials(Map<String, SecretRef> refs, SecretSource source, String podIdentity, boolean complete) {

    static final Credentials NONE = new Credentials(Map.of(), SecretSource.none(), "", true);

    /** Those that are found now; asked again after a server refused them. */
    Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        refs.forEach((parameter, ref) -> find(ref).ifPresent(value -> parameters.put(parameter, value)));
        return parameters;
    }

    private Optional<String> find(SecretRef ref) {
        return source.find(ref);
    }

    /** Those that are not found now. */
    Set<String> missing() {
        return refs.entrySet().stream()
                .filter(entry -> find(entry.getValue()).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
