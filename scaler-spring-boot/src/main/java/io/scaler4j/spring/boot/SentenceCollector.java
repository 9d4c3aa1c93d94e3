package io.scaler4j.spring.boot;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is wrong at a place of the configuration; each sentence begins with the place. */
final class SentenceCollector {

    private final Problems problems;
    private final String place;

    SentenceCollector(Problems problems, String place) {
        this.problems = problems;
        this.place = place;
    }

    /** Returns a collector for a part of this place. */
    SentenceCollector at(String part) {
        return new SentenceCollector(problems, place + part);
    }

    void add(String sentence) {
        problems.add(place + ": " + sentence);
    }

    boolean check(boolean valid, String sentence) {
        return problems.check(valid, place + ": " + sentence);
    }

    /** Makes a part that refuses bad values itself; empty if it did, with its sentences collected. */
    <T> Optional<T> attempt(Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (InvalidConfigurationException e) {
            e.problems().forEach(this::add);
        } catch (IllegalArgumentException e) {
            add(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }
}
