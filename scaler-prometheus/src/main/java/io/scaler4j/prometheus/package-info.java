/**
 * Scales on the result of a Prometheus query: one number out of a Prometheus, or of any server with its query API, such
 * as Thanos, Mimir, Cortex or VictoriaMetrics.
 *
 * <pre>{@code
 * var rate = PrometheusScaler.builder()
 *         .serverAddress("http://prometheus:9090")
 *         .query("sum(rate(http_requests_total{app=\"shop\"}[2m]))")
 *         .build();
 * var trigger = Trigger.of("requests", rate, averageValue(50));
 * }</pre>
 *
 * <p>Start with {@link io.scaler4j.prometheus.PrometheusScaler}. Where there are several, let them share a
 * {@link io.scaler4j.prometheus.PrometheusServer}: one client for all, and one request for scalers with the same query.
 *
 * <h2>What is measured</h2>
 *
 * <p>An instant query, evaluated at the time of its request in whole seconds. Its answer is a scalar, or a vector of
 * one series; several series are a failure that names them, unless a {@link io.scaler4j.prometheus.Reduction} makes one
 * number of them. A range of values, a text and a histogram are refused, and so is whatever says that it is an error,
 * also with status 200. A number below 0 scales as 0 and is itself compared with the activation threshold.
 *
 * <p>An answer that lacks series is a lower bound: it may grow a target and never shrinks it. VictoriaMetrics says so
 * by {@code isPartial}; Thanos, Cortex, Mimir and the remote read of Prometheus by warnings. Warnings and infos of the
 * query language itself, which begin with {@code PromQL}, leave an answer whole; all other warnings count. Without a
 * number such an answer is a failure, and nothing stands in.
 *
 * <p>No series, a series without a value, NaN and infinities are no number. What stands in is a
 * {@link io.scaler4j.prometheus.MissingValue}: nothing, so that the count holds; zero; or the last value for a while.
 * The builder's default is nothing. A trigger's default is zero, as KEDA's; {@code ignoreNullValues: "false"} changes
 * that.
 *
 * <h2>Permissions</h2>
 *
 * <p>The client sends {@code GET /api/v1/query} below the server's address, and nothing else but the request for a
 * token where OAuth is used. Permission to query is all that scaling needs.
 *
 * <h2>Security</h2>
 *
 * <p>A {@link io.scaler4j.prometheus.PrometheusSecurity} says how client and server make sure of each other:
 * {@link io.scaler4j.connect.Tls} and {@link io.scaler4j.prometheus.PrometheusCredentials}. It comes from a supplier,
 * which is asked again when the server refuses the client (401, 403, or a handshake that failed); if the secrets have
 * changed, the query is sent once more. None is ever printed, nor is a header, a parameter or the user in an address;
 * only the loggers of the HTTP client itself ({@code org.apache.hc.client5.http.headers} and {@code .wire}) show what
 * is sent when they are set to DEBUG. Up to 10 redirects are followed; another server is told no header, and is not
 * asked at all by a client with a certificate.
 *
 * <h2>Options</h2>
 *
 * <p>The same with {@link io.scaler4j.prometheus.PrometheusScalerBuilder} and as options of trigger type
 * {@code prometheus}, under KEDA's names where KEDA has them. Other options are refused. Durations are such as
 * {@code 30s}, {@code 1m30s} and {@code 500ms}, or whole milliseconds. Pairs are {@code name=value} with commas in
 * between; a comma in a value is written {@code \,}.
 *
 * <table class="striped">
 * <caption>What to ask</caption>
 * <thead><tr><th>Option</th><th>Builder</th><th>Type</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code serverAddress}</td><td>{@code serverAddress}, {@code server}</td><td>URL</td><td>required</td>
 *     <td>where the server is, with the path before {@code /api/v1/query} if there is one</td></tr>
 * <tr><td>{@code query}</td><td>{@code query}</td><td>PromQL</td><td>required</td><td>gives one number</td></tr>
 * <tr><td>{@code namespace}</td><td>{@code namespace}</td><td>text</td><td></td>
 *     <td>a tenant, as a parameter of the URL</td></tr>
 * <tr><td>{@code queryParameters}</td><td>{@code queryParameter}</td><td>pairs</td><td></td>
 *     <td>further parameters of the URL</td></tr>
 * <tr><td>{@code customHeaders}</td><td>{@code header}</td><td>pairs</td><td></td>
 *     <td>headers, such as {@code X-Scope-OrgID}</td></tr>
 * <tr><td>{@code timeout}</td><td>{@code timeout}</td><td>duration</td><td>3 s</td>
 *     <td>for the whole exchange; 0 is the default</td></tr>
 * </tbody>
 * </table>
 *
 * <table class="striped">
 * <caption>What the answer means</caption>
 * <thead><tr><th>Option</th><th>Builder</th><th>Type</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code threshold}</td><td>the trigger's target</td><td>number</td><td>required</td>
 *     <td>wanted per replica, more than 0; in total if the trigger's metric type is {@code Value}</td></tr>
 * <tr><td>{@code activationThreshold}</td><td>{@code activatesAbove} of the trigger</td><td>number</td><td>0</td>
 *     <td>an idle target is activated above this number</td></tr>
 * <tr><td>{@code ignoreNullValues}</td><td></td><td>switch</td><td>true</td>
 *     <td>true is {@code zero} for the two below, false is {@code failure}</td></tr>
 * <tr><td>{@code whenEmpty}</td><td>{@code whenEmpty}</td><td>{@code failure}, {@code zero}, {@code last}</td>
 *     <td>see above; builder: failure</td><td>no series, or one without a value; not in KEDA</td></tr>
 * <tr><td>{@code whenNonFinite}</td><td>{@code whenNonFinite}</td><td>{@code failure}, {@code zero}, {@code last}</td>
 *     <td>see above; builder: failure</td><td>NaN and infinities; not in KEDA</td></tr>
 * <tr><td>{@code lastValueMaxAge}</td><td>{@code MissingValue.lastValue}</td><td>duration</td>
 *     <td>required by {@code last}</td><td>for how long a last value stands in; not in KEDA</td></tr>
 * <tr><td>{@code whenNegative}</td><td>{@code whenNegative}</td><td>{@code zero}, {@code failure}</td>
 *     <td>{@code zero}</td><td>a number below 0; not in KEDA</td></tr>
 * <tr><td>{@code reduce}</td><td>{@code reduce}</td><td>{@code none}, {@code sum}, {@code max}, {@code avg}</td>
 *     <td>{@code none}</td><td>makes one number of several series, without those that
 *     have none; not in KEDA</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Places: T is the trigger's metadata, A the authentication parameters. Parameters of modes that are not listed have
 * no effect, but for {@code ca}.
 *
 * <table class="striped">
 * <caption>Security</caption>
 * <thead><tr><th>Option</th><th>Places</th><th>Builder</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code authModes}, {@code authMode}</td><td>T, A</td><td>{@code credentials}, {@code tls}</td><td>none</td>
 *     <td>some of {@code bearer}, {@code basic}, {@code oauth}, {@code custom}, {@code tls}, {@code apiKey} with commas in
 *     between; at most one of the first three</td></tr>
 * <tr><td>{@code bearerToken}, {@code token}</td><td>A</td><td>{@code PrometheusCredentials.bearer}</td><td></td>
 *     <td>required by {@code bearer}</td></tr>
 * <tr><td>{@code username}, {@code password}</td><td>A</td><td>{@code PrometheusCredentials.basic}</td><td></td>
 *     <td>{@code username} is required by {@code basic}</td></tr>
 * <tr><td>{@code customAuthHeader}, {@code customAuthValue}</td><td>A</td><td>{@code PrometheusCredentials.header}</td>
 *     <td></td><td>required by {@code custom}; not sent beside one of the three</td></tr>
 * <tr><td>{@code oauthTokenURI}, {@code clientID}, {@code clientSecret}</td><td>A</td><td>{@code OAuthCredentials.of}</td>
 *     <td></td><td>the first two are required by {@code oauth}</td></tr>
 * <tr><td>{@code scopes}, {@code scope}</td><td>A</td><td>{@code withScopes}</td><td>none</td>
 *     <td>of the token, with commas in between</td></tr>
 * <tr><td>{@code endpointParams}</td><td>A</td><td>{@code withParameter}</td><td>none</td>
 *     <td>further ones of the request for a token, as in {@code audience=a&resource=b}</td></tr>
 * <tr><td>{@code ca}</td><td>A</td><td>{@code certificateAuthorities}</td><td></td>
 *     <td>PEM, trusted beside the authorities of the JVM; with or without {@code authModes}</td></tr>
 * <tr><td>{@code cert}, {@code key}</td><td>A</td><td>{@code clientCertificate}</td><td></td>
 *     <td>PEM chain and key (PKCS#8, RSA or EC), required by {@code tls}</td></tr>
 * <tr><td>{@code keyPassword}</td><td>A</td><td>{@code clientCertificate}</td><td></td>
 *     <td>of an encrypted key; KEDA knows no such option here</td></tr>
 * <tr><td>{@code unsafeSsl}</td><td>T</td><td>{@code Tls.Builder.unsafe}</td><td>false</td>
 *     <td>checks neither certificate nor name: for trials only</td></tr>
 * <tr><td>{@code apiKey}, {@code method}, {@code keyParamName}</td><td>T, A</td><td></td><td></td>
 *     <td>accepted, without effect, as in KEDA; use {@code custom}</td></tr>
 * <tr><td>{@code metricName}, {@code cortexOrgID}, {@code awsRegion}, {@code identityOwner}</td><td>T</td><td></td><td></td>
 *     <td>accepted, without effect; there is a warning where that matters</td></tr>
 * </tbody>
 * </table>
 *
 * <h2>Failures</h2>
 *
 * <p>A read that tells nothing is a {@link io.scaler4j.metric.Reading.Failure} with a sentence that says what to do.
 *
 * <table class="striped">
 * <caption>Kinds of failure</caption>
 * <thead><tr><th>Kind</th><th>When</th></tr></thead>
 * <tbody>
 * <tr><td>{@code MISCONFIGURED}</td><td>the server says that the query is wrong (400, 422); the answer is no number by
 *     its nature: several series, a range, a text, too long a body; the address leads elsewhere</td></tr>
 * <tr><td>{@code DENIED}</td><td>401, 403, 407; client and server do not trust each other's certificates; the token
 *     server refuses</td></tr>
 * <tr><td>{@code EMPTY}</td><td>no series, or one without a value, and nothing stands in</td></tr>
 * <tr><td>{@code NON_FINITE}</td><td>NaN or an infinity, and nothing stands in</td></tr>
 * <tr><td>{@code TIMEOUT}</td><td>no whole answer within the timeout or the deadline; the server says that the query
 *     took too long</td></tr>
 * <tr><td>{@code UNAVAILABLE}</td><td>no connection; a status of 500 and above; an answer that is no JSON, or that lacks
 *     series and has no number; the circuit breaker is open; the scaler is closed; all other errors</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A failure, too, is the answer for all that ask within a second.
 */
@NullMarked
package io.scaler4j.prometheus;

import org.jspecify.annotations.NullMarked;
