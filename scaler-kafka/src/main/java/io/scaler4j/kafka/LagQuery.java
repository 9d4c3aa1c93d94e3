package io.scaler4j.kafka;

/** What a scaler wants to know. Equal queries have equal answers, so that one answer can serve several scalers. */
record LagQuery(String group, String topic, OffsetResetPolicy policy) {

    @Override
    public String toString() {
        return "lag of group \"" + group + "\" on topic \"" + topic + "\"";
    }
}
