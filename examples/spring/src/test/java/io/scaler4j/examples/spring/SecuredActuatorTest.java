package io.scaler4j.examples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Scaler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** With Spring Security on the class path the writes of the endpoint are guarded like those of every other. */
class SecuredActuatorTest {

    private static final String PACKERS = "/actuator/autoscalers/packers";

    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext shop;

    /** The shop, without what else is in its package. */
    @EnableAutoConfiguration(excludeName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
    static class Shop {

        private final ShopApplication shop = new ShopApplication();

        @Bean
        ThreadPoolTaskExecutor packers() {
            return shop.packers();
        }

        @Bean
        Scaler backlog(ThreadPoolTaskExecutor packers) {
            return shop.backlog(packers);
        }
    }

    /** Two people. */
    static class Staff {

        @Bean
        InMemoryUserDetailsManager staff() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("viewer")
                            .password("{noop}see")
                            .roles("VIEWER")
                            .build(),
                    User.withUsername("operator")
                            .password("{noop}do")
                            .roles("OPERATOR")
                            .build());
        }
    }

    private void start(Class<?>... parts) {
        var application = new SpringApplication(parts);
        shop = application.run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aStrangerSeesTheHealthAlone() throws Exception {
        start(Shop.class, Staff.class, OperatorsPause.class);
        assertThat(get("/actuator/health", "").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/autoscalers", "").statusCode()).isEqualTo(401);
        assertThat(post(PACKERS + "/pause", "").statusCode()).isEqualTo(401);
        assertThat(get("/actuator/autoscalers", "viewer:wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void aViewerReadsAndPausesNothing() throws Exception {
        start(Shop.class, Staff.class, OperatorsPause.class);
        assertThat(get("/actuator/autoscalers", "viewer:see").body()).contains("packers");
        assertThat(get(PACKERS, "viewer:see").statusCode()).isEqualTo(200);
        assertThat(post(PACKERS + "/pause", "viewer:see").statusCode()).isEqualTo(403);
        assertThat(post(PACKERS + "/pauseAt", "viewer:see", "{\"replicas\": 3}").statusCode())
                .isEqualTo(403);
        assertThat(post(PACKERS + "/resume", "viewer:see").statusCode()).isEqualTo(403);
        assertThat(get(PACKERS, "viewer:see").body()).contains("\"control\":\"no control\"");
    }

    @Test
    void anOperatorPausesAndResumes() throws Exception {
        start(Shop.class, Staff.class, OperatorsPause.class);
        assertThat(post(PACKERS + "/pauseAt", "operator:do", "{\"replicas\": 3}")
                        .body())
                .contains("\"control\":\"paused at 3\"");
        assertThat(post(PACKERS + "/pause", "operator:do").body()).contains("\"control\":\"paused\"");
        assertThat(post(PACKERS + "/resume", "operator:do").body()).contains("\"control\":\"no control\"");
    }

    @Test
    void bySpringBootsDefaultsWritesLackATokenWhoeverAsks() throws Exception {
        start(Shop.class, Staff.class);
        assertThat(get(PACKERS, "").statusCode()).isEqualTo(401);
        assertThat(get(PACKERS, "viewer:see").statusCode()).isEqualTo(200);
        assertThat(post(PACKERS + "/pause", "operator:do").statusCode())
                .as("a right password without a token")
                .isEqualTo(401);
        assertThat(get(PACKERS, "viewer:see").body()).contains("\"control\":\"no control\"");
    }

    private HttpResponse<String> get(String path, String user) throws IOException, InterruptedException {
        return send(request(path, user));
    }

    private HttpResponse<String> post(String path, String user) throws IOException, InterruptedException {
        return post(path, user, "{}");
    }

    private HttpResponse<String> post(String path, String user, String body) throws IOException, InterruptedException {
        return send(request(path, user)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** @param user as in {@code name:password}; empty for a stranger */
    private HttpRequest.Builder request(String path, String user) {
        String port = shop.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        String credentials = Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
        return user.isEmpty() ? request : request.header("Authorization", "Basic " + credentials);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
