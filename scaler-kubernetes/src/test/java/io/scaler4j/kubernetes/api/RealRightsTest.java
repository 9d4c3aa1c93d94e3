package io.scaler4j.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.scaler4j.testservers.KubernetesAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Leases, events, and what is refused to whom. */
class RealRightsTest extends RealApiServer {

    private String leases() {
        return "/apis/coordination.k8s.io/v1/namespaces/" + namespace.name() + "/leases";
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

    @Override
    Stream<Row> rows() {
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
}
