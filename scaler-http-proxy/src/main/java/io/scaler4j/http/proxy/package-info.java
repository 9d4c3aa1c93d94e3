/**
 * An HTTP proxy in front of targets that scale to 0. It counts the requests of each route, holds them while no replica
 * is ready, and forwards them.
 *
 * <p>{@link io.scaler4j.http.proxy.HttpInterceptor} is the proxy, and {@link io.scaler4j.http.proxy.ProxyRoute} says
 * which requests go where. {@link io.scaler4j.http.proxy.InterceptorLimits} has the limits of the process,
 * {@link io.scaler4j.http.proxy.RouteLimits} those of one route. An {@link io.scaler4j.http.proxy.ExchangeObserver} is
 * told how each request ended.
 *
 * <p>{@code docs/http.md} lists what the proxy answers by itself, and when.
 */
@NullMarked
package io.scaler4j.http.proxy;

import org.jspecify.annotations.NullMarked;
