package io.scaler4j.external;

import static io.scaler4j.spi.Option.Place.AUTHENTICATION;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options of a trigger, with KEDA's names where KEDA has them. Absent texts are empty.
 *
 * @param address of the server
 * @param enableTls whether TLS is asked for
 * @param unsafe whether neither certificate nor name is checked
 * @param caCert certificates to trust
 * @param clientCert shown to the server
 * @param clientKey of that certificate
 * @param whenNegative what a value below 0 means
 * @param target the form in which targets are meant, as a target that is never used
 * @param metadata what is sent to the server
 */
record ExternalOptions(
        String address,
        boolean enableTls,
        boolean unsafe,
        String caCert,
        String clientCert,
        String clientKey,
        NegativeValue whenNegative,
        MetricTarget target,
        Map<String, String> metadata) {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalOptions.class);

    private static final Option<String> SCALER_ADDRESS =
            Option.expression("scalerAddress").required().says("`host:port` of the server.");
    private static final Option<Boolean> ENABLE_TLS = Option.flag("enableTLS", false)
            .says("Encrypts the connection. So do `caCert`, and `tlsClientCert` together with `tlsClientKey`.");
    private static final Option<Boolean> UNSAFE_SSL = Option.flag("unsafeSsl", false)
            .says("Checks neither certificate nor host name: for trials only. No effect without TLS.");
    private static final Option<NegativeValue> WHEN_NEGATIVE = Option.word(
                    "whenNegative",
                    Map.of("failure", NegativeValue.FAILURE, "zero", NegativeValue.ZERO),
                    NegativeValue.FAILURE)
            .own()
            .says("What counts in place of a value below 0. KEDA: `zero`.");
    private static final Option<String> CA_CERT = Option.expression("caCert")
            .from(AUTHENTICATION)
            .says("PEM certificates, trusted in addition to the authorities of the JVM.");
    private static final Option<String> TLS_CLIENT_CERT = Option.expression("tlsClientCert")
            .from(AUTHENTICATION)
            .says("PEM certificate that is shown to the server. No effect without `tlsClientKey`.");
    private static final Option<String> TLS_CLIENT_KEY =
            Option.expression("tlsClientKey").from(AUTHENTICATION).says("PEM key of `tlsClientCert`, not encrypted.");

    /** All of them, in the order of the documentation. */
    static final List<Option<?>> DECLARED =
            List.of(SCALER_ADDRESS, ENABLE_TLS, UNSAFE_SSL, WHEN_NEGATIVE, CA_CERT, TLS_CLIENT_CERT, TLS_CLIENT_KEY);

    /** Reads them all; what is wrong is in the reader's problems. */
    static ExternalOptions read(OptionReader given) {
        return new ExternalOptions(
                given.get(SCALER_ADDRESS),
                given.get(ENABLE_TLS),
                given.get(UNSAFE_SSL),
                given.get(CA_CERT),
                given.get(TLS_CLIENT_CERT),
                given.get(TLS_CLIENT_KEY),
                given.get(WHEN_NEGATIVE),
                given.target(1, SCALER_ADDRESS),
                given.passOn());
    }

    /** Tells of a certificate or a key that has no effect. */
    void warn(OptionReader given) {
        if (clientCert.isEmpty() != clientKey.isEmpty()) {
            LOG.warn(
                    "{}: {} has no effect, because tlsClientCert and tlsClientKey need each other",
                    given,
                    clientKey.isEmpty() ? "tlsClientCert" : "tlsClientKey");
        }
    }

    /** How the connection is encrypted. */
    ChannelSecurity security() {
        return ChannelSecurity.of(enableTls, unsafe, caCert, clientCert, clientKey);
    }

    ValueRules.TargetForm targetForm() {
        return target instanceof MetricTarget.Value ? ValueRules.TargetForm.VALUE : ValueRules.TargetForm.AVERAGE_VALUE;
    }

    /** Metadata may hold secrets. */
    @Override
    public String toString() {
        return "options of an external trigger";
    }
}
