package io.scaler4j.redis;

import java.util.Optional;

/**
 * The identity of a client to a server, or to its sentinels: a password alone, or a user of the server's access list
 * and a password. The password is never printed. Immutable, thread-safe, equal if both are.
 *
 * @param user empty for the default user
 * @param password empty for none
 */
public record RedisCredentials(Optional<String> user, String password) {

    private static final RedisCredentials NONE = new RedisCredentials(Optional.empty(), "");

    /**
     * No login at all.
     *
     * @return credentials without user and password
     */
    public static RedisCredentials none() {
        return NONE;
    }

    /**
     * The password that the server's {@code requirepass} asks for.
     *
     * @param password the secret
     * @return credentials of the default user
     */
    public static RedisCredentials password(String password) {
        return new RedisCredentials(Optional.empty(), password);
    }

    /**
     * A user of the server's access list.
     *
     * @param user its name; blank for the default user
     * @param password the secret
     * @return credentials
     */
    public static RedisCredentials of(String user, String password) {
        return new RedisCredentials(Optional.of(user).filter(name -> !name.isBlank()), password);
    }

    /** The user, without the password. */
    @Override
    public String toString() {
        return user.map(name -> "user \"" + name + '"').orElse(password.isEmpty() ? "no login" : "the default user");
    }
}
