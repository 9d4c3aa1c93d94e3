package io.scaler4j.spring.boot;

import java.util.function.BooleanSupplier;

/** Lets autoscalers write to their targets only while the application context runs. Thread-safe. */
final class WriteGate implements BooleanSupplier {

    private volatile boolean open;

    void open() {
        open = true;
    }

    void close() {
        open = false;
    }

    @Override
    public boolean getAsBoolean() {
        return open;
    }
}
