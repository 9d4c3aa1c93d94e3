/**
 * Requests to a Kubernetes API server as JSON, and watches, on the HTTP client of the fabric8 Kubernetes client.
 *
 * <p>{@link io.scaler4j.kubernetes.api.KubernetesApi} takes addresses, certificates and tokens from the client's
 * {@code Config}, and differs from the client in what a control loop needs: each request is sent once and has a
 * deadline that always holds, and no call blocks. {@link io.scaler4j.kubernetes.api.ResourceWatch} keeps a copy of what
 * a list has, in the form that its user needs of each object. It works over any
 * {@link io.scaler4j.kubernetes.api.ApiConnection}.
 */
@NullMarked
package io.scaler4j.kubernetes.api;

import org.jspecify.annotations.NullMarked;
