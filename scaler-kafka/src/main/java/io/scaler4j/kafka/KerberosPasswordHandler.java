package io.scaler4j.kafka;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tells Kerberos the password, which Kafka's own handler refuses to. The Kafka client makes one by reflection; it is of
 * no other use. Not thread-safe.
 */
public final class KerberosPasswordHandler implements AuthenticateCallbackHandler {

    static final String OPTION = "scaler4jPassword";
    private static final String PRINCIPAL = "principal";

    private char @Nullable [] password;
    private String principal = "";

    /** For the Kafka client. */
    public KerberosPasswordHandler() {}

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        for (AppConfigurationEntry entry : entries) {
            Object given = entry.getOptions().get(OPTION);
            if (given != null) {
                password = given.toString().toCharArray();
                principal = String.valueOf(entry.getOptions().get(PRINCIPAL));
            }
        }
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                name.setName(principal);
            } else if (callback instanceof PasswordCallback prompt) {
                prompt.setPassword(password);
            } else {
                throw new UnsupportedCallbackException(callback, "asked for something other than name and password");
            }
        }
    }

    @Override
    public void close() {
        password = null;
    }
}
