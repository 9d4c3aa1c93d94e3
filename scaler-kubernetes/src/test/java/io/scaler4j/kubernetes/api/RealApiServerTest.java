package io.scaler4j.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.scaler4j.kubernetes.Workloads;
import io.scaler4j.testservers.KubernetesAccount;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What this module relies on and what a mock of the API server gets wrong in places: each row is asked of the real one,
 * by the requests that the module itself sends.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RealApiServerTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private KubernetesServer server;
    private KubernetesClient client;
    private KubernetesNamespace namespace;
    private Workloads workloads;
    private KubernetesApi api;

    /** @param answer a regular expression that the whole answer matches */
    private record Row(String what, Probe probe, String answer) {
        @Override
        public String toString() {
            return what;
        }
    }

    @FunctionalInterface
    private interface Probe {
        Object ask() throws Exception;
    }

    @BeforeAll
    void start() {
        server = ServerRequirement.startKubernetes(KubernetesServer::shared);
        client = server.newClient();
        namespace = KubernetesNamespace.create(client);
        workloads = new Workloads(client, namespace.name());
        api = KubernetesApi.open(server.config());
    }

    @AfterAll
    void stop() {
        if (namespace != null) {
            api.close();
            namespace.close();
            client.close();
        }
    }

    private String core(String resource) {
        return "/api/v1/namespaces/" + namespace.name() + "/" + resource;
    }

    private String apps(String resource) {
        return "/apis/apps/v1/namespaces/" + namespace.name() + "/" + resource;
    }

    private String leases() {
        return "/apis/coordination.k8s.io/v1/namespaces/" + namespace.name() + "/leases";
    }

    private static JsonNode json(String text, Object... values) {
        try {
            return MAPPER.readTree(text.formatted(values).replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private JsonNode get(String path) {
        return api.get(path, LIMIT).join();
    }

    private JsonNode patch(String path, String text, Object... values) {
        return api.patch(path, json(text, values), LIMIT).join();
    }

    /** A ConfigMap of this name. */
    private JsonNode map(String name) {
        return api.post(
                        core("configmaps"),
                        json("{'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'%s'},'data':{'a':'1'}}", name),
                        LIMIT)
                .join();
    }

    private String deployment(String name, int replicas) {
        workloads.deployment(name, replicas);
        return apps("deployments/" + name);
    }

    private static String version(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asText();
    }

    private static int replicas(JsonNode object) {
        return object.path("spec").path("replicas").asInt(-1);
    }

    private JsonNode lease(String name, String spec) {
        return api.post(
                        leases(),
                        json(
                                "{'kind':'Lease','apiVersion':'coordination.k8s.io/v1','metadata':{'name':'%s'},'spec':{%s}}",
                                name, spec),
                        LIMIT)
                .join();
    }

    private JsonNode event(String name, String of, String message) {
        ObjectNode event = (ObjectNode) json("""
                {'kind':'Event','apiVersion':'v1','metadata':{'name':'%s'},'type':'Normal','reason':'Tried',
                 'involvedObject':{'kind':'ScaledObject','apiVersion':'keda.sh/v1alpha1','name':'x','namespace':'%s'}}
                """, name, of);
        return api.post(core("events"), event.put("message", message), LIMIT).join();
    }

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

    private Stream<Row> objects() {
        return Stream.of(
                new Row(
                        "A02 created twice",
                        () -> {
                            map("a02");
                            return map("a02");
                        },
                        "409 .*already exists"),
                new Row(
                        "A03 in a namespace that is not there",
                        () -> api.post(
                                        "/api/v1/namespaces/nowhere-at-all/configmaps",
                                        json("{'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'a'}}"),
                                        LIMIT)
                                .join(),
                        "404 .*namespaces .* not found"),
                new Row(
                        "A13 more than a ConfigMap holds",
                        () -> {
                            map("a13");
                            return patch(core("configmaps/a13"), "{'data':{'a':'%s'}}", "x".repeat(1_100_000));
                        },
                        "422 .*may not be more than 1048576 bytes"),
                new Row("A15 read what is not there", () -> get(apps("deployments/none")), "404 .*not found"),
                new Row(
                        "A16 replace what is not there",
                        () -> api.put(
                                        core("configmaps/none"),
                                        json("{'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'none'}}"),
                                        LIMIT)
                                .join(),
                        "404 .*not found"),
                new Row(
                        "A17 patch what is not there",
                        () -> patch(core("configmaps/none"), "{'data':{'a':'1'}}"),
                        "404 .*not found"),
                new Row(
                        "A22 null in a merge patch removes a field",
                        () -> {
                            map("a22");
                            patch(core("configmaps/a22"), "{'data':{'b':'2','c':'3'}}");
                            return patch(core("configmaps/a22"), "{'data':{'a':null,'c':null}}")
                                    .path("data");
                        },
                        "\\{\"b\":\"2\"}"),
                new Row(
                        "B01 replaced with a stale version",
                        () -> {
                            ObjectNode old = map("b01").deepCopy();
                            patch(core("configmaps/b01"), "{'data':{'a':'2'}}");
                            return api.put(core("configmaps/b01"), old, LIMIT).join();
                        },
                        "409 .*has been modified.*"),
                new Row(
                        "B04 patched with a stale version",
                        () -> {
                            String old = version(map("b04"));
                            patch(core("configmaps/b04"), "{'data':{'a':'2'}}");
                            return patch(
                                    core("configmaps/b04"),
                                    "{'metadata':{'resourceVersion':'%s'},'data':{'a':'3'}}",
                                    old);
                        },
                        "409 .*has been modified.*"),
                new Row(
                        "B05 replaced under another uid",
                        () -> {
                            ObjectNode other = map("b05").deepCopy();
                            ((ObjectNode) other.path("metadata"))
                                    .put("uid", "00000000-0000-0000-0000-000000000000")
                                    .remove("resourceVersion");
                            return api.put(core("configmaps/b05"), other, LIMIT).join();
                        },
                        "409 .*UID.*"),
                new Row(
                        "B06 a write that changes nothing keeps the version",
                        () -> {
                            String before = version(map("b06"));
                            return version(patch(core("configmaps/b06"), "{'data':{'a':'1'}}"))
                                    .equals(before);
                        },
                        "true"),
                new Row(
                        "B08, B09 versions grow, also over deletion, and the uid changes",
                        () -> {
                            JsonNode first = map("b09");
                            api.delete(core("configmaps/b09"), LIMIT).join();
                            JsonNode second = map("b09");
                            return (Long.parseLong(version(second)) > Long.parseLong(version(first)))
                                    + " "
                                    + second.path("metadata")
                                            .path("uid")
                                            .equals(first.path("metadata").path("uid"));
                        },
                        "true false"),
                new Row(
                        "H02 an object with a finalizer stays until it is gone",
                        () -> {
                            map("h02");
                            patch(core("configmaps/h02"), "{'metadata':{'finalizers':['scaler4j.io/finalizer']}}");
                            api.delete(core("configmaps/h02"), LIMIT).join();
                            boolean marked =
                                    get(core("configmaps/h02")).path("metadata").has("deletionTimestamp");
                            patch(core("configmaps/h02"), "{'metadata':{'finalizers':[]}}");
                            return marked + " " + answer(() -> get(core("configmaps/h02")));
                        },
                        "true 404 .*not found"),
                new Row(
                        "H03 deleted what is not there",
                        () -> api.delete(core("configmaps/none"), LIMIT).join(),
                        "404 .*not found"));
    }

    private Stream<Row> scales() {
        return Stream.of(
                new Row(
                        "C02 the scale of a Deployment",
                        () -> {
                            JsonNode scale = get(deployment("c02", 2) + "/scale");
                            return scale.path("apiVersion").asText() + " "
                                    + scale.path("kind").asText() + " " + replicas(scale) + " "
                                    + scale.path("metadata").has("resourceVersion");
                        },
                        "autoscaling/v1 Scale 2 true"),
                new Row(
                        "C04 scaled with a stale version",
                        () -> {
                            String path = deployment("c04", 1);
                            String old = version(get(path + "/scale"));
                            patch(path, "{'metadata':{'labels':{'touched':'once'}}}");
                            return patch(
                                    path + "/scale",
                                    "{'metadata':{'resourceVersion':'%s'},'spec':{'replicas':4}}",
                                    old);
                        },
                        "409 .*has been modified.*"),
                new Row(
                        "C07, C13 a merge patch of the scale, and the generation grows",
                        () -> {
                            String path = deployment("c07", 1);
                            int scaled = replicas(patch(path + "/scale", "{'spec':{'replicas':8}}"));
                            JsonNode after = get(path);
                            return scaled + " " + replicas(after) + " "
                                    + after.path("metadata").path("generation").asInt();
                        },
                        "8 8 2"),
                new Row(
                        "C09 fewer than none",
                        () -> patch(deployment("c09", 1) + "/scale", "{'spec':{'replicas':-1}}"),
                        "422 .*must be greater than or equal to 0"),
                new Row("C11 the scale of what is not there", () -> get(apps("deployments/none/scale")), "404 .*"),
                new Row("C16 the scale of a ConfigMap", () -> get(core("configmaps/none/scale")), "404 .*"),
                new Row(
                        "C18 at 0 the scale has no count, and the object has",
                        () -> {
                            String path = deployment("c18", 1);
                            patch(path + "/scale", "{'spec':{'replicas':0}}");
                            return get(path + "/scale").path("spec") + " "
                                    + get(path).path("spec").path("replicas");
                        },
                        "\\{} 0"),
                new Row(
                        "C19 a scale that is sent without a count scales to 0",
                        () -> {
                            String path = deployment("c19", 3);
                            ObjectNode scale = get(path + "/scale").deepCopy();
                            ((ObjectNode) scale.path("spec")).remove("replicas");
                            ((ObjectNode) scale.path("metadata")).remove("resourceVersion");
                            api.put(path + "/scale", scale, LIMIT).join();
                            return replicas(get(path));
                        },
                        "0"),
                new Row(
                        "C19 a merge patch of the scale without a count leaves it",
                        () -> {
                            String path = deployment("c19b", 3);
                            patch(path + "/scale", "{'spec':{}}");
                            return replicas(get(path));
                        },
                        "3"),
                new Row(
                        "N04 what can be scaled in apps/v1",
                        () -> {
                            var names = new ArrayList<String>();
                            get("/apis/apps/v1").path("resources").forEach(each -> {
                                if (each.path("name").asText().endsWith("/scale")) {
                                    names.add(each.path("name").asText());
                                }
                            });
                            return names;
                        },
                        "\\[deployments/scale, replicasets/scale, statefulsets/scale]"),
                new Row("E02, E15 a group that is not served", () -> get("/apis/none.example/v1/things"), "404 .*"),
                new Row(
                        "D07 the status of a kind that has none",
                        () -> {
                            map("d07");
                            return patch(core("configmaps/d07/status"), "{'status':{'a':1}}");
                        },
                        "404 .*"));
    }

    private Stream<Row> lists() {
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

    private Stream<Row> leasesEventsAndRights() {
        return Stream.of(
                new Row(
                        "I02 a Lease with a stale version",
                        () -> {
                            ObjectNode old =
                                    lease("i02", "'holderIdentity':'a'").deepCopy();
                            patch(leases() + "/i02", "{'spec':{'holderIdentity':'b'}}");
                            return api.put(leases() + "/i02", old, LIMIT).join();
                        },
                        "409 .*has been modified.*"),
                new Row(
                        "I03 a renewal keeps its six digits",
                        () -> lease("i03", "'renewTime':'2026-01-02T03:04:05.123456Z'")
                                .path("spec")
                                .path("renewTime")
                                .asText(),
                        "2026-01-02T03:04:05.123456Z"),
                new Row(
                        "I04 a renewal without a fraction",
                        () -> lease("i04", "'renewTime':'2026-01-02T03:04:05Z'"),
                        "400 .*cannot parse.*"),
                new Row(
                        "I05 a Lease of no time",
                        () -> lease("i05", "'leaseDurationSeconds':0"),
                        "422 .*must be greater than 0"),
                new Row(
                        "I05 a Lease that nobody holds and that asks for somebody",
                        () -> {
                            ObjectNode lease = lease("i05b", "'holderIdentity':'a','leaseDurationSeconds':15")
                                    .deepCopy();
                            ((ObjectNode) lease.path("spec"))
                                    .put("holderIdentity", "")
                                    .put("leaseDurationSeconds", 1);
                            lease.withObject("/metadata/annotations").put("scaler4j.io/wanted-by", "b");
                            JsonNode stored =
                                    api.put(leases() + "/i05b", lease, LIMIT).join();
                            return stored.path("spec").path("holderIdentity").asText("") + "|"
                                    + stored.path("metadata").path("annotations");
                        },
                        "\\|\\{\"scaler4j.io/wanted-by\":\"b\"}"),
                new Row(
                        "J01 an event",
                        () -> event("j01", namespace.name(), "fine").path("message"),
                        "\"fine\""),
                new Row("J02 about another namespace", () -> event("j02", "other", "fine"), "422 .*does not match.*"),
                new Row(
                        "J07 a long message, by the older of the two APIs for events",
                        () -> event("j07", namespace.name(), "x".repeat(2_000))
                                .path("message")
                                .asText()
                                .length(),
                        "2000"),
                new Row(
                        "K05 a count that was applied conflicts after it was scaled",
                        () -> {
                            String path = deployment("k05", 1);
                            patch(path + "/scale", "{'spec':{'replicas':3}}");
                            var managers = new ArrayList<String>();
                            get(path)
                                    .path("metadata")
                                    .path("managedFields")
                                    .forEach(each -> managers.add(
                                            each.path("subresource").asText()));
                            return managers.contains("scale");
                        },
                        "true"),
                new Row(
                        "L01 a token that is not known",
                        () -> {
                            var wrong = new ConfigBuilder(
                                            KubernetesAccount.create(client, namespace.name(), "wrong", List.of())
                                                    .config())
                                    .withOauthToken("correct-horse")
                                    .build();
                            try (var other = KubernetesApi.open(wrong)) {
                                return other.get(core("configmaps"), LIMIT).join();
                            }
                        },
                        "401 .*Unauthorized"),
                new Row(
                        "L02 an account without rights",
                        () -> {
                            var poor = KubernetesAccount.create(client, namespace.name(), "poor", List.of());
                            try (var other = KubernetesApi.open(poor.config())) {
                                return other.get(apps("deployments"), LIMIT).join();
                            }
                        },
                        "403 .*cannot list resource \"deployments\".*"));
    }

    private static String answer(Probe probe) throws Exception {
        try {
            return String.valueOf(probe.ask());
        } catch (CompletionException e) {
            var refused = (ApiException) e.getCause();
            return refused.status() + " " + refused.getMessage();
        }
    }

    private void asExpected(Row row) throws Exception {
        assertThat(answer(row.probe())).matches("(?s)" + row.answer());
    }

    @ParameterizedTest
    @MethodSource("objects")
    void objectsAreReadAndWritten(Row row) throws Exception {
        asExpected(row);
    }

    @ParameterizedTest
    @MethodSource("scales")
    void countsAreScaled(Row row) throws Exception {
        asExpected(row);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void listsAreFollowed(Row row) throws Exception {
        asExpected(row);
    }

    @ParameterizedTest
    @MethodSource("leasesEventsAndRights")
    void leasesEventsAndRightsAreAsExpected(Row row) throws Exception {
        asExpected(row);
    }
}
