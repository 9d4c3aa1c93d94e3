package io.scaler4j.connect;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Secrets or settings that a supplier provides: asked for once to begin with, and asked for again whenever the current
 * ones are wanted. Not thread-safe, except {@link #current()}, which is if the supplier is.
 *
 * @param <S> what is provided
 */
public final class Renewable<S> {

    private final Supplier<? extends S> supplier;
    private @Nullable S first;

    private Renewable(Supplier<? extends S> supplier, @Nullable S first) {
        this.supplier = Objects.requireNonNull(supplier, "supplier must not be null; it provides the current secrets");
        this.first = first;
    }

    /**
     * Returns what a supplier provides; it has not been asked yet.
     *
     * @param supplier provides the current value, never null
     * @param <S> what is provided
     * @return the value and how to get it again
     */
    public static <S> Renewable<S> from(Supplier<? extends S> supplier) {
        return new Renewable<>(supplier, null);
    }

    /**
     * Returns what a supplier provides, with what it would provide first.
     *
     * @param first the value to begin with
     * @param supplier provides the current value from then on, never null
     * @param <S> what is provided
     * @return the value and how to get it again
     */
    public static <S> Renewable<S> from(S first, Supplier<? extends S> supplier) {
        return new Renewable<>(supplier, Objects.requireNonNull(first, "first must not be null; leave it out instead"));
    }

    /** {@return the value to begin with; the supplier is asked for it once} */
    public S first() {
        S value = first;
        if (value == null) {
            value = current();
            first = value;
        }
        return value;
    }

    /** {@return the value as the supplier knows it now} */
    public S current() {
        return Objects.requireNonNull(supplier.get(), "a supplier of secrets must not return null");
    }

    /**
     * Hands the first value over to a copy, so that another user of this one asks the supplier again.
     *
     * @return a copy with the first value, if the supplier has been asked for it
     */
    public Renewable<S> detach() {
        var copy = new Renewable<S>(supplier, first);
        first = null;
        return copy;
    }
}
