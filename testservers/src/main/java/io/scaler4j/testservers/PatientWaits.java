package io.scaler4j.testservers;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets tests wait for up to a minute where they name no limit: on a busy machine Awaitility's ten seconds are over
 * before a server's threads are. JUnit finds it as a service.
 */
public final class PatientWaits implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }
}
