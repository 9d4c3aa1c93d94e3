package io.scaler4j.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** Objects are created, replaced, patched and deleted. */
class RealObjectsTest extends RealApiServer {

    @Override
    Stream<Row> rows() {
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
}
