/**
 * Refuses ScaledObjects, HPAs and the other kinds that {@code scaler-scaledobject} reads before they are stored, and
 * warns of what is legal and not what people mean.
 *
 * <pre>{@code
 * var webhook = ValidatingWebhook.start(
 *         new InetSocketAddress(9443), ServingTls.files(chain, key), new AdmissionCheck(catalog));
 * }</pre>
 *
 * <p>A {@code ValidatingWebhookConfiguration} sends reviews of version {@code v1} to the path {@code /validate}. Give
 * it {@code failurePolicy: Ignore}: an object that nobody has checked does less harm than a cluster in which none can
 * be changed. {@link io.scaler4j.kubernetes.webhook.AdmissionCheck} alone is for operators with their own server.
 */
@NullMarked
package io.scaler4j.kubernetes.webhook;

import org.jspecify.annotations.NullMarked;
