/** A user's module that requires those modules of scaler4j that jlink can link: the ones without automatic modules. */
module com.example.linked {
    requires io.scaler4j;
    requires io.scaler4j.cpu;
    requires io.scaler4j.cron;
    requires io.scaler4j.http;
    requires io.scaler4j.recorder;
    requires io.scaler4j.scaledobject;
    requires io.scaler4j.simulation;
}
