/** A user's module: it names those of scaler4j and nothing that they need themselves. */
module com.example.consumer {
    requires io.scaler4j;
    requires io.scaler4j.kafka;
}
