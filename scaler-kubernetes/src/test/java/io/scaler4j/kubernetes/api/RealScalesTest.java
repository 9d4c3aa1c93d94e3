package io.scaler4j.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.stream.Stream;

/** Counts are read and written, and what can be scaled is found. */
class RealScalesTest extends RealApiServer {

    private static int replicas(JsonNode object) {
        return object.path("spec").path("replicas").asInt(-1);
    }

    @Override
    Stream<Row> rows() {
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
}
