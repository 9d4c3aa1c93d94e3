package io.scaler4j.examples.operator;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** Workers for a queue: the operator makes a Deployment of them, and scales it with the length of the queue. */
@Group("shop.example")
@Version("v1")
@SuppressWarnings("serial") // never written by Java
public class WorkerPool extends CustomResource<WorkerPoolSpec, Void> implements Namespaced {}
