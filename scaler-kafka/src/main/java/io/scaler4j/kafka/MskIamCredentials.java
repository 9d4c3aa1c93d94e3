package io.scaler4j.kafka;

import io.scaler4j.config.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * An identity of AWS, for clusters of Amazon MSK. Mechanism {@code AWS_MSK_IAM}; needs TLS, and the vendor's module
 * {@code software.amazon.msk:aws-msk-iam-auth} on the class path, which is looked for only when these credentials are
 * used.
 *
 * <p>By default the identity is the one that the AWS SDK finds: environment, profile, container or instance. Access
 * keys of one's own are taken by the vendor's module only to assume a role.
 */
public final class MskIamCredentials extends KafkaCredentials {

    private static final String LOGIN_MODULE = "software.amazon.msk.auth.iam.IAMLoginModule";
    private static final String CALLBACK_HANDLER = "software.amazon.msk.auth.iam.IAMClientCallbackHandler";

    private final String region;
    private final String roleArn;
    private final String accessKeyId;
    private final String secretAccessKey;
    private final String sessionToken;

    private MskIamCredentials(
            String region, String roleArn, String accessKeyId, String secretAccessKey, String sessionToken) {
        this.region = region;
        this.roleArn = roleArn;
        this.accessKeyId = accessKeyId;
        this.secretAccessKey = secretAccessKey;
        this.sessionToken = sessionToken;
    }

    /**
     * The identity that the AWS SDK finds.
     *
     * @param region the region of the cluster, such as {@code eu-west-1}
     * @return credentials
     */
    public static MskIamCredentials ofRegion(String region) {
        return new MskIamCredentials(region, "", "", "", "");
    }

    /**
     * Assumes a role.
     *
     * @param arn the role's resource name
     * @return changed credentials
     */
    public MskIamCredentials withRole(String arn) {
        return new MskIamCredentials(region, arn, accessKeyId, secretAccessKey, sessionToken);
    }

    /**
     * Assumes the role with keys in place of the identity that the AWS SDK finds.
     *
     * @param accessKeyId the id of the key
     * @param secretAccessKey the secret
     * @param sessionToken a secret, too; blank for keys that need none
     * @return changed credentials
     */
    public MskIamCredentials withAccessKey(String accessKeyId, String secretAccessKey, String sessionToken) {
        return new MskIamCredentials(region, roleArn, accessKeyId, secretAccessKey, sessionToken);
    }

    String roleArn() {
        return roleArn;
    }

    String region() {
        return region;
    }

    String accessKeyId() {
        return accessKeyId;
    }

    String secretAccessKey() {
        return secretAccessKey;
    }

    @Override
    String mechanism() {
        return "AWS_MSK_IAM";
    }

    @Override
    List<String> parts() {
        return List.of(mechanism(), region, roleArn, accessKeyId, secretAccessKey, sessionToken);
    }

    @Override
    List<String> secrets() {
        return List.of(secretAccessKey, sessionToken);
    }

    @Override
    void check(Problems problems) {
        problems.check(!region.isBlank(), "the AWS region is missing; SASL AWS_MSK_IAM needs the cluster's");
        problems.check(
                accessKeyId.isBlank() == secretAccessKey.isBlank(),
                "an AWS access key needs both its id and its secret");
        problems.check(
                accessKeyId.isBlank() || !roleArn.isBlank(),
                "the AWS login module takes access keys only to assume a role; give awsRoleArn, or leave the keys out and"
                        + " let the AWS SDK find them, for instance in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        problems.check(
                isPresent(LOGIN_MODULE) && isPresent(CALLBACK_HANDLER),
                "SASL AWS_MSK_IAM needs " + LOGIN_MODULE
                        + ", which is not on the class path; add software.amazon.msk:aws-msk-iam-auth");
    }

    private static boolean isPresent(String type) {
        try {
            Class.forName(type, false, MskIamCredentials.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Override
    Map<String, Object> properties(PrivateFiles files) {
        Jaas jaas = Jaas.of(LOGIN_MODULE);
        if (!roleArn.isBlank()) {
            jaas.option("awsRoleArn", roleArn).option("awsStsRegion", region);
        }
        if (!accessKeyId.isBlank()) {
            jaas.option("awsRoleAccessKeyId", accessKeyId).option("awsRoleSecretAccessKey", secretAccessKey);
        }
        if (!sessionToken.isBlank()) {
            jaas.option("awsRoleSessionToken", sessionToken);
        }
        return new HashMap<>(Map.of(
                SaslConfigs.SASL_MECHANISM, mechanism(),
                SaslConfigs.SASL_JAAS_CONFIG, jaas.toPassword(),
                SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS, CALLBACK_HANDLER));
    }

    @Override
    public String toString() {
        return mechanism() + " in " + region;
    }
}
