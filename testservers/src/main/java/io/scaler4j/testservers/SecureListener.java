package io.scaler4j.testservers;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A further listener of a broker, with its own authentication. See {@link KafkaOptions#secured}. */
public enum SecureListener {
    /** No encryption; name and password by SASL PLAIN. */
    PLAIN("SASL_PLAINTEXT") {
        @Override
        void configure(Map<String, String> properties, ListenerSecurity security) {
            StringBuilder users = new StringBuilder();
            new TreeMap<>(security.users())
                    .forEach((name, password) -> users.append(" user_%s=\"%s\"".formatted(name, password)));
            mechanisms(properties, "PLAIN");
            jaas(properties, "plain", "org.apache.kafka.common.security.plain.PlainLoginModule required" + users);
        }
    },
    /** TLS without client certificates; name and password by SASL SCRAM-SHA-256 or SCRAM-SHA-512. */
    SCRAM("SASL_SSL") {
        @Override
        void configure(Map<String, String> properties, ListenerSecurity security) {
            String module = "org.apache.kafka.common.security.scram.ScramLoginModule required";
            mechanisms(properties, "SCRAM-SHA-256,SCRAM-SHA-512");
            jaas(properties, "scram-sha-256", module);
            jaas(properties, "scram-sha-512", module);
        }
    },
    /** TLS with client certificates, by which clients are known. */
    MUTUAL_TLS("SSL") {
        @Override
        void configure(Map<String, String> properties, ListenerSecurity security) {
            properties.put(prefix() + "ssl.client.auth", "required");
        }
    },
    /** No encryption; a token of a {@link TokenServer} by SASL OAUTHBEARER. Needs {@link ListenerSecurity#tokensOf}. */
    OAUTH("SASL_PLAINTEXT") {
        @Override
        void configure(Map<String, String> properties, ListenerSecurity security) {
            security.tokens().ifPresent(tokens -> {
                String packages = "org.apache.kafka.common.security.oauthbearer.";
                mechanisms(properties, "OAUTHBEARER");
                jaas(properties, "oauthbearer", packages + "OAuthBearerLoginModule required");
                properties.put(
                        prefix() + "oauthbearer.sasl.server.callback.handler.class",
                        packages + "OAuthBearerValidatorCallbackHandler");
                properties.put(
                        prefix() + "sasl.oauthbearer.jwks.endpoint.url",
                        tokens.keys().toString());
                properties.put(prefix() + "sasl.oauthbearer.expected.audience", TokenServer.AUDIENCE);
            });
        }
    };

    private final String protocol;

    SecureListener(String protocol) {
        this.protocol = protocol;
    }

    abstract void configure(Map<String, String> properties, ListenerSecurity security);

    String protocol() {
        return protocol;
    }

    /** {@return the name among the broker's listeners} Without an underscore, which a container's variables escape. */
    String listener() {
        return name().replace("_", "");
    }

    String prefix() {
        return "listener.name." + listener().toLowerCase(Locale.ROOT) + ".";
    }

    void mechanisms(Map<String, String> properties, String mechanisms) {
        properties.put(prefix() + "sasl.enabled.mechanisms", mechanisms);
    }

    void jaas(Map<String, String> properties, String mechanism, String module) {
        properties.put(prefix() + mechanism + ".sasl.jaas.config", module + ";");
    }
}
