package io.scaler4j.scaledobject.schema;

import static io.scaler4j.scaledobject.schema.Field.optional;
import static io.scaler4j.scaledobject.schema.Field.required;

/** TriggerAuthentication and ClusterTriggerAuthentication of KEDA. */
final class AuthenticationShapes {

    private static final String API_VERSION = "keda.sh/v1alpha1";

    private AuthenticationShapes() {}

    static KindSchema triggerAuthentication() {
        return new KindSchema(
                API_VERSION,
                "TriggerAuthentication",
                ObjectShapes.object(spec()),
                "Where the secret options of triggers come from, for one namespace.");
    }

    static KindSchema clusterTriggerAuthentication() {
        return new KindSchema(
                API_VERSION,
                "ClusterTriggerAuthentication",
                ObjectShapes.object(spec()),
                "Where the secret options of triggers come from, for all namespaces.");
    }

    private static Shape.Structure spec() {
        return Shape.object(
                optional("podIdentity", podIdentity(), "The identity of KEDA's pod or of the workload's."),
                optional("secretTargetRef", Shape.list(keyed("Secret")), "Options that Secrets hold."),
                optional("configMapTargetRef", Shape.list(keyed("ConfigMap")), "Options that ConfigMaps hold."),
                optional("env", Shape.list(environment()), "Options that the workload's environment holds."),
                optional("filePath", Shape.text(), "A file with options."),
                optional("hashiCorpVault", hashiCorpVault(), "Options that HashiCorp Vault holds."),
                optional("azureKeyVault", azureKeyVault(), "Options that Azure Key Vault holds."),
                optional("gcpSecretManager", gcpSecretManager(), "Options that Google's Secret Manager holds."),
                optional("awsSecretManager", awsSecretManager(), "Options that AWS Secrets Manager holds."),
                optional("boundServiceAccountToken", Shape.list(serviceAccount()), "Tokens of service accounts."),
                optional("oauth2", oauth2(), "A token that a server gives out."));
    }

    private static Field parameter() {
        return required("parameter", Shape.text(), "The option's name.");
    }

    private static Shape.Structure keyed(String kind) {
        return Shape.object(
                parameter(),
                required("name", Shape.text(), "Name of the " + kind + "."),
                required("key", Shape.text(), "Key in the " + kind + "."));
    }

    private static Shape.Structure environment() {
        return Shape.object(
                parameter(),
                required("name", Shape.text(), "Name of the variable."),
                optional("containerName", Shape.text(), "The container; the first unless given."));
    }

    private static Shape.Structure serviceAccount() {
        return Shape.object(parameter(), required("serviceAccountName", Shape.text(), "Whose token it is."));
    }

    private static Shape.Structure podIdentity() {
        return Shape.object(
                required(
                        "provider",
                        Shape.word("azure-workload", "gcp", "aws", "aws-eks", "none"),
                        "Who vouches for the identity."),
                optional("identityId", Shape.text(), "Azure: another identity."),
                optional("identityTenantId", Shape.text(), "Azure: its tenant."),
                optional("identityAuthorityHost", Shape.text(), "Azure: its authority; it needs the tenant."),
                optional("roleArn", Shape.text(), "AWS: the role to assume."),
                optional("externalID", Shape.text(), "AWS: what the role asks for; it needs the role."),
                optional("identityOwner", Shape.word("keda", "workload"), "keda", "AWS: whose identity it is."));
    }

    private static Shape.Structure fromSecret() {
        return Shape.object(required(
                "valueFrom",
                Shape.object(required(
                        "secretKeyRef",
                        Shape.object(
                                required("name", Shape.text(), "Name of the Secret."),
                                required("key", Shape.text(), "Key in the Secret.")),
                        "Which key of which Secret.")),
                "Where it comes from."));
    }

    private static Field secrets(Field... fields) {
        return required("secrets", Shape.list(Shape.object(fields)).atLeast(1), "Which options it holds.");
    }

