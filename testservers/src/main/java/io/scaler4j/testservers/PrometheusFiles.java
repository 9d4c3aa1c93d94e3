package io.scaler4j.testservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration of a Prometheus: files that lie beside each other. */
record PrometheusFiles(PrometheusOptions options) {

    void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, String> file : contents().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** What is in each file, by its name. */
    Map<String, String> contents() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("prometheus.yml", configuration());
        files.put("web.yml", web());
        options.certificates().ifPresent(certificates -> {
            files.put("server.crt", certificates.server().chain());
            files.put("server.key", certificates.server().key());
            files.put("authority.crt", certificates.authority());
        });
        return files;
    }

    /** JSON strings are YAML strings too. */
    private String configuration() {
        String list =
                options.targets().stream().map(target -> '"' + target + '"').collect(Collectors.joining(", "));
        String remote = options.remoteRead()
                .map("remote_read: [{url: \"%s\", read_recent: true, remote_timeout: 1s}]%n"::formatted)
                .orElse("");
        return """
                global: {scrape_interval: 1s, scrape_timeout: 900ms}
                scrape_configs:
                  - job_name: test
                    static_configs: [{targets: [%s]}]
                """.formatted(list) + remote;
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
