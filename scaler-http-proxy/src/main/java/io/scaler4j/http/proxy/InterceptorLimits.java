package io.scaler4j.http.proxy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of an interceptor as a whole. {@link RouteLimits} replaces the first three for one route.
 *
 * <pre>{@code
 * InterceptorLimits.builder().request(Duration.ofSeconds(60)).maxHeld(2000).build()
 * }</pre>
 *
 * @param request how long a request takes as a whole, from its arrival to the last byte of its answer; 0 for no limit
 * @param responseHeader how long a replica takes to the head of its answer, after it has got the request; 0 for no
 *     limit
 * @param readiness how long a request waits for a replica; 0 for as long as the route's {@link io.scaler4j.http.Hold}
 *     allows
 * @param connect how long one attempt to connect to a replica takes
 * @param drain how long requests in flight may go on while the interceptor stops; 0 for as long as they take
 * @param shutdownDelay how long the interceptor goes on to accept requests after it was told to stop, until load
 *     balancers have seen that it is not ready
 * @param clientHead how long a client takes to send the head of a request
 * @param idle how long a connection without a request stays open, to a client or to a replica
 * @param maxIdleConnections idle connections to all replicas together
 * @param maxIdlePerHost idle connections to one replica
 * @param maxHeaderBytes the size of all headers of a request or of an answer, in bytes
 * @param maxInitialLineBytes the size of a request's first line, in bytes
 * @param maxHeld requests of all routes together that wait for a replica
 */
