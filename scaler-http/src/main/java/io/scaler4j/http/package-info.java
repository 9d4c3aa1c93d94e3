/**
 * Scales on HTTP requests, to zero and back, without losing one.
 *
 * <p><b>Count.</b> A {@link io.scaler4j.http.RequestTracker} counts the requests of each route in this process, at two
 * increments a request. An {@link io.scaler4j.http.InterceptorFleet} adds up what other processes have counted, those
 * of KEDA's HTTP add-on included. Both make scalers of the requests in flight and of the requests per second. A
 * {@link io.scaler4j.http.RoutingTable} says which {@link io.scaler4j.http.Route} a request belongs to.
 *
 * <p><b>Hold.</b> A {@link io.scaler4j.http.Gate} stands before a target. It gives a request a replica that an
 * {@link io.scaler4j.http.EndpointSource} tells of, or lets it wait within the limits of a
 * {@link io.scaler4j.http.Hold}, without a thread. {@link io.scaler4j.http.Gate#guard} makes of a target one that is
 * never scaled to 0 with a request.
 *
 * <p>There is no server in here: requests come from the one that you have. Time is an argument or a
 * {@link io.scaler4j.Scheduler}, so all of it runs in virtual time.
 *
 * <p>{@code docs/http.md} begins with a complete example and lists options, readings and limits.
 */
@NullMarked
package io.scaler4j.http;

import org.jspecify.annotations.NullMarked;
