package io.scaler4j.http.proxy.standalone;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with the files, each with its place. Not thread-safe. */
final class Report {

    private final Problems problems;

    Report(Problems problems) {
        this.problems = problems;
    }

    void add(Position position, String sentence) {
        problems.add(position + ": " + sentence);
    }

    /** For what has no place in a file. */
    void add(String sentence) {
        problems.add(sentence);
    }

    /** What a part makes; null if it is refused, for reasons that are added. */
    <T> @Nullable T make(Position position, Supplier<T> part) {
        try {
            return part.get();
        } catch (InvalidConfigurationException e) {
            e.problems().forEach(problem -> add(position, problem));
        } catch (IllegalArgumentException e) {
            add(position, String.valueOf(e.getMessage()));
        }
        return null;
    }
}
