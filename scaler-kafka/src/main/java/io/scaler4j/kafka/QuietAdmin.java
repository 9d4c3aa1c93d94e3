package io.scaler4j.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.KafkaAdminClient;

/**
 * Opens clients without a hundred lines of settings in the log at INFO, one client after the other. Kafka can do that,
 * but has no public way to ask for it; where the way that there is does not exist, the settings are logged.
 */
final class QuietAdmin {

    private static final Optional<Method> OPENER = Arrays.stream(KafkaAdminClient.class.getDeclaredMethods())
            .filter(method -> method.getName().equals("createInternal") && method.getParameterCount() == 2)
            .filter(method -> method.getParameterTypes()[0] == AdminClientConfig.class && method.trySetAccessible())
            .findFirst();

    private QuietAdmin() {}

    /** Settings that are not logged when they are read. */
    private static final class Settings extends AdminClientConfig {

        Settings(Map<String, Object> properties) {
            super(properties, false);
        }
    }

    /** As {@link Admin#create(Map)}. */
    static Admin create(Map<String, Object> properties) {
        return OPENER.map(opener -> open(opener, new Settings(properties))).orElseGet(() -> Admin.create(properties));
    }

    /** What a log may hold: Kafka hides the values that it knows to be passwords. */
    static String describe(Map<String, Object> properties) {
        return "AdminClientConfig values: " + new TreeMap<>(new Settings(properties).values());
    }

    private static Admin open(Method opener, AdminClientConfig settings) {
        try {
            return (Admin) opener.invoke(null, settings, null);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a method that was made accessible is not", e);
        }
    }
}
