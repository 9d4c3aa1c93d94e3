package io.scaler4j.testservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration of a Prometheus, in a folder of its own. */
record PrometheusFiles(Path folder, PrometheusOptions options) {

    /** Writes all files. What they name lies beside them. */
    void write() throws IOException {
        Files.writeString(folder.resolve("prometheus.yml"), configuration());
        Files.writeString(folder.resolve("web.yml"), web());
        if (options.certificates().isPresent()) {
            TestCertificates certificates = options.certificates().get();
            Files.writeString(
                    folder.resolve("server.crt"), certificates.server().chain());
            Files.writeString(
                    folder.resolve("server.key"), certificates.server().key());
            Files.writeString(folder.resolve("authority.crt"), certificates.authority());
        }
    }

    /** JSON strings are YAML strings too. */
    private String configuration() {
        String list =
                options.targets().stream().map(target -> '"' + target + '"').collect(Collectors.joining(", "));
        return """
                global: {scrape_interval: 1s, scrape_timeout: 900ms}
                scrape_configs:
                  - job_name: test
                    static_configs: [{targets: [%s]}]
                """.formatted(list);
    }

    private String web() {
        List<String> lines = new ArrayList<>();
        if (options.certificates().isPresent()) {
            lines.add("tls_server_config:");
            lines.add("  cert_file: server.crt");
            lines.add("  key_file: server.key");
            if (options.wantsClientCertificate()) {
                lines.add("  client_auth_type: RequireAndVerifyClientCert");
                lines.add("  client_ca_file: authority.crt");
            }
        }
        if (options.wantsPassword()) {
            lines.add("basic_auth_users:");
            lines.add("  %s: '%s'".formatted(PrometheusOptions.USER, PrometheusOptions.PASSWORD_HASH));
        }
        return String.join("\n", lines) + "\n";
    }
}
