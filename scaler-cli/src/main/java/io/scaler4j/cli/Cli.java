package io.scaler4j.cli;

import io.scaler4j.config.InvalidConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command without a verb, which knows the verbs. */
@Command(
        name = "scaler4j",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        scope = ScopeType.INHERIT,
        description = "Checks, simulates, explains and runs scaling policies: ScaledObjects of KEDA and"
                + " HorizontalPodAutoscalers.",
        synopsisSubcommandLabel = "VERB",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:fine",
            "1:findings at or above the limit, a difference, or an objective that is missed",
            "2:wrong use",
            "3:could not run: a file cannot be read, a source does not answer"
        },
        subcommands = {
            LintCommand.class,
            SimulateCommand.class,
            ExplainCommand.class,
            DiffCommand.class,
            ConvertCommand.class,
            TuneCommand.class,
            BacktestCommand.class,
            RunCommand.class,
            ServeCommand.class,
            ControllerCommand.class,
            ExternalMetricsCommand.class,
            WebhookCommand.class,
            CompletionCommand.class,
            ManCommand.class
        })
final class Cli implements Runnable {

    /** Verbs whose options may be variables. */
    private static final List<String> IN_CONTAINERS = List.of("controller", "external-metrics", "webhook");

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Shows where a problem came from, and the log of the library.")
    private boolean debug;

    private Cli(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Cli.class.getPackage().getImplementationVersion();
            return new String[] {
                "scaler4j " + (version == null ? "(not packaged)" : version),
                "Java " + Runtime.version() + " (" + System.getProperty("java.vendor", "unknown vendor") + ")"
            };
        }
    }

    static int run(Terminal terminal, String... args) {
        if (Arrays.asList(args).contains("--debug")) {
            System.setProperty("org.slf4j.simpleLogger.log.io.scaler4j", "debug");
        }
        int status = commandLine(terminal).execute(args);
        terminal.out().flush();
        terminal.err().flush();
        return status;
    }

    static CommandLine commandLine(Terminal terminal) {
        var problems = new Problems(terminal);
        var cli = new Cli(terminal);
        var commandLine = new CommandLine(cli)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(Help.defaultColorScheme(terminal.colours()))
                .setUsageHelpWidth(terminal.helpColumns())
                .setParameterExceptionHandler(problems::misused)
                .setExecutionExceptionHandler((problem, command, parsed) -> problems.failed(problem, cli.debug))
                .registerConverter(Duration.class, Durations::parse)
                .registerConverter(Instant.class, Cli::instant);
        var variables = new EnvironmentDefaults(terminal.environment());
        commandLine.getSubcommands().forEach((verb, command) -> {
            if (IN_CONTAINERS.contains(verb)) {
                command.setDefaultValueProvider(variables);
            }
        });
        return commandLine;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no instant; write it as 2026-01-05T08:00:00Z");
        }
    }

    /** Options that the library refuses, each in a line. */
    int misused(InvalidConfigurationException problem) {
        problem.problems().forEach(sentence -> terminal.err().println("scaler4j: " + sentence));
        return ExitStatus.MISUSE;
    }

    Terminal terminal() {
        return terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a verb is missing; there are "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
