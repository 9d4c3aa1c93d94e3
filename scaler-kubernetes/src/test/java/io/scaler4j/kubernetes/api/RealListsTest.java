package io.scaler4j.kubernetes.api;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Lists are read in pages and followed. */
class RealListsTest extends RealApiServer {

    /** Event types of a watch until it ends or brought so many. */
    private List<String> watch(String path, int count) {
        var told = new CopyOnWriteArrayList<String>();
        WatchStream stream = api.watch(
                path,
                event -> told.add(event.path("type").asText()
                        + (event.path("type").asText().equals("ERROR")
                                ? " " + event.path("object").path("code").asInt()
                                : " "
                                        + event.path("object")
                                                .path("metadata")
                                                .path("name")
                                                .asText())));
        await().atMost(LIMIT).until(() -> told.size() >= count || stream.ended().isDone());
        stream.close(new ApiException(0, "seen enough", null));
        return new ArrayList<>(told);
    }

    private String watched(String version, String more) {
        return core("configmaps") + "?watch=true&resourceVersion=" + version + more;
    }

    @Override
    Stream<Row> rows() {
        return Stream.of(
                new Row(
                        "F02, F07 after a list a watch tells the changes, each with a newer version",
                        () -> {
                            String from = version(get(core("configmaps")));
                            map("f02");
                            patch(core("configmaps/f02"), "{'data':{'a':'2'}}");
                            api.delete(core("configmaps/f02"), LIMIT).join();
                            return watch(watched(from, "&fieldSelector=metadata.name%3Df02"), 3);
                        },
                        "\\[ADDED f02, MODIFIED f02, DELETED f02]"),
                new Row(
                        "F03 an object that leaves the selector is deleted for its watch",
                        () -> {
                            map("f03");
                            String from = version(
                                    patch(core("configmaps/f03"), "{'metadata':{'labels':{'managed':'true'}}}"));
                            patch(core("configmaps/f03"), "{'metadata':{'labels':{'managed':'false'}}}");
                            patch(core("configmaps/f03"), "{'metadata':{'labels':{'managed':'true'}}}");
                            return watch(watched(from, "&labelSelector=managed%3Dtrue"), 2);
                        },
                        "\\[DELETED f03, ADDED f03]"),
                new Row(
                        "F08 the server ends a watch after its time, in order",
                        () -> {
                            long begun = System.nanoTime();
                            WatchStream stream = api.watch(
                                    watched(version(get(core("configmaps"))), "&timeoutSeconds=1"), event -> {});
                            stream.ended().join();
                            return (System.nanoTime() - begun) / 1e9 < 5;
                        },
                        "true"),
                new Row(
                        "G02 a selector that is none",
                        () -> get(core("configmaps") + "?labelSelector=%21%21"),
                        "400 .*unable to parse requirement.*"),
                new Row(
                        "G05, G06 pages, and a token that is none",
                        () -> {
                            map("g05");
                            map("g06");
                            JsonNode page = get(core("configmaps") + "?limit=1");
                            boolean more = !page.path("metadata")
                                    .path("continue")
                                    .asText()
                                    .isEmpty();
                            return page.path("items").size() + " " + more + " "
                                    + answer(() -> get(core("configmaps") + "?limit=1&continue=none"));
                        },
                        "1 true 400 .*continue.*"),
                new Row(
                        "G09 a list from the future",
                        () -> get(core("configmaps") + "?resourceVersion=99999999999"),
                        "504 .*Too large resource version.*"));
    }
}
