/**
 * Real servers for tests and examples, and means to disturb them.
 *
 * <p>Start at {@link io.scaler4j.testservers.KafkaServer}: one interface, three ways to run a broker. A test obtains it
 * through {@link io.scaler4j.testservers.ServerRequirement}, which skips or fails the test if the server is missing.
 * {@link io.scaler4j.testservers.KafkaTopics} fills the broker, {@link io.scaler4j.testservers.FaultProxy} disturbs its
 * connections, {@link io.scaler4j.testservers.ListenerSecurity} sets its authentication, and
 * {@link io.scaler4j.testservers.KafkaBrokers} are three brokers. {@link io.scaler4j.testservers.PrometheusNode} is a
 * Prometheus that scrapes what a test serves. {@link io.scaler4j.testservers.KubernetesServer} is a control plane.
 * {@link io.scaler4j.testservers.CapturedLog} captures what clients log.
 *
 * <p>Everything listens on the loopback address only, on ports that were free, and is gone after {@code close()}. This
 * module is not published.
 */
@NullMarked
package io.scaler4j.testservers;

import org.jspecify.annotations.NullMarked;
