package io.scaler4j.kafka;

import static io.scaler4j.spi.Option.Place.AUTHENTICATION;
import static io.scaler4j.spi.Option.Place.ENVIRONMENT;
import static io.scaler4j.spi.Option.Place.TRIGGER;

import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom AWS takes the client for: KEDA's options for that are those of all its AWS sources. */
record AwsOptions(
        String region, boolean ownIdentity, String roleArn, String accessKeyId, String secretKey, String token) {

    private static final Option<String> REGION = Option.text("awsRegion")
            .from(TRIGGER, AUTHENTICATION)
            .says("Region of the brokers. Required with `aws_msk_iam`.");
    private static final Option<Boolean> IDENTITY_OWNER = Option.word(
                    "identityOwner", Map.of("pod", false, "operator", true), false)
            .says("`operator` uses the identity that the AWS SDK finds for this process.");
    private static final Option<String> ROLE_ARN =
            Option.text("awsRoleArn").from(AUTHENTICATION).says("A role to assume.");
    private static final Option<String> ACCESS_KEY_ID = Option.text("awsAccessKeyID")
            .from(AUTHENTICATION, TRIGGER, ENVIRONMENT)
            .says("Id of the access key to assume the role with.");
    private static final Option<String> OTHER_ACCESS_KEY_ID =
            Option.text("awsAccessKeyId").from(AUTHENTICATION).says("Another name of `awsAccessKeyID`.");
    private static final Option<String> SECRET_ACCESS_KEY = Option.text("awsSecretAccessKey")
            .from(AUTHENTICATION, TRIGGER, ENVIRONMENT)
            .says("Secret of the access key.");
    private static final Option<String> SESSION_TOKEN =
            Option.text("awsSessionToken").from(AUTHENTICATION).says("Session token of access keys that need one.");

    /** All of them, in the order of the documentation. */
    static final List<Option<?>> DECLARED = List.of(
            REGION, IDENTITY_OWNER, ROLE_ARN, ACCESS_KEY_ID, OTHER_ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN);

    static AwsOptions read(OptionReader given) {
        return new AwsOptions(
                given.get(REGION),
                given.get(IDENTITY_OWNER),
                given.get(ROLE_ARN),
                given.find(ACCESS_KEY_ID.from(AUTHENTICATION))
                        .or(() -> given.find(OTHER_ACCESS_KEY_ID))
                        .or(() -> given.find(ACCESS_KEY_ID.from(TRIGGER, ENVIRONMENT)))
                        .orElse(""),
                given.get(SECRET_ACCESS_KEY),
                given.get(SESSION_TOKEN));
    }

    Optional<KafkaCredentials> credentials(OptionReader given, boolean tls) {
        boolean encrypted =
                given.problems().check(tls, "saslTokenProvider aws_msk_iam needs TLS; set tls to \"enable\"");
        boolean located =
                given.problems().check(!region.isEmpty(), "awsRegion is missing; set it in the trigger's metadata");
        boolean keys = !accessKeyId.isEmpty() && !secretKey.isEmpty();
        boolean identified = given.problems()
                .check(
                        ownIdentity || !roleArn.isEmpty() || keys,
                        "saslTokenProvider aws_msk_iam needs an identity: give awsRoleArn, or awsAccessKeyID and"
                                + " awsSecretAccessKey, or set identityOwner to \"operator\" for that of this process");
        if (!encrypted || !located || !identified) {
            return Optional.empty();
        }
        var credentials = MskIamCredentials.ofRegion(region);
        if (ownIdentity) {
            return Optional.of(credentials);
        }
        credentials = credentials.withRole(roleArn);
        return Optional.of(keys ? credentials.withAccessKey(accessKeyId, secretKey, token) : credentials);
    }
}
