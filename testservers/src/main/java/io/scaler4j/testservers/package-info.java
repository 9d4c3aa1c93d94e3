/**
 * Real servers for tests and examples, and the means to break them.
 *
 * <p>Start at {@link io.scaler4j.testservers.KafkaServer}: one interface, three ways to run a broker. A test obtains it
 * through {@link io.scaler4j.testservers.ServerRequirement}, which skips or fails the test where the server is missing;
 * {@link io.scaler4j.testservers.KafkaTopics} fills it, {@link io.scaler4j.testservers.FaultProxy} disturbs the way to
 * it, {@link io.scaler4j.testservers.ListenerSecurity} says whom it lets in, and
 * {@link io.scaler4j.testservers.KafkaBrokers} are three of them. {@link io.scaler4j.testservers.PrometheusNode} is a
 * Prometheus that scrapes what a test serves. {@link io.scaler4j.testservers.CapturedLog} hears what clients say
 * meanwhile.
 *
 * <p>Everything listens on the loopback address only, on ports that were free, and is gone after {@code close()}. This
 * module is not published.
 */
@NullMarked
package io.scaler4j.testservers;

import org.jspecify.annotations.NullMarked;
