package io.scaler4j.http.proxy;

/** Who asks. */
record Client(String address, boolean tls) {}
