/**
 * The interceptor as a program: {@code java -jar scaler-http-proxy-standalone.jar routes.yaml}. It reads its routes
 * from YAML, in its own short form or as objects of KEDA's HTTP add-on, and needs {@code scaler-scaledobject}.
 */
@NullMarked
package io.scaler4j.http.proxy.standalone;

import org.jspecify.annotations.NullMarked;
