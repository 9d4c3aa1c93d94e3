package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How hosts and paths are compared: tables of single cases, and properties over random texts. */
class HostNamesTest {

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            emptyValue = "",
            nullValues = "null",
            value = {
                "example.com, example.com",
                "example.com:80, example.com",
                "example.com:, example.com",
                "EXAMPLE.com, example.com",
                "example.com., example.com",
                "example.com.:443, example.com",
                "example.com.., example.com.",
                "., .",
                "'', ''",
                "':80', ''",
                ":, ''",
                "*, *",
                "*:80, *",
                "*.Example.com:80, *.example.com",
                "::1, ::1",
                "[::1], ::1",
                "[::1]:80, ::1",
                "[FD00::A]:80, fd00::a",
                "fd00::a, fd00::a",
                "1:2:3, 1:2:3",
                "[, [",
                "'[:', '[:'",
                "[], ''",
                "[]:80, ''",
                "a]:80, a]",
                "[a:80, [a:80",
            })
    void hostsAreComparedWithoutPortCaseAndRoot(String host, String expected) {
        assertThat(HostNames.comparable(host)).isEqualTo(expected);
    }

    @Test
    void aHostIsComparedInLowerCaseOrAsItIs() {
        Seeds.each(3000, random -> {
            String host = text(random, "aB.:[]*1-", 8);
            String once = HostNames.comparable(host);
            assertThat(once).isEqualTo(once.toLowerCase(java.util.Locale.ROOT));
            assertThat(HostNames.comparable(host, false)).isEqualToIgnoringCase(once);
        });
    }

    @Test
    void aPortNeverMattersToANameWithoutColons() {
        Seeds.each(2000, random -> {
            String name = text(random, "aB.-1", 8);
            assertThat(HostNames.comparable(name + ":" + random.nextInt(70_000)))
                    .isEqualTo(HostNames.comparable(name));
        });
    }

    /** The list of wildcards of a name is those that cover it. */
    @Test
    void aNameIsCoveredByItsWildcardsAndByNoOther() {
        List<String> names = List.of("a.com", "b.a.com", "c.b.a.com", "com", "b.com", "x.y", "a", "", "ba.com");
        for (String name : names) {
            List<String> wildcards = HostNames.wildcards(name);
            for (String suffix : names) {
                String wildcard = "*." + suffix;
                if (!suffix.isEmpty()) {
                    assertThat(HostNames.anyCovers(List.of(wildcard), name))
                            .as("%s covers %s", wildcard, name)
                            .isEqualTo(wildcards.contains(wildcard));
                }
            }
        }
        assertThat(HostNames.wildcards("c.b.a.com")).containsExactly("*.b.a.com", "*.a.com", "*.com");
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            emptyValue = "",
            value = {
                "'', ''",
                "/, ''",
                "//, ''",
                "/api, api",
                "api, api",
                "/api/, api",
                "///api///, api",
                "/api//v1, api//v1",
                "/api?x=/y, api",
                "/api/?x, api",
                "?x, ''",
                "/?/api, ''",
                "/api#top, api",
                "#, ''",
                "/api;v=1/x, api;v=1/x",
                "/%61pi, %61pi",
                "/API, API",
            })
    void pathsAreComparedWithoutOuterSlashesAndQuery(String path, String expected) {
        assertThat(RequestPath.trimmed(path)).isEqualTo(expected);
        assertThat(RequestPath.trimmed(expected)).as("stays so").isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} covers {1}: {2}")
    @CsvSource(
            emptyValue = "",
            value = {
                "'', '', true",
                "'', api, true",
                "api, api, true",
                "api, api/v1, true",
                "api, apis, false",
                "api, ap, false",
                "api, API, false",
                "api/v1, api, false",
                "api/v1, api/v1/x, true",
                "api/v1, api//v1, false",
                "api, v1/api, false",
            })
    void aPrefixCoversWholeSegments(String prefix, String path, boolean covers) {
        assertThat(RequestPath.anyCovers(List.of(prefix), path)).isEqualTo(covers);
        assertThat(RequestPath.anyCovers(List.of("nothing", prefix), path)).isEqualTo(covers);
        assertThat(RequestPath.anyCovers(List.of(), path)).isFalse();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"a.com, /, a.com/", "a.com, /api/, a.com/api/", "a.com, api//v1?x, a.com/api//v1/"})
    void theKeyIsThatOfTheAddOn(String host, String path, String key) {
        assertThat(RequestPath.key(host, path)).isEqualTo(key);
    }

    /** A table and a single rule agree on what is covered, whatever the texts look like. */
    @Test
    void aTableOfOneRuleFindsWhatTheRuleMatches() {
        Seeds.each(4000, random -> {
            boolean foldCase = random.nextBoolean();
            RouteRule rule = RouteRule.any();
            if (random.nextInt(4) > 0) {
                rule = rule.host((random.nextInt(3) == 0 ? "*." : "") + "a" + text(random, "aB.", 3));
            }
            if (random.nextInt(4) > 0) {
                rule = rule.pathPrefix(text(random, "/ab", 5));
            }
            Route route = Route.builder("shop/web").rule(rule).build();
            RoutingTable table = RoutingTable.builder()
                    .route(route)
                    .foldHostCase(foldCase)
                    .prefixFallback(random.nextBoolean())
                    .build();
            for (int i = 0; i < 10; i++) {
                String host = text(random, "aaB..", 6) + (random.nextInt(3) == 0 ? ":80" : "");
                String path = text(random, "//aab", 7) + (random.nextInt(4) == 0 ? "?/a" : "");
                assertThat(table.find(host, path, RequestHeaders.none()).isPresent())
                        .as("%s %s by %s, folding %s", host, path, rule, foldCase)
                        .isEqualTo(rule.matches(host, path, RequestHeaders.none(), foldCase));
            }
        });
    }

    private static String text(Random random, String letters, int most) {
        var text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
