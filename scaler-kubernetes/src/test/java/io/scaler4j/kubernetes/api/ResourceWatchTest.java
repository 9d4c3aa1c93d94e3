package io.scaler4j.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A copy that follows a list, and says so when it does not. */
class ResourceWatchTest {

    private static final String PATH = "/api/v1/namespaces/shop/configmaps";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ScriptedServer server =
            ScriptedServer.answering((seen, reply) -> reply.refuse(500, "InternalError", "no script"));
    private final KubernetesApi api = KubernetesApi.open(server.config());
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    private static String object(String name, int version) {
        return "{\"metadata\":{\"namespace\":\"shop\",\"name\":\"%s\",\"uid\":\"u\",\"resourceVersion\":\"%d\"}}"
                .formatted(name, version);
    }

    private static String list(int version, String continuation, String... objects) {
        return "{\"metadata\":{\"resourceVersion\":\"%d\",\"continue\":\"%s\"},\"items\":[%s]}"
                .formatted(version, continuation, String.join(",", objects));
    }

    private static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}";
    }

    private static String gone() {
        return event("ERROR", "{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\",\"message\":\"too old\"}");
    }

    private ResourceWatch<String> open() {
        return open(object -> object.path("metadata").path("resourceVersion").asText());
    }

    private ResourceWatch<String> open(Function<JsonNode, String> projection) {
        return ResourceWatch.open(api, PATH, projection, (key, now) -> told.add(key + "=" + now));
    }

    @Test
    void readsAllPagesThenFollowsFromTheListsVersion() {
        server.answer((seen, reply) -> {
            if (seen.watches()) {
                reply.lines(
                        event("ADDED", object("c", 11)),
                        event("MODIFIED", object("a", 12)),
                        event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"15\"}}"),
                        event("DELETED", object("b", 16)));
                reply.hang();
            } else if (seen.query().contains("continue=next")) {
                reply.json(200, list(10, "", object("b", 2)));
            } else {
                reply.json(200, list(9, "next", object("a", 1)));
            }
        });
        try (var watch = open()) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(told)
                            .containsExactlyInAnyOrder(
                                    "shop/a=1", "shop/b=2", "shop/c=11", "shop/a=12", "shop/b=null"));
            assertThat(watch.isReliable()).isTrue();
            assertThat(watch.problem()).isEmpty();
            assertThat(watch.keys()).containsExactlyInAnyOrder("shop/a", "shop/c");
            assertThat(watch.get("shop/a")).contains("12");
            assertThat(watch.all()).containsOnlyKeys("shop/a", "shop/c");
            assertThat(server.requests().get(0).query()).isEqualTo("limit=500");
            assertThat(server.requests().get(2).query())
                    .contains("resourceVersion=10", "allowWatchBookmarks=true", "timeoutSeconds=60");
        }
    }

    @Test
    void goesOnWhereAWatchEndedAndReadsNoListAgain() {
        var watches = new AtomicInteger();
        server.answer((seen, reply) -> {
            if (!seen.watches()) {
                reply.json(200, list(10, "", object("a", 1)));
            } else if (watches.incrementAndGet() == 1) {
                reply.lines(event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"40\"}}"));
                reply.end();
            } else {
                reply.lines(event("MODIFIED", object("a", 41)));
                reply.hang();
            }
        });
        try (var watch = open()) {
            await().atMost(LIMIT).until(() -> watch.get("shop/a").equals(java.util.Optional.of("41")));
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests().get(2).query()).contains("resourceVersion=40");
        }
    }

    /** As an API server does that was started again: the change in between is told from the list. */
    @Test
    void readsTheListAgainWhenTheServerHasForgottenThePlaceAndTellsWhatWentMeanwhile() {
        var lists = new AtomicInteger();
        server.answer((seen, reply) -> {
            if (!seen.watches()) {
                reply.json(
                        200,
                        lists.incrementAndGet() == 1
                                ? list(10, "", object("kept", 1), object("changed", 2), object("gone", 3))
                                : list(90, "", object("kept", 1), object("changed", 80), object("new", 81)));
            } else if (seen.query().contains("resourceVersion=10")) {
                reply.lines(gone());
                reply.end();
            } else {
                reply.lines();
                reply.hang();
            }
        });
        try (var watch = open()) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(told).contains("shop/gone=null", "shop/changed=80", "shop/new=81"));
            assertThat(told).containsOnlyOnce("shop/kept=1"); // what is as before is not told again
            await().atMost(LIMIT).until(watch::isReliable);
            assertThat(watch.keys()).containsExactlyInAnyOrder("shop/kept", "shop/changed", "shop/new");
        }
    }

    @Test
    void aListThatIsRefusedLeavesTheCopyAsItWasAndIsTriedAgain() {
        var refusing = new AtomicInteger(3);
        server.answer((seen, reply) -> {
            if (seen.watches()) {
                reply.lines();
                reply.hang();
            } else if (refusing.getAndDecrement() > 0) {
                reply.refuse(429, "TooManyRequests", "slow down");
            } else {
                reply.json(200, list(10, "", object("a", 1)));
            }
        });
        try (var watch = open()) {
            await().atMost(LIMIT).until(() -> watch.problem().isPresent());
            assertThat(watch.isReliable()).isFalse();
            assertThat(watch.listed().toCompletableFuture()).isNotDone();
            assertThat(watch.problem().orElseThrow()).hasMessageContaining("status 429: slow down");
            await().atMost(LIMIT).until(watch::isReliable);
            assertThat(watch.problem()).isEmpty();
            assertThat(watch.listed().toCompletableFuture()).isCompleted();
            assertThat(server.requests()).hasSizeBetween(4, 6);
        }
    }

    @Test
    void aRefusedWatchIsAProblemAndTheLastCopyStaysReadable() {
        server.answer((seen, reply) -> {
            if (seen.watches()) {
                reply.refuse(403, "Forbidden", "cannot watch");
            } else {
                reply.json(200, list(10, "", object("a", 1)));
            }
        });
        try (var watch = open()) {
            await().atMost(LIMIT).until(() -> watch.problem().isPresent());
            assertThat(watch.problem().orElseThrow()).hasMessageContaining("cannot watch");
            assertThat(watch.isReliable()).isFalse();
            assertThat(watch.get("shop/a")).contains("1");
        }
    }

    /** The pauses between two watches grow, so the copy grows old. */
    @Test
    void watchesThatEndAtOnceAreNoWayToFollow() {
        server.answer((seen, reply) -> {
            if (seen.watches()) {
                reply.lines();
                reply.end();
            } else {
                reply.json(200, list(10, "", object("a", 1)));
            }
        });
        try (var watch = open()) {
            await().atMost(LIMIT)
                    .until(() -> !watch.isReliable() && watch.problem().isPresent());
            assertThat(watch.problem().orElseThrow()).hasMessageContaining("was ended at once");
            await().during(Duration.ofMillis(600)).atMost(LIMIT).until(() -> true);
            assertThat(server.requests()).hasSizeLessThan(12); // no busy loop
        }
    }

    @Test
    void anObjectThatCannotBeUsedIsAProblemAndNotLeftOutInSilence() {
        server.answer((seen, reply) -> reply.json(200, list(10, "", object("a", 1), object("odd", 2))));
        try (var watch = open(object -> {
            if (object.toString().contains("odd")) {
                throw new IllegalStateException("correct-horse-battery");
            }
            return "fine";
        })) {
            await().atMost(LIMIT).until(() -> watch.problem().isPresent());
            assertThat(watch.problem().orElseThrow())
                    .hasMessage("An object of " + PATH + " cannot be used (IllegalStateException).");
            assertThat(watch.isReliable()).isFalse();
        }
    }

    @Test
    void aLineThatIsNoJsonAndAnEventThatCannotBeUsedEndTheWatchAndItBeginsAgain() {
        var watches = new AtomicInteger();
        server.answer((seen, reply) -> {
            if (!seen.watches()) {
                reply.json(200, list(10, "", object("a", 1)));
                return;
            }
            switch (watches.incrementAndGet()) {
                case 1 -> reply.lines("<html>");
                case 2 -> reply.lines(event("ADDED", object("odd", 12)));
                default -> reply.lines(event("ADDED", object("b", 20)));
            }
            reply.hang();
        });
        try (var watch = open(object -> {
            if (object.toString().contains("odd")) {
                throw new IllegalStateException("odd");
            }
            return "fine";
        })) {
            await().atMost(LIMIT).until(() -> watch.get("shop/b").isPresent());
            assertThat(watch.isReliable()).isTrue();
            assertThat(watches).hasValueGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void afterItsEndNothingIsToldAndNothingIsAsked() {
        server.answer((seen, reply) -> {
            if (seen.watches()) {
                reply.lines();
                reply.hang();
            } else {
                reply.json(200, list(10, "", object("a", 1)));
            }
        });
        var watch = open();
        await().atMost(LIMIT).until(watch::isReliable);
        await().atMost(LIMIT).until(() -> server.requests().size() == 2);
        watch.close();
        watch.close();
        assertThat(watch.isReliable()).isFalse();
        assertThat(watch.get("shop/a")).contains("1");
        assertThat(watch).hasToString("watch of " + PATH);
        await().during(Duration.ofMillis(700))
                .atMost(LIMIT)
                .until(() -> server.requests().size() == 2);
    }
}
