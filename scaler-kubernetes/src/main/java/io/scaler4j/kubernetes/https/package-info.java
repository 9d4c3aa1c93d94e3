/**
 * What a server that Kubernetes calls is made of: {@link io.scaler4j.kubernetes.https.HttpsService} answers requests,
 * and {@link io.scaler4j.kubernetes.https.ServingTls} says with which certificate, and whose certificates it asks for.
 *
 * <p>Both are for {@link io.scaler4j.kubernetes.metrics} and {@code io.scaler4j.kubernetes.webhook}. They need the JDK
 * alone. A request is a value, and so is its answer, so what decides about it is tested without a network.
 */
@NullMarked
package io.scaler4j.kubernetes.https;

import org.jspecify.annotations.NullMarked;
