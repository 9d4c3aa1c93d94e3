package io.scaler4j.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.policy.Replicas;

/**
 * What an object said of its replicas at one resource version.
 *
 * @param uid of the object; an object of the same name that was made later has another one
 * @param version the resource version
 * @param desired what was asked for. A scale leaves the field out at 0
 * @param current how many there are
 * @param ready how many of them are ready
 */
record Counted(String uid, String version, int desired, int current, int ready) {

    /** Of a Deployment, StatefulSet, ReplicaSet or ReplicationController; fields of 0 are left out there. */
    static Counted ofObject(JsonNode object) {
        JsonNode status = object.path("status");
        return of(object, status.path("readyReplicas").asInt());
    }

    /** A scale says nothing of readiness: all that are there count as ready. */
    static Counted ofScale(JsonNode scale) {
        return of(scale, scale.path("status").path("replicas").asInt());
    }

    private static Counted of(JsonNode object, int ready) {
        JsonNode metadata = object.path("metadata");
        return new Counted(
                metadata.path("uid").asText(),
                metadata.path("resourceVersion").asText(),
                object.path("spec").path("replicas").asInt(),
                object.path("status").path("replicas").asInt(),
                ready);
    }

    /** A custom resource in a watch: whether it has readiness, and that it changed. */
    static Counted ofUnknown(JsonNode object) {
        JsonNode ready = object.path("status").path("readyReplicas");
        return of(object, ready.isInt() ? ready.asInt() : -1);
    }

    Replicas replicas() {
        return new Replicas(desired, current, ready);
    }

    Counted readyOf(Counted watched) {
        return watched.ready < 0 ? this : new Counted(uid, version, desired, current, watched.ready);
    }

    /** Resource versions of one kind grow; where they are no numbers, the other one is taken for newer. */
    boolean isNewerThan(Counted other) {
        if (!uid.equals(other.uid)) {
            return false;
        }
        try {
            return Long.parseUnsignedLong(version) > Long.parseUnsignedLong(other.version);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
