package io.scaler4j.http.proxy.standalone;

import io.scaler4j.http.HeaderMatch;
import io.scaler4j.http.RouteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads which requests are meant, from the options {@code hosts}, {@code paths} and {@code headers}. */
final class Rules {

    private Rules() {}

    /** The rule of the section itself, if it has one of the options, and those of its {@code rules}. */
    static List<RouteRule> read(Section section) {
        List<RouteRule> rules = new ArrayList<>();
        boolean own = Stream.of("hosts", "paths", "headers").anyMatch(section::has);
        Optional<RouteRule> first = rule(section);
        if (own) {
            first.ifPresent(rules::add);
        }
        for (Section one : section.sections("rules")) {
            rule(one).ifPresent(rules::add);
            one.done();
        }
        return rules;
    }

    private static Optional<RouteRule> rule(Section section) {
        List<String> hosts = section.texts("hosts");
        List<String> paths = section.texts("paths");
        List<HeaderMatch> headers = new ArrayList<>();
        section.map("headers").forEach((name, value) -> {
            HeaderMatch match = section.make("headers", () -> new HeaderMatch(name, value));
            if (match != null) {
                headers.add(match);
            }
        });
        return Optional.ofNullable(
                section.report().make(section.position(), () -> new RouteRule(hosts, paths, headers)));
    }
}
