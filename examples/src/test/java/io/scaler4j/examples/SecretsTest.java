package io.scaler4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import io.scaler4j.ReadRequest;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.spi.Option.Place;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.StackTraces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/**
 * Plants a secret in every option of every provider on the class path, and looks for it in everything that is said:
 * exceptions with their causes, log lines, and the texts of triggers, scalers and readings.
 */
class SecretsTest {

    private static final String SECRET = "s3cr3t";

    /** In the place of the address that belongs there, or of anything else. */
    private static final List<String> ADDRESSES = List.of(
            "redis://default:s3cr3t@127.0.0.1:1/0",
            "rediss://:s3cr3t@127.0.0.1:1",
            "redis://:s3cr3t@h",
            ":s3cr3t@h",
            "user:s3cr3t@127.0.0.1:1",
            "127.0.0.1:1,user:s3cr3t@127.0.0.1:2,127.0.0.1:3",
            "user:p,s3cr3t@127.0.0.1:1",
            "user:p@s3cr3t@127.0.0.1:1",
            "SASL_SSL://user:s3cr3t@127.0.0.1:1",
            "https://user:s3cr3t@127.0.0.1:1/path",
            "ftp://user:s3cr3t@127.0.0.1:1",
            "127.0.0.1:1,password=s3cr3t,ssl=True",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"s3cr3t\";");

    private static final String BARE = SECRET;

    /** The options of the authentication parameters, of all providers. */
    private static final List<String> PARAMETERS = List.of("""
            address host port username password sentinelUsername sentinelPassword sentinelMaster tls sasl ca cert key
            keyPassword oauthTokenEndpointUri scopes oauthExtensions realm kerberosConfig kerberosServiceName keytab
            saslTokenProvider awsRoleArn awsAccessKeyID awsSecretAccessKey awsSessionToken authModes bearerToken
            customAuthHeader customAuthValue oauthTokenURI clientID clientSecret scope apiKey method keyParamName caCert
            tlsClientCert tlsClientKey""".split("\\s+"));

    /** Options whose value is a name, or a text to look things up by, which may be anything and is shown as it is. */
    private static final Set<String> NAMES = Set.of("""
            topic topics consumerGroup listName listNames inFlightNames stream query sentinelMaster containerName
            labelSelector namespace kubeconfig kubeconfigContext username timezone start end serverAddress
            bootstrapServers address addresses host hosts port ports authModes awsRegion customHeaders queryParameters
            unknownOption interceptors route scalerAddress""".split("\\s+"));

    private static final List<Map<String, String>> TRIGGERS =
            """
            type=kafka; bootstrapServers=127.0.0.1:1; consumerGroup=g; topic=t
            type=kafka; bootstrapServers=127.0.0.1:1; consumerGroup=g; topic=t; tls=enable; sasl=plaintext
            type=kafka; bootstrapServers=127.0.0.1:1; consumerGroup=g; sasl=oauthbearer
            type=kafka; bootstrapServers=127.0.0.1:1; consumerGroup=g; sasl=gssapi
            type=prometheus; serverAddress=http://127.0.0.1:1; query=up; threshold=5
            type=prometheus; serverAddress=https://127.0.0.1:1; query=up; threshold=5; authModes=basic,tls
            type=prometheus; serverAddress=http://127.0.0.1:1; query=up; threshold=5; authModes=bearer
            type=prometheus; serverAddress=http://127.0.0.1:1; query=up; threshold=5; authModes=custom
            type=prometheus; serverAddress=http://127.0.0.1:1; query=up; threshold=5; authModes=oauth
            type=prometheus; serverAddress=http://127.0.0.1:1; query=up; threshold=5; authModes=apiKey
            type=redis; address=127.0.0.1:1; listName=l
            type=redis; address=127.0.0.1:1; listName=l; enableTLS=true
            type=redis-cluster; addresses=127.0.0.1:1; listName=l
            type=redis-sentinel; addresses=127.0.0.1:1; listName=l; sentinelMaster=m
            type=redis-streams; address=127.0.0.1:1; stream=s; consumerGroup=g; pendingEntriesCount=5
            type=redis-cluster-streams; addresses=127.0.0.1:1; stream=s; streamLength=5
            type=redis-sentinel-streams; addresses=127.0.0.1:1; stream=s; consumerGroup=g; lagCount=5; sentinelMaster=m
            type=cpu; metricType=Utilization; value=50; sampler=process
            type=cpu; metricType=AverageValue; value=500m; labelSelector=app=a; kubeconfig=/nowhere
            type=memory; metricType=Utilization; value=50; labelSelector=app=a
            type=external; scalerAddress=127.0.0.1:1; enableTLS=true; queue=q
            type=external-push; scalerAddress=127.0.0.1:1
            type=http; interceptors=http://127.0.0.1:1; route=shop/web
            type=cron; timezone=Etc/UTC; start=0 8 * * *; end=0 18 * * *; desiredReplicas=5
            type=cron; timezone=Etc/UTC; start=0 8 * * *; for=8h; desiredReplicas=5""".lines().map(SecretsTest::trigger).toList();

    private static final Pattern KNOWN = Pattern.compile("known are \\[([^]]*)]");

    private static Map<String, String> trigger(String line) {
        return Stream.of(line.split("; "))
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
    }

    /** The lines that show a secret, and where it was planted. */
    private final List<String> shown = new ArrayList<>();

