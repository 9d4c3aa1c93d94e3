package io.scaler4j.prometheus;

import io.scaler4j.ReadRequest;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.connect.PendingQuery;
import io.scaler4j.connect.QueryBatcher;
import io.scaler4j.connect.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client and the scalers that read through it: what the handles of a {@link PrometheusServer} share. When the
 * server does not accept its secrets they are asked for again, and the query is sent once more if they have changed; at
 * no other time. Thread-safe.
 */
final class PrometheusClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrometheusClient.class);

    private final ConnectionSettings settings;
    private final ServerAddress server;
    private final QueryBatcher<Sent, QueryResult> batches;
    private final CircuitBreaker breaker;
    private final Renewals renewals;

    private PrometheusClient(ConnectionSettings settings, Renewals renewals) {
        this.settings = settings;
        this.renewals = renewals;
        server = settings.server();
        batches = QueryBatcher.sendingAhead(this::send, settings.freshness);
        breaker = new CircuitBreaker(
                settings.failuresInARow,
                settings.pause,
                PrometheusClient::isServersFault,
                message -> LOG.warn("{}: {}", settings, message));
    }

    /** A client with the first secrets, which has asked nothing yet. */
    static PrometheusClient open(ConnectionSettings builders) {
        ConnectionSettings settings = builders.detach();
        return new PrometheusClient(settings, Renewals.open(settings));
    }

    /** A query with the secrets of a moment: an answer with other secrets does not count for it. */
    private record Sent(InstantQuery query, int login) {}

    /** The secrets changed before the query was sent. */
    private static final class OutdatedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutdatedException() {
            super("the secrets changed meanwhile", null, false, false);
        }
    }

    /**
     * The result, or what went wrong.
     *
     * @param executor where names are looked up and secrets asked for, both of which may take time
     */
    CompletionStage<QueryResult> read(InstantQuery query, ReadRequest request, Executor executor) {
        long begin = System.nanoTime();
        Login login = renewals.current();
        return CompletableFuture.supplyAsync(() -> ask(query, login, request, begin), executor)
                .thenCompose(answer -> answer)
                .handle((result, thrown) -> thrown == null
                        ? CompletableFuture.completedStage(result)
                        : again(query, login, request, begin, FailureTable.unwrap(thrown), executor))
                .thenCompose(answer -> answer);
    }

    private CompletionStage<QueryResult> ask(InstantQuery query, Login login, ReadRequest request, long beginNanos) {
        Duration left = request.timeout().minusNanos(System.nanoTime() - beginNanos);
        return left.isNegative() || left.isZero()
                ? CompletableFuture.failedStage(new TimeoutException("the time was over before the query was sent"))
                : batches.ask(new Sent(query, login.number()), ReadRequest.of(request.now(), left));
    }

    private CompletionStage<QueryResult> again(
            InstantQuery query, Login tried, ReadRequest request, long begin, Throwable thrown, Executor executor) {
        if (thrown instanceof OutdatedException) {
            return ask(query, renewals.current(), request, begin);
        }
        if (!isRefusal(thrown)) {
            return CompletableFuture.failedStage(thrown);
        }
        return renewals.after(tried, begin, executor).thenCompose(login -> {
            if (login.number() == tried.number()) {
                return CompletableFuture.failedStage(thrown);
            }
            breaker.reset();
            return ask(query, login, request, begin);
        });
    }

    private void send(List<PendingQuery<Sent, QueryResult>> pendingQueries, ReadRequest request) {
        pendingQueries.forEach(pendingQuery -> pendingQuery.answerWith(send(pendingQuery.query(), request)));
    }

    private CompletionStage<QueryResult> send(Sent sent, ReadRequest request) {
        Login login = renewals.current();
        return sent.login() == login.number()
                ? breaker.call(request.now(), () -> exchange(sent.query(), login, request))
                : CompletableFuture.failedStage(new OutdatedException());
    }

    private CompletionStage<QueryResult> exchange(InstantQuery query, Login login, ReadRequest request) {
        TimeLimit limit = TimeLimit.within(request.timeout()).orAfter(query.timeout());
        return login.header(request.now(), limit.left())
                .thenCompose(header -> login.transport()
                        .send(HttpCall.query(server, query, query.target(request.now()), header), limit.left()))
                .thenApply(AnswerReader::result);
    }

    private static boolean isServersFault(Throwable thrown) {
        return thrown instanceof AnswerException answer
                ? answer.isServersFault()
                : !(thrown instanceof HttpAnswer.BodyTooLargeException);
    }

    private static boolean isRefusal(Throwable thrown) {
        return thrown instanceof AnswerException answer ? answer.isRefusal() : thrown instanceof SSLException;
    }

    /** A text without secrets. */
    String mask(String text) {
        return renewals.mask(text);
    }

    /** Open connections, for tests. */
    int connections() {
        return renewals.current().transport().connections();
    }

    /** Does not wait for requests under way: they fail. */
    @Override
    public void close() {
        batches.close();
        renewals.close();
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
