package io.scaler4j.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.ReadRequest;
import io.scaler4j.cpu.SamplingException;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Lists pods page by page, and says in sentences what is wrong where that fails. */
final class KubernetesApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GONE = 410;
    private static final int MOST_PAGES = 10_000;
    private static final int LONGEST_QUOTE = 300;
    private static final Duration LARGEST_RESERVE = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final KubernetesConnection connection;
    private final long deadlineNanos;
    private final ReadRequest read;

    /** A list that changed so much that the server cannot go on with it. */
    private static final class StaleList extends Exception {
        private static final long serialVersionUID = 1L;
    }

    KubernetesApi(KubernetesConnection connection, ReadRequest read) {
        this.connection = connection;
        this.read = read;
        this.deadlineNanos = System.nanoTime() + patience().toNanos();
    }

    /** A little less than the caller has, so that he hears what was wrong. */
    private Duration patience() {
        Duration timeout = read.timeout().compareTo(LONGEST) < 0 ? read.timeout() : LONGEST;
        Duration reserve = timeout.dividedBy(10);
        return timeout.minus(reserve.compareTo(LARGEST_RESERVE) < 0 ? reserve : LARGEST_RESERVE);
    }

    /** All of a list, which others that ask at about the same time share. */
    List<JsonNode> list(PodQuery query) throws Exception {
        try {
            return connection.listings().get(query, read.now(), patience(), () -> fetch(query));
        } catch (TimeoutException e) {
            throw new SamplingException(Kind.TIMEOUT, tooLate(query), e);
        }
    }

    private List<JsonNode> fetch(PodQuery query) throws SamplingException {
        try {
            return allPages(query);
        } catch (StaleList again) {
            try {
                return allPages(query);
            } catch (StaleList e) {
                throw new SamplingException(
                        Kind.UNAVAILABLE, connection + " could not finish a list of " + query + " (HTTP 410), twice");
            }
        }
    }

    private List<JsonNode> allPages(PodQuery query) throws SamplingException, StaleList {
        var items = new ArrayList<JsonNode>();
        String continued = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode list = page(query, continued);
            if (!list.path("items").isArray()) {
                throw unreadable(query, "it has no list of items");
            }
            list.path("items").forEach(item -> items.add(slim(item)));
            continued = list.path("metadata").path("continue").asText("");
            if (continued.isEmpty()) {
                return List.copyOf(items);
            }
        }
        throw unreadable(query, "it does not end");
    }

    /** Annotations and managed fields are the larger part of a pod, and of no use here. */
    private static JsonNode slim(JsonNode item) {
        if (item.path("metadata") instanceof ObjectNode metadata) {
            metadata.retain("name", "deletionTimestamp");
        }
        return item;
    }

    private JsonNode page(PodQuery query, String continued) throws SamplingException, StaleList {
        HttpGetter.Answer answer = ask(query, continued);
        if (answer.status() == GONE && !continued.isEmpty()) {
            throw new StaleList();
        }
        if (answer.status() != 200) {
            throw refused(query, answer);
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) { // whose text may quote what was answered
            throw unreadable(query, "it is no JSON");
        }
    }

    private HttpGetter.Answer ask(PodQuery query, String continued) throws SamplingException {
        if (System.nanoTime() - deadlineNanos >= 0) {
            throw new SamplingException(Kind.TIMEOUT, tooLate(query));
        }
        try {
            return connection.get(query.pathAndQuery(continued), deadlineNanos);
        } catch (InterruptedIOException e) { // a socket's time-out is one, too
            throw Thread.currentThread().isInterrupted()
                    ? new SamplingException(
                            Kind.UNAVAILABLE, connection + " was not waited for, because the read was interrupted", e)
                    : new SamplingException(Kind.TIMEOUT, tooLate(query), e);
        } catch (IOException e) {
            throw new SamplingException(
                    Kind.UNAVAILABLE,
                    connection + " did not list " + query + " (" + connection.withoutSecrets(String.valueOf(e))
                            + "); is it up, is the address right and its certificate trusted?",
                    e);
        }
    }

    private String tooLate(PodQuery query) {
        return connection + " did not list " + query + " within " + patience().toMillis() + " ms";
    }

    private SamplingException unreadable(PodQuery query, String why) {
        return new SamplingException(
                Kind.UNAVAILABLE,
                connection + " answered what is no list of " + query + ": " + why
                        + "; does the address lead to a Kubernetes API server?");
    }

    private SamplingException refused(PodQuery query, HttpGetter.Answer answer) {
        int status = answer.status();
        String said = " (HTTP " + status + said(answer) + ")";
        return switch (status) {
            case 401 ->
                new SamplingException(
                        Kind.DENIED,
                        connection + " does not know who asks" + said
                                + "; check the token or the client certificate, which may have expired");
            case 403 ->
                new SamplingException(
                        Kind.DENIED,
                        connection + " does not allow to list " + query + said + "; grant the verbs get and list on the"
                                + " resource pods of API group " + query.api().group());
            case 404, 503 -> query.api() == PodQuery.Api.METRICS ? noMetrics(said) : unavailable(query, said);
            default -> unavailable(query, said);
        };
    }

    private SamplingException noMetrics(String said) {
        return new SamplingException(
                Kind.UNAVAILABLE,
                connection + " has no metrics of pods" + said
                        + "; install the metrics server, or see why its API service metrics.k8s.io is not available");
    }

    private SamplingException unavailable(PodQuery query, String said) {
        return new SamplingException(Kind.UNAVAILABLE, connection + " did not list " + query + said);
    }

    /** The API's own sentence, if it is one. */
    private String said(HttpGetter.Answer answer) {
        try {
            String message = JSON.readTree(answer.body()).path("message").asText("");
            String shown = connection.withoutSecrets(message);
            return shown.isEmpty() ? "" : ": " + shown.substring(0, Math.min(shown.length(), LONGEST_QUOTE));
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
