package io.scaler4j.spring.boot;

import io.scaler4j.registry.AutoscalerSpec;
import java.util.List;

/**
 * An autoscaler whose target is not found yet.
 *
 * @param place where it is configured, as the beginning of a sentence
 * @param spec what to do
 * @param targets the names that its target may have, the first that is found counts
 * @param named whether the configuration names the target, so that no other may take its place
 */
record Candidate(String place, AutoscalerSpec spec, List<String> targets, boolean named) {}
