package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The text of a Lease: what a process writes into it, and what it reads there. Pure functions; nothing is changed. */
final class LeaseRecord {

    private static final String WANTED_BY = "scaler4j.io/wanted-by";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private LeaseRecord() {}

    /** One that does not exist yet. */
    static ObjectNode named(String name) {
        ObjectNode lease = JsonNodeFactory.instance.objectNode();
        lease.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        lease.putObject("metadata").put("name", name);
        return lease;
    }

    /** As its holder keeps it; a question is answered by that. */
    static ObjectNode renewed(JsonNode lease, Instant now) {
        ObjectNode next = lease.deepCopy();
        spec(next).put("renewTime", MICROS.format(now));
        annotations(next).remove(WANTED_BY);
        return next;
    }

    /** With another holder. */
    static ObjectNode taken(JsonNode lease, String identity, Duration duration, Instant now) {
        ObjectNode next = renewed(lease, now);
        ObjectNode spec = spec(next);
        spec.put("holderIdentity", identity)
                .put("leaseDurationSeconds", wholeSeconds(duration))
                .put("acquireTime", MICROS.format(now))
                .put("leaseTransitions", spec.path("leaseTransitions").asInt() + 1);
        return next;
    }

    /** At least what is waited for, in the unit of the field. */
    private static long wholeSeconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }

    /** Without a holder. */
    static ObjectNode free(JsonNode lease) {
        ObjectNode next = lease.deepCopy();
        spec(next).put("holderIdentity", "").put("leaseDurationSeconds", 1);
        return next;
    }

    /** With the question whether this process may have it. */
    static ObjectNode asked(JsonNode lease, String identity) {
        ObjectNode next = lease.deepCopy();
        annotations(next).put(WANTED_BY, identity);
        return next;
    }

    /** {@return who asks for it; empty if nobody does} */
    static String wantedBy(JsonNode lease) {
        return lease.path("metadata").path("annotations").path(WANTED_BY).asText("");
    }

    /** {@return who holds it; empty if nobody does} */
    static String holder(JsonNode lease) {
        return lease.path("spec").path("holderIdentity").asText("");
    }

    /** {@return for how long it is held after its last change, as the record says} */
    static Duration duration(JsonNode lease) {
        return Duration.ofSeconds(
                lease.path("spec").path("leaseDurationSeconds").asLong());
    }

    /** {@return what changes with each change, also of a Lease that was deleted and made again} */
    static String version(JsonNode lease) {
        JsonNode metadata = lease.path("metadata");
        return metadata.path("uid").asText() + " "
                + metadata.path("resourceVersion").asText();
    }

    private static ObjectNode annotations(ObjectNode lease) {
        return lease.withObject("/metadata").withObject("/annotations");
    }

    private static ObjectNode spec(ObjectNode lease) {
        return lease.withObject("/spec");
    }
}
