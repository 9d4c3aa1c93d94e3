package io.scaler4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.http.RequestTracker;
import io.scaler4j.http.RouteCounter;
import io.scaler4j.http.Tracked;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The snippets of docs/http.md about answers that end later than their method, run. */
@Timeout(60)
class HttpAnswersSnippetsTest {

    private final RequestTracker tracker = new RequestTracker();
    private final RouteCounter counter = tracker.counter("shop/web");

    private static <T> T proxy(Class<T> type, Map<String, Function<Object[], Object>> methods) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        methods.getOrDefault(method.getName(), none -> null).apply(arguments)));
    }

    static <T> CompletionStage<T> counted(RouteCounter counter, Supplier<CompletionStage<T>> handler) {
        Tracked request = counter.track();
        try {
            return handler.get().whenComplete((answer, thrown) -> request.close());
        } catch (RuntimeException | Error e) {
            request.close();
            throw e;
        }
    }

    static <T> Flow.Publisher<T> counted(RouteCounter counter, Flow.Publisher<T> answer) {
        return subscriber -> {
            Tracked request = counter.track();
            answer.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscriber.onSubscribe(new Flow.Subscription() {
                        @Override
                        public void request(long n) {
                            subscription.request(n);
                        }

                        @Override
                        public void cancel() {
                            request.close();
                            subscription.cancel();
                        }
                    });
                }

                @Override
                public void onNext(T item) {
                    subscriber.onNext(item);
                }

                @Override
                public void onError(Throwable thrown) {
                    request.close();
                    subscriber.onError(thrown);
                }

                @Override
                public void onComplete() {
                    request.close();
                    subscriber.onComplete();
                }
            });
        };
    }

    @Test
    void aServletFilterCountsToTheEndOfAnAsynchronousAnswer() throws Exception {
        var filter = new CountingFilter(counter);
        var listener = new AtomicReference<AsyncListener>();
        var context = proxy(AsyncContext.class, Map.of("addListener", arguments -> {
            listener.set((AsyncListener) arguments[0]);
            return null;
        }));
        var async = proxy(
                ServletRequest.class,
                Map.of("isAsyncStarted", arguments -> true, "getAsyncContext", arguments -> context));
        var plain = proxy(ServletRequest.class, Map.of("isAsyncStarted", arguments -> false));
        var response = proxy(ServletResponse.class, Map.of());
        FilterChain chain = (request, answer) -> assertThat(counter.inFlight()).isEqualTo(1);
        filter.doFilter(plain, response, chain);
        assertThat(counter.inFlight()).isZero();
        filter.doFilter(async, response, chain);
        assertThat(counter.inFlight()).isEqualTo(1);
        var event = new AsyncEvent(context);
        listener.get().onStartAsync(event);
        listener.get().onTimeout(event);
        assertThat(counter.inFlight()).isEqualTo(1);
        listener.get().onError(event);
        listener.get().onComplete(event);
        assertThat(counter.inFlight()).isZero();
        assertThatThrownBy(() -> filter.doFilter(plain, response, (request, answer) -> {
                    throw new IOException("broken");
                }))
                .hasMessage("broken");
        assertThat(counter.inFlight()).isZero();
    }

    @Test
    void anAnswerThatComesLaterEndsWhenItIsThere() {
        var answer = new CompletableFuture<String>();
        CompletionStage<String> counted = counted(counter, () -> answer);
        assertThat(counter.inFlight()).isEqualTo(1);
        answer.complete("done");
        assertThat(counted.toCompletableFuture()).isCompletedWithValue("done");
        assertThat(counter.inFlight()).isZero();
        assertThatThrownBy(() -> counted(counter, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(counter.inFlight()).isZero();
    }

    @Test
    void aStreamIsInFlightUntilItEndsOrIsCancelled() {
        var source = new SubmissionPublisher<String>(Runnable::run, 16);
        var items = new ArrayList<String>();
        var subscription = new AtomicReference<Flow.Subscription>();
        counted(counter, source).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription.set(given);
                given.request(10);
            }

            @Override
            public void onNext(String item) {
                items.add(item);
            }

            @Override
            public void onError(Throwable thrown) {
                items.add("failed");
            }

            @Override
            public void onComplete() {
                items.add("ended");
            }
        });
        source.submit("one");
        assertThat(counter.inFlight()).isEqualTo(1);
        source.close();
        assertThat(items).containsExactly("one", "ended");
        assertThat(counter.inFlight()).isZero();
        subscription.get().cancel();
        assertThat(counter.inFlight()).isZero();
        assertThat(counter.arrived()).isEqualTo(1);
    }
}
