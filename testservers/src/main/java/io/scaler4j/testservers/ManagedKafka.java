package io.scaler4j.testservers;

/** What the variants share: the order of their lives. They add how a broker is launched, ended and forgotten. */
abstract class ManagedKafka implements KafkaServer {
    private final KraftSettings settings;
    private boolean running;
    private boolean closed;

    ManagedKafka(KafkaOptions options) {
        this(KraftSettings.onFreePorts(options));
    }

    ManagedKafka(KraftSettings settings) {
        this.settings = settings;
        settings.options().proxy().ifPresent(proxy -> proxy.forwardTo(settings.clientPort()));
    }

    /** Returns when the broker serves requests. After a failure {@link #halt} is called to clean up. */
    abstract void launch() throws Exception;

    /** Ends the broker, and returns when it is gone. Also called after a launch that failed half-way. */
    abstract void halt(boolean hard) throws Exception;

    /** Deletes the data. The broker does not run then. */
    abstract void discard();

    static KafkaServer started(ManagedKafka kafka) {
        try {
            kafka.start();
            return kafka;
        } catch (Throwable failed) {
            kafka.close();
            throw failed;
        }
    }

    final KraftSettings settings() {
        return settings;
    }

    @Override
    public final String bootstrapServers() {
        return settings.clientAddress();
    }

    @Override
    public final String bootstrapServers(SecureListener listener) {
        return settings.secureAddress(listener);
    }

    @Override
    public final String directBootstrapServers() {
        return settings.directAddress();
    }

    @Override
    public final synchronized void start() {
        if (closed) {
            throw new IllegalStateException("This broker is closed and its data deleted; make a new one.");
        }
        if (running) {
            return;
        }
        running = true;
        try {
            launch();
            ScramUsers.create(settings);
        } catch (Exception failed) {
            cleanUpAfter(failed);
            throw failure("start", failed);
        }
    }

    private void cleanUpAfter(Exception failed) {
        try {
            kill();
        } catch (RuntimeException also) {
            failed.addSuppressed(also);
        }
    }

    @Override
    public final synchronized void stop() {
        end(false);
    }

    @Override
    public final synchronized void kill() {
        end(true);
    }

    @Override
    public final synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            end(false);
        } finally {
            discard();
        }
    }

    private void end(boolean hard) {
        if (!running) {
            return;
        }
        running = false;
        try {
            halt(hard);
        } catch (Exception failed) {
            throw failure("end", failed);
        }
    }

    private RuntimeException failure(String verb, Exception failed) {
        if (failed instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (failed instanceof ServerUnavailableException missing) {
            return missing;
        }
        return new IllegalStateException(
                "The broker at %s did not %s: %s".formatted(settings.directAddress(), verb, failed.getMessage()),
                failed);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + bootstrapServers() + "]";
    }
}
