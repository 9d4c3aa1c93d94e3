package io.scaler4j.examples.docs;

import io.scaler4j.http.RouteCounter;
import io.scaler4j.http.Tracked;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Counts the requests of one route. Register it with asyncSupported. */
public final class CountingFilter implements Filter {

    private final RouteCounter counter;

    public CountingFilter(RouteCounter counter) {
        this.counter = counter;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Tracked tracked = counter.track();
        try {
            chain.doFilter(request, response);
        } finally {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new EndOf(tracked));
            } else {
                tracked.close();
            }
        }
    }

    /** Closing twice counts one end. */
    private record EndOf(Tracked tracked) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            tracked.close();
        }

        @Override
        public void onError(AsyncEvent event) {
            tracked.close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // the container completes it, or the application does
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
