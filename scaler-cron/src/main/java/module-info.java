/** Scales by the calendar: replicas and bounds for windows of time. Needs nothing but the core of scaler4j. */
module io.scaler4j.cron {
    requires transitive io.scaler4j;
    requires static org.jspecify;

    exports io.scaler4j.cron;

    provides io.scaler4j.spi.ScalerProvider with
            io.scaler4j.cron.CronScalerProvider;
}
