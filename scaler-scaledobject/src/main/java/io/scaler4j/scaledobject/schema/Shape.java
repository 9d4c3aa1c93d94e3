package io.scaler4j.scaledobject.schema;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a value may be. Immutable. */
public sealed interface Shape {

    /** {@return any value} */
    static Shape anything() {
        return Anything.INSTANCE;
    }

    /** {@return true or false} */
    static Shape flag() {
        return Flag.INSTANCE;
    }

    /** {@return any text} */
    static Text text() {
        return new Text(0, Integer.MAX_VALUE, List.of(), Optional.empty());
    }

    /**
     * Returns a text that is one of a few words.
     *
     * @param words all of them
     * @return the shape
     */
    static Text word(String... words) {
        return new Text(0, Integer.MAX_VALUE, List.of(words), Optional.empty());
    }

    /** {@return any 32-bit integer} */
    static Whole whole() {
        return new Whole(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), false);
    }

    /** {@return a number of Kubernetes, such as 500m; a number in the file, or a text} */
    static Quantity quantity() {
        return new Quantity(true, Quantity.Sign.ANY);
    }

    /**
     * Returns a list.
     *
     * @param items what each item is
     * @return of any length
     */
    static Listing list(Shape items) {
        return new Listing(items, 0, Optional.empty());
    }

    /**
     * Returns a mapping of any keys.
     *
     * @param values what each value is
     * @return the shape
     */
    static Mapped map(Shape values) {
        return new Mapped(values, Optional.empty());
    }

    /**
     * Returns an object.
     *
     * @param fields all that it may have, in their order
     * @return the shape
     */
    static Structure object(Field... fields) {
        return new Structure(Arrays.asList(fields), List.of(), false, "");
    }

    /** Any value. */
    enum Anything implements Shape {
        /** The only one. */
        INSTANCE
    }

    /** True or false. */
    enum Flag implements Shape {
        /** The only one. */
        INSTANCE
    }

    /**
     * A text.
     *
     * @param least characters
     * @param most characters
     * @param words that are allowed; empty for all
     * @param format that it has
     */
    record Text(int least, int most, List<String> words, Optional<Format> format) implements Shape {

        Text notEmpty() {
            return new Text(1, most, words, format);
        }

        Text atMost(int characters) {
            return new Text(least, characters, words, format);
        }

        Text like(Format wanted) {
            return new Text(least, most, words, Optional.of(wanted));
        }
    }

    /**
     * An integer.
     *
     * @param atLeast the smallest one
     * @param above the largest one that is too small
     * @param atMost the largest one
     * @param wide whether it may have 64 bits
     */
    record Whole(OptionalLong atLeast, OptionalLong above, OptionalLong atMost, boolean wide) implements Shape {

        Whole atLeast(long value) {
            return new Whole(OptionalLong.of(value), above, atMost, wide);
        }

        Whole above(long value) {
            return new Whole(atLeast, OptionalLong.of(value), atMost, wide);
        }

        Whole atMost(long value) {
            return new Whole(atLeast, above, OptionalLong.of(value), wide);
        }

        Whole ofLong() {
            return new Whole(atLeast, above, atMost, true);
        }
    }

    /**
     * A number of Kubernetes.
     *
     * @param fractions whether the file may have a number with a fraction; a text may have one always
     * @param sign what it may be
     */
    record Quantity(boolean fractions, Sign sign) implements Shape {

        /** Which numbers are allowed. */
        public enum Sign {
            /** All. */
            ANY,
            /** 0 and above. */
            NOT_NEGATIVE,
            /** Above 0. */
            POSITIVE
        }

        Quantity notNegative() {
            return new Quantity(fractions, Sign.NOT_NEGATIVE);
        }

        Quantity positive() {
            return new Quantity(fractions, Sign.POSITIVE);
        }

        Quantity wholeOrText() {
            return new Quantity(false, sign);
        }
    }

    /**
     * A list.
     *
     * @param items what each is
     * @param least how many there must be
     * @param distinct what must differ among them
     */
    record Listing(Shape items, int least, Optional<Distinct> distinct) implements Shape {

        Listing atLeast(int count) {
            return new Listing(items, count, distinct);
        }

        Listing with(Distinct wanted) {
            return new Listing(items, least, Optional.of(wanted));
        }
    }

    /** A whole number or any text, as the port of a probe is. */
    record WholeOrText() implements Shape {}

    /**
     * A mapping of any keys.
     *
     * @param values what each is
     * @param keys what each key must look like
     */
    record Mapped(Shape values, Optional<Format> keys) implements Shape {

        Mapped keysLike(Format wanted) {
            return new Mapped(values, Optional.of(wanted));
        }
    }

    /** An object of known fields. */
    final class Structure implements Shape {

        private final Map<String, Field> fields = new LinkedHashMap<>();
        /** The same without an order, which is faster. */
        private final Map<String, Field> index;

        private final List<Field> required;
        private final List<Together> rules;
        private final boolean open;
        private final String name;

        private Structure(List<Field> fields, List<Together> rules, boolean open, String name) {
            for (Field field : fields) {
                if (this.fields.put(field.name(), field) != null) {
                    throw new IllegalStateException(field.name() + " is declared twice");
                }
            }
            this.index = Map.copyOf(this.fields);
            this.required = fields.stream().filter(Field::required).toList();
            this.rules = rules;
            this.open = open;
            this.name = name;
        }

        Structure with(Together... more) {
            return new Structure(List.copyOf(fields.values()), List.of(more), open, name);
        }

        /** Other fields are allowed, too. */
        Structure open() {
            return new Structure(List.copyOf(fields.values()), rules, true, name);
        }

        /** Written once in a schema, however often it is used; the name is its own in its kind. */
        Structure named(String once) {
            return new Structure(List.copyOf(fields.values()), rules, open, once);
        }

        /** Empty for one that is written where it is used. */
        String name() {
            return name;
        }

        /** {@return the fields by their names, in their order; unmodifiable} */
        public Map<String, Field> fields() {
            return Collections.unmodifiableMap(fields);
        }

        @Nullable
        Field field(String name) {
            return index.get(name);
        }

        /** {@return the fields that it must have; unmodifiable} */
        public List<Field> required() {
            return required;
        }

        List<Together> rules() {
            return rules;
        }

        /** {@return whether it may have other fields, too} */
        public boolean isOpen() {
            return open;
        }
    }
}
