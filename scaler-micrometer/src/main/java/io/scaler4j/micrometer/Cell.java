package io.scaler4j.micrometer;

/** A number that meters show. Written by one thread at a time, read by any. */
final class Cell {

    private volatile double value;

    double get() {
        return value;
    }

    void set(double value) {
        this.value = value;
    }
}
