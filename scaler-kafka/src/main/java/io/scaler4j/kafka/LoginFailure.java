package io.scaler4j.kafka;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/** A client could not be made because a login server did not let it in. Nothing is wrong with the settings' form. */
final class LoginFailure {

    /** Token servers are told of by the exception's name, Kerberos servers by its text alone. */
    private static final Pattern UNREACHABLE =
            Pattern.compile("ConnectException|SocketTimeoutException|UnknownHostException|NoRouteToHostException"
                    + "|Connection refused|timed out");

    private LoginFailure() {}

    /** What to throw, if that is what happened: an authentication failure, or something else if nobody answered. */
    static Optional<RuntimeException> of(RuntimeException thrown, UnaryOperator<String> mask) {
        return Stream.iterate((Throwable) thrown, cause -> cause != null, Throwable::getCause)
                .filter(LoginException.class::isInstance)
                .findFirst()
                .map(login -> of(mask.apply(firstLine(login))));
    }

    private static RuntimeException of(String reason) {
        return UNREACHABLE.matcher(reason).find()
                ? new KafkaException("the login server could not be reached: " + reason)
                : new SaslAuthenticationException("the login failed: " + reason);
    }

    /** A login module's own exception is a text in this one's message, with its stack below. */
    private static String firstLine(Throwable login) {
        return String.valueOf(login.getMessage()).lines().findFirst().orElse("");
    }
}
