package io.scaler4j.http.proxy;

/**
 * Is told how requests ended: for metrics, for an access log.
 *
 * <p>Called once for each request, at its end, on an event loop: be quick and never block. Several event loops call at
 * the same time. An exception is logged, and changes nothing for the request.
 */
@FunctionalInterface
public interface ExchangeObserver {

    /**
     * Takes a request that has ended.
     *
     * @param exchange what became of it
     */
    void onExchange(Exchange exchange);
}
