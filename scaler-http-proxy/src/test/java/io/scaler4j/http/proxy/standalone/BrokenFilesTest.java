package io.scaler4j.http.proxy.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.config.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, it is read, or refused with sentences. */
class BrokenFilesTest {

    private static final String OURS = """
            port: 0
            address: 127.0.0.1
            limits: {request: 1s, maxHeld: 11}
            tls: {certificate: a, key: b}
            routes:
              - name: shop/web
                hosts: [shop.example.com, "*.shop.example.com"]
                headers: {X-Beta: "1", X-Any: null}
                rules: [{paths: /api}]
                endpoints: {dns: localhost, port: 8080, every: 2s, probe: /ready, probeEvery: 20ms}
                fallback: ["http://127.0.0.1:1", "https://[::1]:2"]
                hold: {requests: 7, time: 8s, overflow: placeholder}
                perReplicaLimit: 9
                placeholder: {body: wait, status: 503, responseHeaders: {Retry-After: "5"}}
                staticRoutes: [{paths: /healthz, bodyFile: x, always: true}]
                protocol: h2c
            """;

    private static final String OBJECTS = """
            apiVersion: http.keda.sh/v1beta1
            kind: InterceptorRoute
            metadata: {name: web, namespace: shop, creationTimestamp: "2026-01-05T08:00:00Z"}
            spec:
              target: {service: web, portName: http}
              scalingMetric: {concurrency: {targetValue: 10}}
              rules: [{hosts: ["*.example.com"], paths: [{value: /api}], headers: [{name: X-Beta}]}]
              coldStart: {fallback: {service: {name: static, port: 80}}, maxPendingRequests: 7}
              staticRoutes: [{rules: [{}], response: {bodyFromConfigMap: {name: pages, key: a}, statusCode: 200}}]
            ---
            apiVersion: http.keda.sh/v1alpha1
            kind: HTTPScaledObject
            metadata: {name: old}
            spec:
              hosts: [a.example.com]
              scaleTargetRef: {service: web, port: 80}
              timeouts: {conditionWait: 5s}
              coldStartTimeoutFailoverRef: {service: b, port: 80, timeoutSeconds: 3}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {clusterIP: None, ports: [{name: http, port: 80, targetPort: 8080, appProtocol: kubernetes.io/h2c}]}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: pages, namespace: shop}
            data: {a: text}
            """;

    private static final List<String> PIECES = List.of(
            "",
            "[",
            "]",
            "{",
            "}",
            ": ",
            "-",
            "null",
            "7",
            "-1",
            "99999999999",
            "1.5",
            "true",
            "''",
            "\"\\u0000\"",
            "~",
            "*",
            "&a",
            "!!",
            "\n",
            "\t",
            "#",
            "%",
            "@",
            "0s",
            "-5s",
            "\u00e4",
            "\ud83d\ude00",
            "'../../x'",
            "'a b'");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {OURS, OBJECTS})
    void aFileWithMistakesIsReadOrRefusedWithSentences(String text) throws IOException {
        var random = new Random(text.hashCode());
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            refused += read(mutated(text, random)) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void theFileThatIsBrokenHereIsRightOtherwise() throws IOException {
        assertThat(read(OBJECTS)).isTrue();
    }

    private static String mutated(String text, Random random) {
        var broken = new StringBuilder(text);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int from = random.nextInt(broken.length());
            int to = Math.min(broken.length(), from + random.nextInt(8));
            broken.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
        }
        return broken.toString();
    }

    /** Whether it is right. */
    private boolean read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("routes.yaml"), text, UTF_8);
        try {
            Configuration.read(Arguments.parse(file.toString()), Map.of());
            return true;
        } catch (InvalidConfigurationException e) {
            assertThat(e.problems()).isNotEmpty().allMatch(problem -> problem.length() > 20);
            return false;
        }
    }
}
