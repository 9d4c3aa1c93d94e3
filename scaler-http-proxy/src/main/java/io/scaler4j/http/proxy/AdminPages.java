package io.scaler4j.http.proxy;

import io.scaler4j.http.QueueAnswer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The pages that every admin port has, unless a page of the same path is set. */
final class AdminPages {

    static final String LIVE = "/livez";
    static final String READY = "/readyz";

    private AdminPages() {}

    /**
     * Makes the pages.
     *
     * @param ready whether new requests are welcome
     * @param queue the counts
     */
    static Map<String, AdminPage> of(BooleanSupplier ready, QueuePage queue) {
        Map<String, AdminPage> pages = new LinkedHashMap<>();
        pages.put(QueueAnswer.PATH, queue);
        pages.put(LIVE, AdminPage.of(() -> AdminAnswer.text(200, "ok\n")));
        pages.put(
                READY,
                AdminPage.of(() -> ready.getAsBoolean()
                        ? AdminAnswer.text(200, "ok\n")
                        : AdminAnswer.text(503, "not ready: it starts, has no routes yet, or stops\n")));
        return pages;
    }
}