    private static Shape.Structure hashiCorpVault() {
        Shape.Structure pki = Shape.object(
                optional("commonName", Shape.text(), "Name in the certificate."),
                optional("altNames", Shape.text(), "Further names."),
                optional("ipSans", Shape.text(), "Addresses."),
                optional("uriSans", Shape.text(), "URIs."),
                optional("otherSans", Shape.text(), "Others."),
                optional("ttl", Shape.text(), "How long it is valid."),
                optional("format", Shape.text(), "Its form."));
        return Shape.object(
                required("address", Shape.text(), "URL of Vault."),
                required("authentication", Shape.word("token", "kubernetes"), "How KEDA logs in."),
                optional("namespace", Shape.text(), "Namespace in Vault."),
                optional("role", Shape.text(), "Role, for `kubernetes`."),
                optional("mount", Shape.text(), "Where `kubernetes` is mounted."),
                optional(
                        "credential",
                        Shape.object(
                                optional("token", Shape.text(), "For `token`."),
                                optional("serviceAccount", Shape.text(), "For `kubernetes`: file of the token."),
                                optional("serviceAccountName", Shape.text(), "For `kubernetes`: whose token it is.")),
                        "What it logs in with."),
                secrets(
                        parameter(),
                        required("key", Shape.text(), "Key in the secret."),
                        required("path", Shape.text(), "Path of the secret."),
                        optional("type", Shape.word("", "secretV2", "secret", "pki"), "Kind of the secret."),
                        optional("pkiData", pki, "What is asked for, for `pki`.")));
    }

    private static Shape.Structure azureKeyVault() {
        return Shape.object(
                required("vaultUri", Shape.text(), "URI of the vault."),
                optional(
                        "credentials",
                        Shape.object(
                                required("clientId", Shape.text(), "Who logs in."),
                                required("clientSecret", fromSecret(), "With which secret."),
                                required("tenantId", Shape.text(), "In which tenant.")),
                        "What KEDA logs in with."),
                optional("podIdentity", podIdentity(), "Logs in with an identity."),
                optional(
                        "cloud",
                        Shape.object(
                                required("type", Shape.text(), "Which cloud."),
                                optional("keyVaultResourceURL", Shape.text(), "Of a private cloud."),
                                optional("activeDirectoryEndpoint", Shape.text(), "Of a private cloud.")),
                        "Another cloud than the public one."),
                secrets(
                        parameter(),
                        required("name", Shape.text(), "Name of the secret."),
                        optional("version", Shape.text(), "Version; the latest unless given.")));
    }

    private static Shape.Structure gcpSecretManager() {
        return Shape.object(
                optional(
                        "credentials",
                        Shape.object(required("clientSecret", fromSecret(), "Key of a service account.")),
                        "What KEDA logs in with."),
                optional("podIdentity", podIdentity(), "Logs in with an identity."),
                secrets(
                        parameter(),
                        required("id", Shape.text(), "Id of the secret."),
                        optional("version", Shape.text(), "Version; the latest unless given.")));
    }

    private static Shape.Structure awsSecretManager() {
        return Shape.object(
                optional("region", Shape.text(), "Region of the secrets."),
                optional(
                        "credentials",
                        Shape.object(
                                required("accessKey", fromSecret(), "The key's id."),
                                required("accessSecretKey", fromSecret(), "The key."),
                                optional("accessToken", fromSecret(), "A token of a session.")),
                        "What KEDA logs in with."),
                optional("podIdentity", podIdentity(), "Logs in with an identity."),
                secrets(
                        parameter(),
                        required("name", Shape.text(), "Name of the secret."),
                        optional("versionId", Shape.text(), "Version by its id."),
                        optional("versionStage", Shape.text(), "Version by its stage."),
                        optional("secretKey", Shape.text(), "Key in a secret that is JSON.")));
    }

    private static Shape.Structure oauth2() {
        return Shape.object(
                optional("type", Shape.word("clientCredentials"), "clientCredentials", "How a token is asked for."),
                required("clientId", Shape.text(), "Who asks."),
                optional("clientSecret", fromSecret(), "With which secret."),
                required("tokenUrl", Shape.text(), "Where tokens are asked for."),
                optional("scopes", Shape.list(Shape.text()), "What the token is for."),
                optional("tokenUrlParams", Shape.map(Shape.text()), "More that the server asks for."));
    }
}
