package io.scaler4j.scaledobject.schema;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The way from the root of a document to where a check is. It becomes a text only for a violation. */
final class Trail {

    private @Nullable String[] keys = new String[16];
    private int[] places = new int[16];
    private int length;

    void enter(String key) {
        grow();
        keys[length++] = key;
    }

    void enter(int place) {
        grow();
        keys[length] = null;
        places[length++] = place;
    }

    void leave() {
        length--;
    }

    private void grow() {
        if (length == keys.length) {
            keys = Arrays.copyOf(keys, 2 * length);
            places = Arrays.copyOf(places, 2 * length);
        }
    }

    /** As in {@code spec.triggers[0].type}. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            if (keys[i] == null) {
                text.append('[').append(places[i]).append(']');
            } else {
                text.append(i > 0 ? "." : "").append(keys[i]);
            }
        }
        return text.toString();
    }
}
