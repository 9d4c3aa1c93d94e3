package io.scaler4j.external;

import io.scaler4j.connect.Renewable;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Plans triggers of the types {@code external} and {@code external-push}. The options are those of the table in
 * {@code docs/external.md}; all metadata is sent to the server. Triggers that name the same server, with the same
 * security options, share one channel.
 *
 * <p>The server names the target, so that of the plan is a stand-in which no decision uses.
 *
 * <p>There is one class for each type, for {@link java.util.ServiceLoader}.
 */
public abstract sealed class ExternalScalerProvider implements ScalerProvider {

    private final String type;
    private final boolean push;

    private ExternalScalerProvider(String type, boolean push) {
        this.type = type;
        this.push = push;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Option<?>> options() {
        return ExternalOptions.DECLARED;
    }

    /** {@return true: the server has options of its own} */
    @Override
    public boolean passesOn() {
        return true;
    }

    @Override
    public TriggerPlan plan(TriggerSpec spec) {
        var given = OptionReader.of(spec, options());
        var options = ExternalOptions.read(given);
        options.warn(given);
        return given.plan(
                MetricSpec.of(spec.name(), options.target()),
                index -> TriggerPlan.externalMetricName(index, type),
                context -> open(options, given, context));
    }

    /** Secrets are those of the opening; if the server refuses them they are read again. */
    private ExternalScaler open(ExternalOptions options, OptionReader given, TriggerContext context) {
        var settings = ChannelSettings.of(
                options.address(),
                Renewable.from(() ->
                        ExternalOptions.read(given.withCurrentAuthentication()).security()));
        var server = ExternalServer.of(context.connections()
                .lease(
                        settings.key(),
                        ExternalConnection.class,
                        () -> ExternalConnection.open(settings, new LongAdder())));
        return ExternalScaler.open(server, settings(options, given, context));
    }

    private ScalerSettings settings(ExternalOptions options, OptionReader given, TriggerContext context) {
        var settings = new ScalerSettings();
        settings.namespace = context.namespace();
        settings.name = name(context).orElse(given.spec().name());
        settings.metadata = options.metadata();
        settings.targetForm = options.targetForm();
        settings.whenNegative = options.whenNegative();
        settings.push = push;
        return settings;
    }

    /** KEDA sends the name of its object, which need not be that of what is scaled. */
    private static Optional<String> name(TriggerContext context) {
        return context.autoscaler().isEmpty()
                ? context.target().map(TargetRef::name)
                : Optional.of(context.autoscaler());
    }

    /** Type {@code external}: the server is asked. */
    public static final class Poll extends ExternalScalerProvider {
        /** For {@link java.util.ServiceLoader}. */
        public Poll() {
            super("external", false);
        }
    }

    /** Type {@code external-push}: the server is asked, and tells by itself when the trigger becomes active. */
    public static final class Push extends ExternalScalerProvider {
        /** For {@link java.util.ServiceLoader}. */
        public Push() {
            super("external-push", true);
        }
    }
}