public record InterceptorLimits(
        Duration request,
        Duration responseHeader,
        Duration readiness,
        Duration connect,
        Duration drain,
        Duration shutdownDelay,
        Duration clientHead,
        Duration idle,
        int maxIdleConnections,
        int maxIdlePerHost,
        int maxHeaderBytes,
        int maxInitialLineBytes,
        int maxHeld) {

    /** The defaults: see {@link Builder}. */
    public static final InterceptorLimits DEFAULT = builder().build();

    /**
     * Checks the limits.
     *
     * @param request at least 0
     * @param responseHeader at least 0
     * @param readiness at least 0
     * @param connect more than 0
     * @param drain at least 0
     * @param shutdownDelay at least 0
     * @param clientHead more than 0
     * @param idle more than 0
     * @param maxIdleConnections at least 0
     * @param maxIdlePerHost at least 0
     * @param maxHeaderBytes at least 1024
     * @param maxInitialLineBytes at least 256
     * @param maxHeld at least 0
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public InterceptorLimits {
        var problems = Problems.of("interceptor limits");
        orNone("request", request, problems);
        orNone("responseHeader", responseHeader, problems);
        orNone("readiness", readiness, problems);
        positive("connect", connect, problems);
        orNone("drain", drain, problems);
        orNone("shutdownDelay", shutdownDelay, problems);
        positive("clientHead", clientHead, problems);
        positive("idle", idle, problems);
        atLeast(0, "maxIdleConnections", maxIdleConnections, problems);
        atLeast(0, "maxIdlePerHost", maxIdlePerHost, problems);
        atLeast(1024, "maxHeaderBytes", maxHeaderBytes, problems);
        atLeast(256, "maxInitialLineBytes", maxInitialLineBytes, problems);
        atLeast(0, "maxHeld", maxHeld, problems);
        problems.throwIfAny();
    }

    private static void orNone(String option, @Nullable Duration limit, Problems problems) {
        if (problems.given(option, limit) && limit != null) {
            problems.check(
                    !limit.isNegative(), option + " must be at least 0, was " + limit + "; 0 switches the limit off");
        }
    }

    private static void positive(String option, @Nullable Duration limit, Problems problems) {
        if (problems.given(option, limit) && limit != null) {
            problems.check(
                    !limit.isNegative() && !limit.isZero(),
                    option + " must be more than 0, was " + limit + "; leave it out for the default");
        }
    }

    private static void atLeast(int least, String option, int count, Problems problems) {
        problems.check(
                count >= least,
                option + " must be at least " + least + ", was " + count + "; leave it out for the default");
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder with these limits} */
    public Builder toBuilder() {
        return builder()
                .request(request)
                .responseHeader(responseHeader)
                .readiness(readiness)
                .connect(connect)
                .drain(drain)
                .shutdownDelay(shutdownDelay)
                .clientHead(clientHead)
                .idle(idle)
                .maxIdleConnections(maxIdleConnections)
                .maxIdlePerHost(maxIdlePerHost)
                .maxHeaderBytes(maxHeaderBytes)
                .maxInitialLineBytes(maxInitialLineBytes)
                .maxHeld(maxHeld);
    }

    /** Builds {@link InterceptorLimits}. Bad values are reported together by {@link #build()}. Not thread-safe. */
    public static final class Builder {

        private Duration request = Duration.ZERO;
        private Duration responseHeader = Duration.ofSeconds(300);
        private Duration readiness = Duration.ZERO;
        private Duration connect = Duration.ofMillis(500);
        private Duration drain = Duration.ofSeconds(30);
        private Duration shutdownDelay = Duration.ofSeconds(5);
        private Duration clientHead = Duration.ofSeconds(10);
        private Duration idle = Duration.ofSeconds(90);
        private int maxIdleConnections = 1_000;
        private int maxIdlePerHost = 200;
        private int maxHeaderBytes = 32_768;
        private int maxInitialLineBytes = 16_384;
        private int maxHeld = 10_000;

        private Builder() {}

        /**
         * Sets how long a request takes as a whole, from its arrival to the last byte of its answer.
         *
         * @param limit at least 0; 0 for no limit. Default: 0
         * @return this builder
         */
        public Builder request(Duration limit) {
            request = limit;
            return this;
        }

        /**
         * Sets how long a replica takes to the head of its answer, after it has got the request.
         *
         * @param limit at least 0; 0 for no limit. Default: 300 s
         * @return this builder
         */
        public Builder responseHeader(Duration limit) {
            responseHeader = limit;
            return this;
        }

        /**
         * Sets how long a request waits for a replica.
         *
         * @param limit at least 0; 0 for as long as the route's hold allows. Default: 0
         * @return this builder
         */
        public Builder readiness(Duration limit) {
            readiness = limit;
            return this;
        }

        /**
         * Sets how long one attempt to connect to a replica takes.
         *
         * @param limit more than 0. Default: 500 ms
         * @return this builder
         */
        public Builder connect(Duration limit) {
            connect = limit;
            return this;
        }

        /**
         * Sets how long requests in flight may go on while the interceptor stops.
         *
         * @param limit at least 0; 0 for no limit. Default: 30 s
         * @return this builder
         */
        public Builder drain(Duration limit) {
            drain = limit;
            return this;
        }

        /**
         * Sets how long the interceptor goes on to accept requests after it was told to stop, until load balancers have
         * seen that it is not ready.
         *
         * @param limit at least 0; 0 to stop at once. Default: 5 s
         * @return this builder
         */
        public Builder shutdownDelay(Duration limit) {
            shutdownDelay = limit;
            return this;
        }

        /**
         * Sets how long a client takes to send the head of a request.
         *
         * @param limit more than 0. Default: 10 s
         * @return this builder
         */
        public Builder clientHead(Duration limit) {
            clientHead = limit;
            return this;
        }

        /**
         * Sets how long a connection without a request stays open, to a client or to a replica.
         *
         * @param limit more than 0. Default: 90 s
         * @return this builder
         */
        public Builder idle(Duration limit) {
            idle = limit;
            return this;
        }

        /**
         * Sets how many idle connections to all replicas are kept.
         *
         * @param most at least 0. Default: 1,000
         * @return this builder
         */
        public Builder maxIdleConnections(int most) {
            maxIdleConnections = most;
            return this;
        }

        /**
         * Sets how many idle connections to one replica are kept.
         *
         * @param most at least 0. Default: 200
         * @return this builder
         */
        public Builder maxIdlePerHost(int most) {
            maxIdlePerHost = most;
            return this;
        }

        /**
         * Sets the most bytes that all headers of a request or of an answer have. A request beyond gets status 431.
         *
         * @param most at least 1024. Default: 32 KiB
         * @return this builder
         */
        public Builder maxHeaderBytes(int most) {
            maxHeaderBytes = most;
            return this;
        }

        /**
         * Sets the most bytes that the first line of a request has. A request beyond gets status 414.
         *
         * @param most at least 256. Default: 16 KiB
         * @return this builder
         */
        public Builder maxInitialLineBytes(int most) {
            maxInitialLineBytes = most;
            return this;
        }

        /**
         * Sets how many requests of all routes wait for a replica together.
         *
         * @param most at least 0. Default: 10,000
         * @return this builder
         */
        public Builder maxHeld(int most) {
            maxHeld = most;
            return this;
        }

        /**
         * Makes the limits.
         *
         * @return the limits
         * @throws InvalidConfigurationException with everything that is wrong
         */
        public InterceptorLimits build() {
            return new InterceptorLimits(
                    request,
                    responseHeader,
                    readiness,
                    connect,
                    drain,
                    shutdownDelay,
                    clientHead,
                    idle,
                    maxIdleConnections,
                    maxIdlePerHost,
                    maxHeaderBytes,
                    maxInitialLineBytes,
                    maxHeld);
        }
    }
}
