package io.scaler4j.testkit;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** What the report of a test is called. */
final class ReportNames {

    private ReportNames() {}

    /**
     * No two tests have the same.
     *
     * @param number of the trace
     * @param trace null without traces
     */
    static String file(ExtensionContext context, int number, @Nullable String trace) {
        Class<?> type = context.getRequiredTestClass();
        Method method = context.getRequiredTestMethod();
        String name = type.getName() + "." + method.getName();
        if (isOverloaded(type, method)) {
            name += Arrays.toString(method.getParameterTypes());
        }
        return trace == null ? name : name + "-" + number + "-" + base(trace);
    }

    /** Some file systems take upper and lower case for the same. */
    private static boolean isOverloaded(Class<?> type, Method method) {
        return ReflectionSupport.findMethods(
                                type,
                                other -> other.getName().equalsIgnoreCase(method.getName()),
                                HierarchyTraversalMode.TOP_DOWN)
                        .size()
                > 1;
    }

    static String title(ExtensionContext context, @Nullable String trace) {
        String test = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        return trace == null ? test : test + " · " + trace;
    }

    /** Without folders and extension. */
    private static String base(String trace) {
        return trace.substring(trace.lastIndexOf('/') + 1).replaceAll("\\.(csv|json)$", "");
    }
}
