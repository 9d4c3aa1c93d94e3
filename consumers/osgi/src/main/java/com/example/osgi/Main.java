package com.example.osgi;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Starts the modules as bundles in an OSGi framework, and finds the sources that they provide. Libraries that are no
 * bundles are given by the framework itself, from the class path.
 */
public final class Main {

    private static final String FRAMEWORK = "org.apache.felix.framework";
    private static final String CATALOG = "io.scaler4j.spi.ScalerCatalog";

    /** What lets ServiceLoader find providers in other bundles. */
    private static final String MEDIATOR = "org.apache.aries.spifly";

    private static final Logger MEDIATOR_LOG = Logger.getLogger(MEDIATOR);

    private static final Set<String> SOURCES =
            Set.of("cpu", "cron", "external", "external-push", "http", "kafka", "memory", "prometheus", "redis");

    private Main() {}

    public static void main(String[] args) throws Exception {
        MEDIATOR_LOG.setLevel(Level.WARNING);
        // Else ServiceLoader would look at the class path, where the same jars are.
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        List<Path> bundles = new ArrayList<>();
        Set<String> packages = new TreeSet<>();
        for (Path jar : jars()) {
            if (isBundle(jar)) {
                bundles.add(jar);
            } else {
                packages.addAll(packagesOf(jar));
            }
        }
        Framework framework = ServiceLoader.load(FrameworkFactory.class, Main.class.getClassLoader())
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        args[0],
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        String.join(",", packages)));
        framework.start();
        try {
            run(framework, bundles);
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    private static void run(Framework framework, List<Path> jars) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(framework.getBundleContext().installBundle(jar.toUri().toString()));
        }
        List<Bundle> ours = new ArrayList<>();
        for (Bundle bundle : bundles) {
            boolean isOurs = bundle.getSymbolicName().startsWith("io.scaler4j");
            if (isOurs) {
                ours.add(bundle);
            }
            if (isOurs || bundle.getSymbolicName().startsWith(MEDIATOR)) {
                start(bundle);
            }
        }
        Set<String> types = typesOf(ours);
        check(types.containsAll(SOURCES), "the sources are found in bundles, were " + types);
        System.out.println("osgi: " + ours.size() + " bundles of scaler4j are started, with the sources " + types);
    }

    private static void start(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException e) {
            check(false, bundle.getSymbolicName() + " starts: " + e.getMessage());
        }
    }

    private static Set<String> typesOf(List<Bundle> bundles) throws ReflectiveOperationException {
        Bundle core = bundles.stream()
                .filter(bundle -> bundle.getSymbolicName().equals("io.scaler4j"))
                .findFirst()
                .orElseThrow();
        Class<?> type = core.loadClass(CATALOG);
        Object catalog = type.getMethod("load").invoke(null);
        return ((Set<?>) type.getMethod("types").invoke(catalog))
                .stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> jars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains(FRAMEWORK))
                .map(Path::of)
                .toList();
    }

    private static boolean isBundle(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.getManifest() != null
                    && file.getManifest().getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null;
        }
    }

    private static Set<String> packagesOf(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .collect(Collectors.toSet());
        }
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            System.err.println("osgi: not so: " + sentence);
            System.exit(1);
        }
    }
}
