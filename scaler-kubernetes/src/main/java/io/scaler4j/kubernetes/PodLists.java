package io.scaler4j.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.cpu.SamplingException;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Lists pods page by page, and says in sentences what is wrong with an answer. */
final class PodLists {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GONE = 410;
    private static final int MOST_PAGES = 10_000;
    private static final int LONGEST_QUOTE = 300;

    private final Transport connection;

    PodLists(Transport connection) {
        this.connection = connection;
    }

    /** All of a list; fails with a {@link SamplingException}, or with what the connection failed with. */
    CompletableFuture<List<JsonNode>> list(PodQuery query, TimeLimit limit) {
        var list = new PagedList(query, limit);
        list.page("");
        return list.done;
    }

    /** One list on its way, page after page. */
    private final class PagedList {

        private final CompletableFuture<List<JsonNode>> done = new CompletableFuture<>();
        private final PodQuery query;
        private final TimeLimit limit;
        private final List<JsonNode> items = new ArrayList<>();
        private int pages;
        private boolean begunAgain;

        PagedList(PodQuery query, TimeLimit limit) {
            this.query = query;
            this.limit = limit;
        }

        /** Asks for the page that begins so; the first one if that is empty. */
        void page(String continued) {
            if (limit.isOver()) {
                done.completeExceptionally(new TimeoutException("the time was over before the list was complete"));
                return;
            }
            connection
                    .get(query.pathAndQuery(continued), limit)
                    .whenComplete((answer, thrown) -> answered(continued, answer, thrown));
        }

        private void answered(String continued, HttpGetter.@Nullable Answer answer, @Nullable Throwable thrown) {
            try {
                if (answer == null) {
                    done.completeExceptionally(thrown);
                } else if (answer.status() == GONE && !continued.isEmpty()) {
                    beginAgain();
                } else {
                    add(answer);
                }
            } catch (SamplingException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        }

        /** A list may change so much that the server cannot go on with it. */
        private void beginAgain() throws SamplingException {
            if (begunAgain) {
                throw new SamplingException(
                        Kind.UNAVAILABLE, connection + " could not finish a list of " + query + " (HTTP 410), twice");
            }
            begunAgain = true;
            items.clear();
            pages = 0;
            page("");
        }

        private void add(HttpGetter.Answer answer) throws SamplingException {
            JsonNode list = parsed(answer, query);
            list.path("items").forEach(item -> items.add(slim(item)));
            String continued = list.path("metadata").path("continue").asText("");
            pages++;
            if (continued.isEmpty()) {
                done.complete(List.copyOf(items));
            } else if (pages >= MOST_PAGES) {
                throw unreadable(query, "it does not end");
            } else {
                page(continued);
            }
        }
    }

    private JsonNode parsed(HttpGetter.Answer answer, PodQuery query) throws SamplingException {
        if (answer.status() != 200) {
            throw refused(query, answer);
        }
        try {
            JsonNode list = JSON.readTree(answer.body());
            if (list.path("items").isArray()) {
                return list;
            }
        } catch (JsonProcessingException e) { // whose text may quote what was answered
            throw unreadable(query, "it is no JSON");
        }
        throw unreadable(query, "it has no list of items");
    }

    /** Annotations and managed fields are the larger part of a pod, and of no use here. */
    private static JsonNode slim(JsonNode item) {
        if (item.path("metadata") instanceof ObjectNode metadata) {
            metadata.retain("name", "deletionTimestamp", "labels");
        }
        return item;
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
                        connection + " does not accept the credentials" + said
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
