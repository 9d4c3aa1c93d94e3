package io.scaler4j.testkit;

import io.scaler4j.simulation.Trace;
import io.scaler4j.simulation.report.Report;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a {@link PolicyTest} once for each of its traces. Keeps nothing, so tests may run in parallel. */
final class PolicyTestExtension implements TestTemplateInvocationContextProvider {

    private static final String DEFAULT_FOLDER = "target/scaler4j";

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), PolicyTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        String[] traces = AnnotationSupport.findAnnotation(context.getTestMethod(), PolicyTest.class)
                .map(PolicyTest::traces)
                .orElseThrow();
        if (traces.length == 0) {
            return Stream.of(new Invocation(0, null));
        }
        Class<?>[] parameters = context.getRequiredTestMethod().getParameterTypes();
        if (!Arrays.asList(parameters).contains(Trace.class)) {
            throw new ExtensionConfigurationException("the policy test " + context.getRequiredTestMethod()
                    + " has traces but takes none; add a parameter of type Trace");
        }
        return IntStream.range(0, traces.length).mapToObj(i -> new Invocation(i + 1, traces[i]));
    }

    /**
     * One call of the method.
     *
     * @param number from 1 on
     * @param trace the name of the trace, or null without traces
     */
    private record Invocation(int number, @Nullable String trace)
            implements TestTemplateInvocationContext, ParameterResolver {

        @Override
        public String getDisplayName(int index) {
            return trace == null ? "run" : "[" + index + "] " + trace;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == Trace.class || type == Report.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Trace.class ? load(context) : report(context);
        }

        private Trace load(ExtensionContext context) {
            if (trace == null) {
                throw new ParameterResolutionException("the policy test " + context.getRequiredTestMethod()
                        + " takes a trace but has none; name some with @PolicyTest(traces = ..)");
            }
            boolean file = trace.endsWith(".csv") || trace.endsWith(".json");
            return file ? Trace.fromResource(context.getRequiredTestClass(), trace) : Trace.example(trace);
        }

        private Report report(ExtensionContext context) {
            Path folder =
                    Path.of(context.getConfigurationParameter(PolicyTest.FOLDER).orElse(DEFAULT_FOLDER));
            return new Report(
                    folder,
                    ReportNames.file(context, number, trace),
                    ReportNames.title(context, trace),
                    page -> context.publishReportEntry("report", page.toUri().toString()));
        }
    }
}
