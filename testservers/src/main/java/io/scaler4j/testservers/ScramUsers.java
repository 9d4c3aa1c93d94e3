package io.scaler4j.testservers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** The users of SCRAM, which a broker keeps in its metadata and not in its properties. */
final class ScramUsers {
    private static final int ITERATIONS = 4096;
    private static final long LIMIT_SECONDS = 30;

    private ScramUsers() {}

    /** Makes the users known to a broker that serves requests. A request may alter each user once. */
    static void create(KraftSettings settings) throws Exception {
        Map<String, String> users =
                settings.options().security().map(ListenerSecurity::users).orElse(Map.of());
        if (users.isEmpty()) {
            return;
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.directAddress()))) {
            for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
                List<UserScramCredentialAlteration> all = users.entrySet().stream()
                        .<UserScramCredentialAlteration>map(
                                user -> upsertion(user.getKey(), user.getValue(), mechanism))
                        .toList();
                admin.alterUserScramCredentials(all).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static UserScramCredentialUpsertion upsertion(String name, String password, ScramMechanism mechanism) {
        return new UserScramCredentialUpsertion(name, new ScramCredentialInfo(mechanism, ITERATIONS), password);
    }
}
