/** Scales on HTTP requests, to zero and back. Needs the core of scaler4j, a JSON parser and the JDK's HTTP client. */
module io.scaler4j.http {
    requires transitive io.scaler4j;
    requires com.fasterxml.jackson.core;
    requires java.net.http;
    requires static org.jspecify;

    exports io.scaler4j.http;

    provides io.scaler4j.spi.ScalerProvider with
            io.scaler4j.http.HttpScalerProvider;
}
