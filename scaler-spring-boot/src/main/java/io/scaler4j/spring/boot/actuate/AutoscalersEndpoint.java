package io.scaler4j.spring.boot.actuate;

import io.scaler4j.Autoscaler;
import io.scaler4j.Turn;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * The autoscalers of the application over HTTP: what they decided and why, and an operator's pauses.
 *
 * <ul>
 *   <li>{@code GET /actuator/autoscalers}: all of them, with the count and the outcome of the latest turn
 *   <li>{@code GET /actuator/autoscalers/orders}: one of them, with its last decisions and their explanations
 *   <li>{@code POST /actuator/autoscalers/orders/pause}, {@code .../pauseAt} with {@code {"replicas": 3}},
 *       {@code .../resume}
 * </ul>
 *
 * <p>Answers are maps, lists, texts and numbers. They have no secret: options and authentication are not among them.
 * Writes need the access {@code unrestricted} of the endpoint, as every write of an actuator does. A pause holds until
 * {@code resume} or the end of the process. Thread-safe.
 */
@WebEndpoint(id = "autoscalers")
public final class AutoscalersEndpoint {

    private final AutoscalerRegistry registry;
    private final RecentTurns turns;

    AutoscalersEndpoint(AutoscalerRegistry registry, RecentTurns turns) {
        this.registry = registry;
        this.turns = turns;
    }

    /** What an operator may ask for. */
    public enum Operation {
        /** Freezes the count as it is. */
        PAUSE,
        /** Brings the target to a count and keeps it there. */
        PAUSE_AT,
        /** Ends every pause. */
        RESUME
    }

    /**
     * Lists the autoscalers.
     *
     * @return under {@code autoscalers}, a map for each, by name
     */
    @ReadOperation
    public Map<String, Map<String, Object>> autoscalers() {
        var all = new LinkedHashMap<String, Object>();
        Set<String> names = registry.names();
        turns.keep(names);
        names.forEach(name -> summary(name).ifPresent(summary -> all.put(name, summary)));
        return Map.of("autoscalers", all);
    }

    /**
     * Describes an autoscaler.
     *
     * @param name of the autoscaler
     * @return what it is configured with, and its last 20 turns under {@code turns}, the latest first; null for an
     *     unknown name, which is answered with the status 404
     */
    @ReadOperation
    public @Nullable Map<String, Object> autoscaler(@Selector String name) {
        return description(name).orElse(null);
    }

    /**
     * Pauses an autoscaler, or ends its pauses.
     *
     * @param name of the autoscaler
     * @param operation what is asked for
     * @param replicas the count, for {@link Operation#PAUSE_AT} alone
     * @return the description of the autoscaler; the status 404 for an unknown name, and for one that begins just now
     * @throws InvalidEndpointRequestException if the count is missing, negative, or given to another operation; it is
     *     answered with the status 400
     */
    @WriteOperation
    @SuppressWarnings("deprecation") // Spring Boot 3 knows optional parameters by this annotation alone
    public WebEndpointResponse<Map<String, Object>> control(
            @Selector String name,
            @Selector Operation operation,
            @org.springframework.lang.Nullable @Nullable Integer replicas) {
        check(operation, replicas);
        Optional<Autoscaler> autoscaler = registry.autoscaler(name);
        autoscaler.ifPresent(found -> control(found, operation, replicas));
        return autoscaler
                .flatMap(found -> description(name))
                .map(WebEndpointResponse::new)
                .orElseGet(() -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND));
    }

    private static void check(Operation operation, @Nullable Integer replicas) {
        boolean needed = operation == Operation.PAUSE_AT;
        if (needed != (replicas != null)) {
            throw invalid(
                    needed
                            ? "pauseAt needs the count: {\"replicas\": 3}"
                            : "replicas belong to pauseAt; leave them out, or use pauseAt");
        }
        if (replicas != null && replicas < 0) {
            throw invalid("replicas must be at least 0, were " + replicas);
        }
    }

    private static InvalidEndpointRequestException invalid(String sentence) {
        return new InvalidEndpointRequestException(sentence, sentence);
    }

    private static void control(Autoscaler autoscaler, Operation operation, @Nullable Integer replicas) {
        switch (operation) {
            case PAUSE -> autoscaler.pause();
            case PAUSE_AT -> autoscaler.pauseAt(replicas == null ? 0 : replicas);
            case RESUME -> autoscaler.resume();
        }
    }

    private Optional<Map<String, Object>> summary(String name) {
        return registry.spec(name).map(spec -> {
            var summary = new LinkedHashMap<String, Object>();
            summary.put(
                    "control",
                    registry.autoscaler(name)
                            .map(Autoscaler::control)
                            .orElse(spec.control())
                            .toString());
            turns.of(name).stream().findFirst().ifPresent(turn -> putTurn(summary, turn));
            return summary;
        });
    }

    private Optional<Map<String, Object>> description(String name) {
        return registry.spec(name).map(spec -> {
            Map<String, Object> description = summary(name).orElseGet(LinkedHashMap::new);
            description.put("policy", spec.policy().toString());
            description.put("interval", spec.interval().toString());
            description.put("dryRun", spec.isDryRun());
            description.put("triggers", triggers(spec));
            description.put(
                    "turns",
                    turns.of(name).stream().map(AutoscalersEndpoint::turn).toList());
            return description;
        });
    }

    private static List<String> triggers(AutoscalerSpec spec) {
        return spec.triggers().stream().map(plan -> plan.metric().toString()).toList();
    }

    private static Map<String, Object> turn(Turn turn) {
        var map = new LinkedHashMap<String, Object>();
        putTurn(map, turn);
        turn.decision().ifPresent(decision -> {
            map.put("explanation", decision.explanation().toLine());
            map.put("decision", decision.toMap());
        });
        return map;
    }

    private static void putTurn(Map<String, Object> map, Turn turn) {
        map.put("at", turn.at().toString());
        turn.replicas().ifPresent(replicas -> map.put("replicas", replicas));
        map.put("outcome", turn.outcome().toString());
    }
}
