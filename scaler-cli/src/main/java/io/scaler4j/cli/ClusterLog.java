package io.scaler4j.cli;

/** In a cluster the log is what an operator has: it tells more there than beside a prompt. */
final class ClusterLog {

    private ClusterLog() {}

    /** Before the first class that logs is used. */
    static void show() {
        setUnlessSet("org.slf4j.simpleLogger.log.io.scaler4j", "info");
        setUnlessSet("org.slf4j.simpleLogger.showDateTime", "true");
        setUnlessSet("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
