/**
 * Scales on the lag of a Kafka consumer group: how many records of a topic the group has still to read.
 *
 * <pre>{@code
 * var lag = KafkaLagScaler.builder().bootstrapServers("broker:9092").topic("orders").consumerGroup("billing").build();
 * var trigger = Trigger.of("lag", lag, averageValue(50)).activatesAbove(5);
 * }</pre>
 *
 * <p>Start with {@link io.scaler4j.kafka.KafkaLagScaler}. Where there are several, let them share a
 * {@link io.scaler4j.kafka.KafkaCluster}: one client for all. Brokers of version 2.1 and newer are understood.
 *
 * <h2>How lag is counted</h2>
 *
 * <p>For each partition the committed offset is read first and the end of the log afterwards; the lag is the
 * difference, at least 0. So what is written in between makes it a little too large, and it is never too small.
 * Partitions without a commit count by the {@link io.scaler4j.kafka.OffsetResetPolicy}. The sum is not capped: that no
 * more replicas than partitions can work travels on the reading as its {@link io.scaler4j.metric.ReplicaLimits}.
 *
 * <h2>Permissions</h2>
 *
 * <p>On a cluster with access control the client needs {@code DESCRIBE} on the consumer group and {@code DESCRIBE} on
 * the topic, and nothing else: it never reads a record nor joins the group.
 *
 * <h2>Security</h2>
 *
 * <p>A {@link io.scaler4j.kafka.KafkaSecurity} says how client and brokers make sure of each other:
 * {@link io.scaler4j.kafka.KafkaTls} and {@link io.scaler4j.kafka.KafkaCredentials}. It comes from a supplier, which is
 * asked again when the brokers refuse the client, so that secrets may change while everything runs; none is ever
 * printed. Triggers take the options of KEDA: {@code tls}, {@code unsafeSsl}, {@code ca}, {@code cert}, {@code key},
 * {@code keyPassword}, {@code sasl}, {@code username}, {@code password}, those of OAuth, Kerberos and AWS.
 *
 * <h2>Options of trigger type {@code kafka}</h2>
 *
 * <p>Those marked * may also come from the environment variable named by {@code <option>FromEnv}. Other options are
 * refused.
 *
 * <table class="striped">
 * <caption>Options, with KEDA's names</caption>
 * <thead><tr><th>Option</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code bootstrapServers} *</td><td>required</td><td>{@code host:port}, several with commas in between</td></tr>
 * <tr><td>{@code topic} *</td><td>required</td><td>the name of one topic</td></tr>
 * <tr><td>{@code consumerGroup} *</td><td>required</td><td>the {@code group.id} of the consumers</td></tr>
 * <tr><td>{@code lagThreshold}</td><td>10</td><td>lag wanted per replica, at least 1</td></tr>
 * <tr><td>{@code activationLagThreshold}</td><td>0</td><td>a sleeping target wakes above this lag, at least 0</td></tr>
 * <tr><td>{@code offsetResetPolicy}</td><td>{@code latest}</td><td>{@code latest}: a partition without a commit counts
 *     1; {@code earliest}: it counts every record it holds</td></tr>
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
 * <tr><td>{@code MISCONFIGURED}</td><td>the topic does not exist; the brokers refuse the name of topic or group</td></tr>
 * <tr><td>{@code DENIED}</td><td>an ACL is missing; credentials or certificates are not accepted</td></tr>
 * <tr><td>{@code TIMEOUT}</td><td>no answer within the deadline: brokers down, slow, without a leader for any of the
 *     partitions, or not to be reached at the addresses that they advertise</td></tr>
 * <tr><td>{@code UNAVAILABLE}</td><td>connections break; brokers too old; the scaler is closed; all other errors</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A group that does not exist is no failure: it has no commits.
 */
@NullMarked
package io.scaler4j.kafka;

import org.jspecify.annotations.NullMarked;
