package io.scaler4j.scaledobject;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.scaledobject.yaml.YamlReader;
import io.scaler4j.scaledobject.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A password in the wrong line of a file is shown by no finding and by no exception. Names are no secrets. */
class SecretInWrongLineTest {

    private static final String SECRET = "hunter2#Unguessable.7x";

    private static final String FILE = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata:
              name: orders
              namespace: shop
              labels: {team: a}
              annotations:
                autoscaling.keda.sh/paused: "false"
                autoscaling.keda.sh/paused-scale-in: "false"
                autoscaling.keda.sh/paused-replicas: "3"
                autoscaling.keda.sh/force-activation: "false"
                scaledobject.keda.sh/transfer-hpa-ownership: "true"
                scaler4j.io/lint-ignore: none
            spec:
              scaleTargetRef: {name: orders, envSourceContainerName: app}
              pollingInterval: 10
              cooldownPeriod: 60
              initialCooldownPeriod: 5
              idleReplicaCount: 0
              minReplicaCount: 2
              maxReplicaCount: 20
              fallback: {failureThreshold: 3, replicas: 6, behavior: static}
              advanced:
                restoreToOriginalReplicaCount: false
                horizontalPodAutoscalerConfig:
                  behavior:
                    scaleUp:
                      stabilizationWindowSeconds: 0
                      selectPolicy: Max
                      tolerance: "0.05"
                      policies: [{type: Pods, value: 2, periodSeconds: 60}]
                scalingModifiers: {formula: lag + rate, target: "5", activationTarget: "1", metricType: AverageValue}
              triggers:
                - type: kafka
                  name: lag
                  metricType: AverageValue
                  useCachedMetrics: false
                  authenticationRef: {name: credentials}
                  metadata:
                    bootstrapServers: kafka:9092
                    consumerGroup: g
                    topic: orders
                    lagThreshold: "50"
                    activationLagThreshold: "5"
                    offsetResetPolicy: latest
                    allowIdleConsumers: "false"
                    limitToPartitionsWithLag: "false"
                    partitionLimitation: 1-3
                    sasl: none
                    tls: disable
                - type: prometheus
                  name: rate
                  metadata:
                    serverAddress: http://prometheus:9090
                    query: sum(rate(x[2m]))
                    threshold: "100"
                    activationThreshold: "1"
                    ignoreNullValues: "false"
                    authModes: basic
                    customHeaders: X-Tenant=a
                    unsafeSsl: "false"
                - type: redis
                  name: list
                  metadata:
                    address: redis:6379
                    listName: q
                    listLength: "5"
                    databaseIndex: "0"
                    enableTLS: "false"
                - type: cron
                  name: office
                  metadata: {timezone: UTC, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: "3"}
                - type: cpu
                  name: load
                  metricType: Utilization
                  metadata: {value: "60", containerName: app}
            ---
            apiVersion: keda.sh/v1alpha1
            kind: TriggerAuthentication
            metadata: {name: credentials, namespace: shop}
            spec:
              podIdentity: {provider: none}
              secretTargetRef: [{parameter: username, name: login, key: user}]
              env: [{parameter: password, name: KAFKA_PASSWORD}]
              oauth2: {type: clientCredentials, clientId: c, tokenUrl: "https://login/token", scopes: [a]}
            ---
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: web, namespace: shop}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
              minReplicas: 2
              maxReplicas: 9
              metrics:
                - type: Resource
                  resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}
                - type: External
                  external: {metric: {name: jobs}, target: {type: AverageValue, averageValue: "30"}}
              behavior:
                scaleDown: {selectPolicy: Min, policies: [{type: Percent, value: 10, periodSeconds: 60}]}
            """;

    /** Names by which a finding tells what it is about, and words that stand in messages as they are. */
    private static final Set<String> NAMES = Set.of(
            "apiVersion",
            "kind",
            "name",
            "namespace",
            "type",
            "key",
            "parameter",
            "container",
            "containerName",
            "envSourceContainerName",
            "topic",
            "formula");

    /** Addresses and schedules, which messages quote without user and password. */
    private static final Set<String> QUOTED = Set.of("bootstrapServers", "address", "timezone", "start", "end");

    /** A place in a document and what stands there, in a document of several. */
    record Line(int document, List<String> path) {

        @Override
        public String toString() {
            return document + ":" + String.join("/", path);
        }

        String name() {
            return path.get(path.size() - 1);
        }

        List<String> secrets() {
            List<String> inAddresses = List.of("user:" + SECRET + "@host", "password=" + SECRET);
            return QUOTED.contains(name())
                    ? inAddresses
                    : Stream.concat(Stream.of(SECRET, SECRET + "="), inAddresses.stream())
                            .toList();
        }
    }

    private static List<Node> documents() {
        var file = YamlReader.read(FILE, "");
        assertThat(file.problems()).isEmpty();
        return file.documents();
    }

    static Stream<Line> lines() {
        var lines = new ArrayList<Line>();
        List<Node> documents = documents();
        for (int i = 0; i < documents.size(); i++) {
            add(i, List.of(), documents.get(i), lines);
        }
        return lines.stream().filter(line -> !NAMES.contains(line.name()));
    }

    private static void add(int document, List<String> path, Node node, List<Line> lines) {
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> add(document, longer(path, entry.key()), entry.value(), lines));
        } else if (node instanceof Node.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                add(document, longer(path, String.valueOf(i)), sequence.items().get(i), lines);
            }
        } else {
            lines.add(new Line(document, path));
        }
    }

    private static List<String> longer(List<String> path, String step) {
        return Stream.concat(path.stream(), Stream.of(step)).toList();
    }

    private static Node replaced(Node node, List<String> path, String text) {
        if (path.isEmpty()) {
            return new Node.Scalar(Node.Type.STRING, text, text, true, new Position("", 1, 1));
        }
        List<String> rest = path.subList(1, path.size());
        if (node instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    mapping.entries().stream()
                            .map(entry -> entry.key().equals(path.get(0))
                                    ? new Node.Entry(
                                            entry.key(), entry.keyPosition(), replaced(entry.value(), rest, text))
                                    : entry)
                            .toList(),
                    mapping.position());
        }
        var items = new ArrayList<>(((Node.Sequence) node).items());
        int place = Integer.parseInt(path.get(0));
        items.set(place, replaced(items.get(place), rest, text));
        return new Node.Sequence(items, node.position());
    }

    private static String with(Line line, String text) {
        List<Node> documents = new ArrayList<>(documents());
        documents.set(line.document(), replaced(documents.get(line.document()), line.path(), text));
        return YamlWriter.writeAll(documents);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void noTextShowsAPasswordThatStandsInAnotherLine(Line line) {
        for (String secret : line.secrets()) {
            String yaml = with(line, secret);
            ScaledObjects read = ScaledObjects.reader().catalog(Catalogs.ALL).parse(yaml);
            var texts = new ArrayList<String>();
            read.findings().forEach(finding -> texts.add(finding.toString()));
            texts.add(read.toString());
            texts.add(read.objects().toString());
            try {
                read.specs().forEach(spec -> {
                    texts.add(spec.policy().toString());
                    texts.add(spec.control().toString());
                });
            } catch (InvalidConfigurationException e) {
                texts.add(e.toString());
            }
            assertThat(texts).as("%s in place of %s", secret, line).noneMatch(text -> text.contains("Unguessable"));
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void noSchemaOfAFileThatIsNotReadShowsIt(Line line) {
        String broken = with(line, line.secrets().get(0)) + "---\nkind: [\n";
        assertThat(ScaledObjects.parse(broken).findings().toString()).doesNotContain("Unguessable");
    }
}
