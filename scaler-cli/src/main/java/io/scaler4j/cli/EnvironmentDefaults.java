package io.scaler4j.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that are not given are taken from the environment, as containers are configured: {@code --sync-period} from
 * {@code SCALER4J_SYNC_PERIOD}.
 *
 * @param environment the variables
 */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String value = environment.get(variable(option.longestName()));
        return value == null || value.isBlank() ? null : value.strip();
    }

    static String variable(String option) {
        return "SCALER4J_" + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
