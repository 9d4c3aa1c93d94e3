package io.scaler4j.http.proxy;

import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all connections of an interceptor share. */
final class ProxyCore {

    private static final Logger LOG = LoggerFactory.getLogger(HttpInterceptor.class);

    private final InterceptorLimits limits;
    private final RouteKeeper routes;
    private final List<ExchangeObserver> observers;
    private final Executor executor;
    private volatile Phase phase = Phase.NEW;

    /** How far the interceptor is in its life. */
    enum Phase {
        NEW,
        SERVING,
        /** Serves as before, but is not ready any more, and asks clients to connect elsewhere. */
        LEAVING,
        /** Takes no request that would wait. */
        DRAINING,
        CLOSED
    }

    ProxyCore(InterceptorLimits limits, RouteKeeper routes, List<ExchangeObserver> observers, Executor executor) {
        this.limits = limits;
        this.routes = routes;
        this.observers = List.copyOf(observers);
        this.executor = executor;
    }

    InterceptorLimits limits() {
        return limits;
    }

    RouteKeeper routes() {
        return routes;
    }

    /** Where blocking work may run. */
    Executor executor() {
        return executor;
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase now) {
        phase = now;
    }

    /** Whether clients are asked to connect elsewhere. */
    boolean isLeaving() {
        return phase.compareTo(Phase.LEAVING) >= 0;
    }

    boolean isReady() {
        return phase == Phase.SERVING && routes.current() != null;
    }

    void tell(Exchange exchange) {
        for (ExchangeObserver observer : observers) {
            try {
                observer.onExchange(exchange);
            } catch (RuntimeException e) {
                LOG.warn(
                        "{} failed on a request of {}",
                        observer,
                        exchange.route().orElse("no route"),
                        e);
            }
        }
    }
}
