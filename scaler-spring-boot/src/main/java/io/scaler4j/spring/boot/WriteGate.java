package io.scaler4j.spring.boot;

/** Lets autoscalers write to their targets only while the application context runs. Thread-safe. */
final class WriteGate {

    private volatile boolean open;

    void open() {
        open = true;
    }

    void close() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }
}
