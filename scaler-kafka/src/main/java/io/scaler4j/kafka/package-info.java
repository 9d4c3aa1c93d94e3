/**
 * Scales on the lag of a Kafka consumer group: how many records of a topic the group has still to read.
 *
 * <pre>{@code
 * var lag = KafkaLagScaler.builder().bootstrapServers("broker:9092").topic("orders").consumerGroup("billing").build();
 * var trigger = Trigger.of("lag", lag, averageValue(50)).activatesAbove(5);
 * }</pre>
 *
 * <p>Start with {@link io.scaler4j.kafka.KafkaLagScaler}. Where there are several, let them share a
 * {@link io.scaler4j.kafka.KafkaCluster}: one client for all, and a few requests for each round of reads. Brokers of
 * version 2.1 and newer are understood, share groups from 4.2 on.
 *
 * <h2>How lag is counted</h2>
 *
 * <p>For each partition the committed offset is read first and the end of the log afterwards; the lag is the
 * difference, at least 0. So what is written in between makes it a little too large, and it is never too small.
 * Partitions without a commit, or with one that the log does not hold, count by the
 * {@link io.scaler4j.kafka.OffsetResetPolicy}. The sum is not capped: that no more replicas than partitions can work
 * travels on the reading as its {@link io.scaler4j.metric.ReplicaLimits}. What KEDA would publish instead is said by
 * {@link io.scaler4j.kafka.KedaMetric}.
 *
 * <p>Which topics: those that are named, or else those for which the group has committed offsets or has members. Topics
 * that do not exist any more are left out then and counted in the detail {@code missingTopics}, those that a stable
 * group has left in {@code leftTopics}; a group without any topic has no lag. Topics that this client may not look at
 * make the lag a lower bound. A named topic that does not exist is a failure.
 *
 * <p>What an answer is good for: what was read for one scaler is the answer for all that ask for the same within a
 * second, and partitions that are added are seen within a minute.
 *
 * <h2>Permissions</h2>
 *
 * <p>On a cluster with access control the client needs {@code DESCRIBE} on the group and {@code DESCRIBE} on the
 * topics, and nothing else: it never reads a record nor joins the group. Where no topic is named, it needs
 * {@code DESCRIBE} on all topics of the group: brokers do not even tell that there are others. {@code DESCRIBE_CONFIGS}
 * on a share group tells where that begins.
 *
 * <h2>Security</h2>
 *
 * <p>A {@link io.scaler4j.kafka.KafkaSecurity} says how client and brokers make sure of each other:
 * {@link io.scaler4j.connect.Tls} and {@link io.scaler4j.kafka.KafkaCredentials}. It comes from a supplier, which is
 * asked again when the brokers refuse the client, so that secrets may change while everything runs; none is ever
 * printed. Triggers take the options of KEDA that the table below lists.
 *
 * <h2>Options</h2>
 *
 * <p>The same with {@link io.scaler4j.kafka.KafkaLagScalerBuilder} and as options of trigger type {@code kafka}, under
 * KEDA's names where KEDA has them. Those marked * may also come from the environment variable named by
 * {@code <option>FromEnv}. Other options are refused.
 *
 * <table class="striped">
 * <caption>What to measure</caption>
 * <thead><tr><th>Option</th><th>Builder</th><th>Type</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code bootstrapServers} *</td><td>{@code bootstrapServers}, {@code cluster}</td><td>list</td><td>required</td>
 *     <td>{@code host:port} of some brokers</td></tr>
 * <tr><td>{@code consumerGroup} *</td><td>{@code consumerGroup}, {@code shareGroup}</td><td>text</td><td>required</td>
 *     <td>the {@code group.id} of the consumers</td></tr>
 * <tr><td>{@code groupType}</td><td></td><td>{@code consumer}, {@code share}</td><td>{@code consumer}</td>
 *     <td>which kind of group; not in KEDA</td></tr>
 * <tr><td>{@code topic} *</td><td>{@code topic}</td><td>text</td><td>topics of the group</td><td>one topic, with whatever
 *     is in the name</td></tr>
 * <tr><td>{@code topics} *</td><td>{@code topics}</td><td>list</td><td></td><td>several topics; not in KEDA</td></tr>
 * <tr><td>{@code partitionLimitation}</td><td>{@code partitions}</td><td>numbers and ranges</td><td>all</td>
 *     <td>as in {@code 1-4,8}; without effect where no topic is named</td></tr>
 * <tr><td>{@code isolationLevel}</td><td>{@code isolationLevel}</td>
 *     <td>{@code read_uncommitted}, {@code read_committed}</td><td>{@code read_uncommitted}</td>
 *     <td>whether records of open transactions count; not in KEDA</td></tr>
 * <tr><td>{@code lagOlderThanSeconds}</td><td>{@code olderThan}</td><td>whole number</td><td>0</td>
 *     <td>only records at least so old count; not in KEDA</td></tr>
 * <tr><td>{@code fullMetadata}</td><td></td><td>switch</td><td>true</td><td>accepted, without effect; false needs a
 *     topic</td></tr>
 * <tr><td>{@code version}</td><td></td><td>version</td><td></td><td>accepted, without effect: the client finds out by
 *     itself</td></tr>
 * </tbody>
 * </table>
 *
 * <table class="striped">
 * <caption>What counts</caption>
 * <thead><tr><th>Option</th><th>Builder</th><th>Type</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code lagThreshold}</td><td>the trigger's target</td><td>whole number</td><td>10</td><td>lag wanted per
 *     replica, at least 1; in total if the trigger's metric type is {@code Value}</td></tr>
 * <tr><td>{@code activationLagThreshold}</td><td>{@code activatesAbove} of the trigger</td><td>whole number</td>
 *     <td>0</td><td>an idle target is activated above this lag, at least 0</td></tr>
 * <tr><td>{@code offsetResetPolicy}</td><td>{@code offsetResetPolicy}</td><td>{@code latest}, {@code earliest}</td>
 *     <td>{@code latest}</td><td>{@code latest}: a partition without a commit counts 1; {@code earliest}: it counts every
 *     record it holds</td></tr>
 * <tr><td>{@code scaleToZeroOnInvalidOffset}</td><td>{@code ignorePartitionsWithoutCommit}</td><td>switch</td>
 *     <td>false</td><td>a partition without a commit counts 0</td></tr>
 * <tr><td>{@code excludePersistentLag}</td><td>{@code excludePersistentLag}</td><td>switch</td><td>false</td><td>a
 *     partition whose commit has not changed since the previous read counts for activation only</td></tr>
 * <tr><td>{@code persistentLagPolls}, {@code persistentLagSeconds}</td><td>{@code PersistentLag.after}</td>
 *     <td>whole number</td><td>1, 0</td><td>for how long it must be the same; a group without consumers is not stuck then; not
 *     in KEDA</td></tr>
 * <tr><td>{@code persistentLagWithoutCommit}</td><td>{@code alsoWithoutCommit}</td><td>switch</td><td>false</td><td>the
 *     same for partitions without a commit; not in KEDA</td></tr>
 * <tr><td>{@code ignoreSettledLagUpTo}, {@code settledLagPolls}</td><td>{@code ignoreSettledLag}</td>
 *     <td>whole number</td><td>0, 3</td><td>a lag up to this counts 0 once commit and end of log were the same for so many
 *     further reads; 1 is for transactions; not in KEDA</td></tr>
 * <tr><td>{@code holdWhileRebalancing}</td><td>{@code holdWhileRebalancing}</td><td>switch</td><td>false</td><td>no
 *     shrinking while the group shares its partitions out; not in KEDA</td></tr>
 * </tbody>
 * </table>
 *
 * <table class="striped">
 * <caption>How many replicas are of use</caption>
 * <thead><tr><th>Option</th><th>Builder</th><th>Type</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code allowIdleConsumers}</td><td>{@code allowIdleConsumers}</td><td>switch</td><td>false</td><td>more
 *     replicas than partitions</td></tr>
 * <tr><td>{@code limitToPartitionsWithLag}</td><td>{@code limitToPartitionsWithLag}</td><td>switch</td><td>false</td>
 *     <td>no more replicas than partitions with lag; needs a topic</td></tr>
 * <tr><td>{@code ensureEvenDistributionOfPartitions}</td><td>{@code evenDistribution}</td><td>switch</td><td>false</td>
 *     <td>only numbers of replicas that share the partitions well; needs a topic</td></tr>
 * <tr><td>{@code evenDistributionMode}</td><td>{@code EvenDistribution.exact}, {@code near}</td>
 *     <td>{@code exact}, {@code near}</td><td>{@code exact}</td><td>how well; not in KEDA</td></tr>
 * <tr><td>{@code partitionsPerReplica}</td><td>{@code withPartitionsPerReplica}</td><td>whole number</td><td>1</td>
 *     <td>consumer threads of a replica; not in KEDA</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Places: T is the trigger's metadata, A the authentication parameters, E the environment variable named by
 * {@code <option>FromEnv}.
 *
 * <table class="striped">
 * <caption>Security</caption>
 * <thead><tr><th>Option</th><th>Places</th><th>Builder</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code tls}</td><td>T, A</td><td>{@code KafkaSecurity.Builder.tls}</td><td>{@code disable}</td>
 *     <td>{@code enable}: encrypted connections</td></tr>
 * <tr><td>{@code unsafeSsl}</td><td>T</td><td>{@code Tls.Builder.unsafe}</td><td>false</td>
 *     <td>checks neither certificate nor name: for trials only</td></tr>
 * <tr><td>{@code ca}</td><td>A</td><td>{@code certificateAuthorities}</td><td></td>
 *     <td>PEM, trusted beside the authorities of the JVM</td></tr>
 * <tr><td>{@code cert}, {@code key}</td><td>A</td><td>{@code clientCertificate}</td><td></td>
 *     <td>PEM chain and key of the client (PKCS#8, RSA or EC), only together</td></tr>
 * <tr><td>{@code keyPassword}</td><td>A</td><td>{@code clientCertificate}</td><td></td>
 *     <td>of an encrypted key</td></tr>
 * <tr><td>{@code sasl}</td><td>T, A</td><td>{@code credentials}</td><td>{@code none}</td>
 *     <td>{@code plaintext}, {@code scram_sha256}, {@code scram_sha512}, {@code oauthbearer}, {@code gssapi}</td></tr>
 * <tr><td>{@code username}, {@code password}</td><td>A</td><td>{@code KafkaCredentials}</td><td></td>
 *     <td>required by SASL; client id and secret of OAuth; the principal of Kerberos</td></tr>
 * <tr><td>{@code saslTokenProvider}</td><td>T, A</td><td>{@code OAuthCredentials}, {@code MskIamCredentials}</td><td>{@code bearer}</td>
 *     <td>{@code aws_msk_iam}: an identity of AWS in place of a token server's</td></tr>
 * <tr><td>{@code oauthTokenEndpointUri}</td><td>A</td><td>{@code OAuthCredentials.of}</td><td></td>
 *     <td>required by OAuth; the JVM must allow it</td></tr>
 * <tr><td>{@code scopes}</td><td>A</td><td>{@code withScopes}</td><td>none</td>
 *     <td>of the token, with commas in between</td></tr>
 * <tr><td>{@code oauthExtensions}</td><td>A</td><td>{@code withExtension}</td><td>none</td>
 *     <td>{@code name=value} pairs with commas in between</td></tr>
 * <tr><td>{@code realm}, {@code kerberosConfig}</td><td>A</td><td>{@code KerberosCredentials}</td><td></td>
 *     <td>required by Kerberos; what a {@code krb5.conf} holds</td></tr>
 * <tr><td>{@code keytab}</td><td>A</td><td>{@code KerberosCredentials.keytab}</td><td></td>
 *     <td>in place of the password; its contents, also in Base64</td></tr>
 * <tr><td>{@code kerberosServiceName}</td><td>A</td><td>{@code withServiceName}</td><td>{@code kafka}</td>
 *     <td>of the brokers' principal</td></tr>
 * <tr><td>{@code kerberosDisableFAST}</td><td>A</td><td></td><td>false</td>
 *     <td>accepted, without effect</td></tr>
 * <tr><td>{@code awsRegion}</td><td>T, A</td><td>{@code MskIamCredentials.ofRegion}</td><td></td>
 *     <td>required by {@code aws_msk_iam}</td></tr>
 * <tr><td>{@code identityOwner}</td><td>T</td><td></td><td>{@code pod}</td>
 *     <td>{@code operator}: the identity that the AWS SDK finds</td></tr>
 * <tr><td>{@code awsRoleArn}</td><td>A</td><td>{@code withRole}</td><td></td>
 *     <td>a role to assume</td></tr>
 * <tr><td>{@code awsAccessKeyID}, {@code awsSecretAccessKey}</td><td>T, A, E</td><td>{@code withAccessKey}</td><td></td>
 *     <td>keys to assume the role with; also {@code awsAccessKeyId} in A</td></tr>
 * <tr><td>{@code awsSessionToken}</td><td>A</td><td>{@code withAccessKey}</td><td></td>
 *     <td>of keys that need one</td></tr>
 * </tbody>
 * </table>
 *
 * <h2>Failures</h2>
 *
 * <p>A read that tells nothing is a {@link io.scaler4j.metric.Reading.Failure} with a sentence that says what to do. If
 * only some partitions fail, the lag of the others is a lower bound: a target may grow on it but not shrink.
 *
 * <table class="striped">
 * <caption>Kinds of failure</caption>
 * <thead><tr><th>Kind</th><th>When</th></tr></thead>
 * <tbody>
 * <tr><td>{@code MISCONFIGURED}</td><td>a named topic does not exist; the limitation leaves it no partition; the brokers
 *     refuse the name of topic or group; the group is of another kind; brokers want a login and none is set, or the
 *     other way round, or another one</td></tr>
 * <tr><td>{@code DENIED}</td><td>an ACL is missing; credentials or certificates are not accepted</td></tr>
 * <tr><td>{@code TIMEOUT}</td><td>no answer within the deadline: brokers down, slow, without a leader for any of the
 *     partitions, or not to be reached at the addresses that they advertise</td></tr>
 * <tr><td>{@code UNAVAILABLE}</td><td>connections break; no server's name can be resolved; brokers too old; the scaler is closed; all other errors</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A group that does not exist is no failure: it has no commits. It is a WARN in the log, once. A failure, too, is
 * the answer for all that ask within a second.
 */
@NullMarked
package io.scaler4j.kafka;

import org.jspecify.annotations.NullMarked;