    private int checks;
    private Appender<ILoggingEvent> console;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger own = (Logger) LoggerFactory.getLogger("io.scaler4j");
    private final Logger kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka");

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
        console = root.getAppender("console");
        root.detachAppender(console); // thousands of lines
        own.setLevel(Level.TRACE);
        kafka.setLevel(Level.INFO);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(log);
        root.addAppender(console);
        own.setLevel(null);
        kafka.setLevel(Level.ERROR);
    }

    @Test
    void everyTypeOnTheClassPathIsTried() {
        try (var catalog = ScalerCatalog.load()) {
            assertThat(TRIGGERS.stream().map(trigger -> trigger.get("type"))).containsAll(catalog.types());
        }
    }

    @TestFactory
    Stream<DynamicTest> noTextShowsASecretWhereverItIsPlanted() {
        return TRIGGERS.stream().map(trigger -> dynamicTest(trigger.toString(), () -> plant(trigger)));
    }

    private void plant(Map<String, String> trigger) {
        shown.clear();
        checks = 0;
        try (var catalog = ScalerCatalog.load()) {
            List<String> options = options(catalog, trigger);
            assertThat(options).as("options of %s", trigger.get("type")).hasSizeGreaterThan(3);
            for (String option : options) {
                for (String value : ADDRESSES) {
                    Arrays.stream(Place.values())
                            .forEach(place -> check(catalog, trigger, Map.of(option, value), place));
                }
                if (!NAMES.contains(option)) {
                    Arrays.stream(Place.values())
                            .forEach(place -> check(catalog, trigger, Map.of(option, BARE), place));
                }
            }
            for (String parameter : PARAMETERS) {
                Stream.concat(ADDRESSES.stream(), Stream.of(BARE))
                        .filter(value -> !(value.equals(BARE) && NAMES.contains(parameter)))
                        .forEach(value -> check(catalog, trigger, Map.of(parameter, value), Place.AUTHENTICATION));
            }
            Map<String, String> all = new HashMap<>();
            PARAMETERS.stream()
                    .filter(parameter ->
                            !NAMES.contains(parameter) && !Set.of("tls", "sasl").contains(parameter))
                    .forEach(parameter -> all.put(parameter, BARE));
            check(catalog, trigger, all, Place.AUTHENTICATION);
            assertThat(checks).as("what was tried").isGreaterThan(100);
            assertThat(shown).as("lines with a secret").isEmpty();
        }
    }

    /** What the refusal of an unknown option lists, and one that is unknown. */
    private static List<String> options(ScalerCatalog catalog, Map<String, String> trigger) {
        List<String> options = new ArrayList<>(List.of("unknownOption"));
        try {
            create(catalog, trigger, Map.of("unknownOption", "x"), Place.TRIGGER)
                    .scaler()
                    .close(); // a type that passes options on refuses none
        } catch (InvalidConfigurationException e) {
            Matcher known = KNOWN.matcher(e.getMessage());
            if (known.find()) {
                options.addAll(List.of(known.group(1).split(", ")));
            }
        }
        catalog.providers().stream() // those that refuse no option
                .filter(provider -> provider.type().equals(trigger.get("type")) && provider.passesOn())
                .flatMap(provider -> provider.options().stream())
                .forEach(option -> options.add(option.name()));
        return options;
    }

    private void check(ScalerCatalog catalog, Map<String, String> trigger, Map<String, String> planted, Place place) {
        log.list.clear();
        checks++;
        var said = new StringBuilder();
        try {
            use(create(catalog, trigger, planted, place), said);
        } catch (InvalidConfigurationException e) {
            said.append(StackTraces.of(e)).append(e.subject()).append(e.problems());
        } catch (RuntimeException e) {
            said.append(StackTraces.of(e));
        }
        List.copyOf(log.list).forEach(event -> {
            said.append('\n').append(event.getFormattedMessage());
            Optional.ofNullable(event.getThrowableProxy())
                    .ifPresent(thrown ->
                            said.append('\n').append(thrown.getClassName()).append(thrown.getMessage()));
        });
        said.toString()
                .lines()
                .filter(line -> line.contains(SECRET))
                .limit(1)
                .forEach(line -> shown.add(planted + " in " + place + ": " + line));
    }

    private static Trigger create(
            ScalerCatalog catalog, Map<String, String> trigger, Map<String, String> planted, Place place) {
        Map<String, String> metadata = new HashMap<>(trigger);
        metadata.remove("type");
        metadata.remove("metricType");
        Map<String, String> authentication = new HashMap<>();
        Map<String, String> environment = new HashMap<>();
        planted.forEach((option, value) -> {
            switch (place) {
                case TRIGGER -> metadata.put(option, value);
                case AUTHENTICATION -> {
                    metadata.remove(option);
                    authentication.put(option, value);
                }
                case ENVIRONMENT -> {
                    metadata.remove(option);
                    metadata.put(option + "FromEnv", "VARIABLE_" + option);
                    environment.put("VARIABLE_" + option, value);
                }
            }
        });
        return catalog.open(TriggerSpec.builder(trigger.getOrDefault("type", ""))
                .name("planted")
                .metricType(trigger.getOrDefault("metricType", ""))
                .metadata(metadata)
                .authentication(authentication)
                .environment(environment)
                .build());
    }

    /** Nothing listens at the address, so the read fails at once, or its deadline is over. */
    private static void use(Trigger trigger, StringBuilder said) {
        said.append(trigger).append(trigger.scaler());
        try {
            said.append(trigger.scaler().read(ReadRequest.of(Instant.EPOCH, Duration.ofMillis(1))));
        } catch (Exception e) {
            said.append(StackTraces.of(e));
        } finally {
            trigger.scaler().close();
        }
    }
}
