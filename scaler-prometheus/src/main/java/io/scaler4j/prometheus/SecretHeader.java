package io.scaler4j.prometheus;

import org.apache.hc.core5.http.message.BasicHeader;

/** A header that is sent and never shown: the HTTP client logs a header as its text. */
final class SecretHeader extends BasicHeader {

    private static final long serialVersionUID = 1L;

    SecretHeader(String name, String value) {
        super(name, value, true);
    }

    @Override
    public String toString() {
        return getName() + ": ***";
    }
}
