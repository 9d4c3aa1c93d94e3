package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.ValidationFixture.findings;
import static io.scaler4j.scaledobject.check.ValidationFixture.rules;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pods of a ScaledJob: what its CRD takes, which is less than a Job takes. */
class PodFieldsTest {

    private static String job(String pod) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledJob
                metadata: {name: a}
                spec:
                  jobTargetRef:
                    template:
                      spec: %s
                  triggers: [{type: kafka, metadata: {topic: orders}}]
                """.formatted(pod);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {containers: [{name: a, env: [{name: PORT, value: 8080}]}]} | wrong-type
                    {containers: [{name: a, env: [{name: DEBUG, value: yes}]}]} | wrong-type
                    {containers: [{name: a, env: [{value: x}]}]} | missing-field
                    {containers: [{name: a, env: [{name: A}, {name: B}, {name: A}]}]} | repeated-item
                    {containers: [{name: a, env: {A: b}}]} | wrong-type
                    {containers: [{name: a, envFrom: [{secretRef: {name: x, optional: 'true'}}]}]} | wrong-type
                    {containers: [{name: a}, {name: a}]} | repeated-item
                    {containers: [{name: a, ports: [{containerPort: '80'}]}]} | wrong-type
                    {containers: [{name: a, ports: [{containerPort: 80, protocol: TCP}, {containerPort: 80}]}]} | repeated-item
                    {containers: [{name: a, volumeMounts: [{name: v}]}]} | missing-field
                    {containers: [{name: a, resources: {requests: {cpu: 0.5}}}]} | wrong-type
                    {containers: [{name: a, resources: {requests: {cpu: half}}}]} | malformed-value
                    {containers: [{name: a, resource: {}}]} | unknown-field
                    {containers: [{name: a, command: run}]} | wrong-type
                    {containers: [{name: a, args: [--port, 80]}]} | wrong-type
                    {containers: [{name: a, livenessProbe: {httpGet: {port: 80.5}}}]} | wrong-type
                    {containers: [{name: a, lifecycle: {preStop: {sleep: {}}}}]} | missing-field
                    {containers: [{name: a}], nodeSelector: {gpu: true}} | wrong-type
                    {containers: [{name: a}], volumes: [{emptyDir: {}}]} | missing-field
                    {containers: [{name: a}], volumes: [{name: v, configMap: {defaultMode: '0644'}}]} | wrong-type
                    {containers: [{name: a}], imagePullSecrets: [{}, {}]} | repeated-item
                    {containers: [{name: a}], tolerations: [{key: a, value: 1}]} | wrong-type
                    {containers: [{name: a}], hostNetworking: true} | unknown-field
                    {restartPolicy: Never} | missing-field
                    """)
    void whatItsDeclarationForbidsIsRefused(String pod, String rule) {
        assertThat(rules(job(pod))).containsExactly(rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {containers: [{name: a, env: [{name: PORT, value: '8080'}, {name: port}]}]}
                    {containers: [{name: a, ports: [{containerPort: 53}, {containerPort: 53, protocol: UDP}]}]}
                    {containers: [{name: a, resources: {requests: {cpu: 1, memory: 64Mi}, limits: {cpu: '0.5'}}}]}
                    {containers: [{name: a, livenessProbe: {httpGet: {port: http}}, startupProbe: {tcpSocket: {port: 80}}}]}
                    {containers: [{name: a, env: ~, ports: ~, resources: ~}], volumes: ~}
                    {containers: [{name: a}], initContainers: [{name: a}], volumes: [{name: v, emptyDir: {sizeLimit: 1Gi}}]}
                    {containers: [{name: a}], topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}, {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]}
                    """)
    void whatItAllowsIsTaken(String pod) {
        assertThat(findings(job(pod))).isEmpty();
    }

    @Test
    void aRepeatedVariableIsNamedWithItsPlace() {
        assertThat(findings(job("{containers: [{name: a, env: [{name: LOG_LEVEL}, {name: LOG_LEVEL}]}]}")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.sentence())
                            .isEqualTo("spec.jobTargetRef.template.spec.containers[0].env[1] has the same name as item"
                                    + " [0]: \"LOG_LEVEL\"");
                    assertThat(finding.position().line()).isEqualTo(7);
                });
    }
}
