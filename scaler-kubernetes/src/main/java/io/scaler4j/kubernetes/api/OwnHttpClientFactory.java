package io.scaler4j.kubernetes.api;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes fabric8's client on that of the JDK, for one connection, so that closing it leaves no socket open. The original
 * stops its threads at once, but the JDK's client needs them to close the sockets of what is under way: a watch whose
 * answer begins after the close would stay open until the server ends it. Here the threads end once they have nothing
 * to do, and requests without an answer are cancelled.
 */
final class OwnHttpClientFactory extends JdkHttpClientFactory {

    private static final String THREADS = "scaler4j-kubernetes-http";

    private final List<EndableHttpClient> clients = new CopyOnWriteArrayList<>();

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        HttpClient.Builder builder = HttpClient.newBuilder().executor(threads());
        return (HttpClient.Builder) Proxy.newProxyInstance(
                HttpClient.Builder.class.getClassLoader(),
                new Class<?>[] {HttpClient.Builder.class},
                (proxy, method, arguments) -> {
                    Object result = call(builder, method, arguments);
                    return result instanceof HttpClient built ? endable(built) : proxy;
                });
    }

    private static Object call(HttpClient.Builder builder, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(builder, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private HttpClient endable(HttpClient built) {
        var client = new EndableHttpClient(built);
        clients.add(client);
        return client;
    }

    /** Each ends after a second without work, so that nothing has to be shut down. */
    private static Executor threads() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            var thread = new Thread(work, THREADS);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    protected void closeHttpClient(JdkHttpClientImpl client) {
        clients.forEach(EndableHttpClient::end);
        clients.clear(); // the JDK's client ends with the last reference to it
    }
}
