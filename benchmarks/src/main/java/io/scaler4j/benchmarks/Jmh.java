package io.scaler4j.benchmarks;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs single JMH benchmarks; what JMH has to say goes to standard error. */
final class Jmh {

    private final Class<?> benchmarks;
    private final boolean quick;

    Jmh(Class<?> benchmarks, boolean quick) {
        this.benchmarks = benchmarks;
        this.quick = quick;
    }

    /** Time in the benchmark's own unit, and what it allocated. */
    record Cost(double time, double garbageBytes) {}

    Cost costOf(String method) {
        var options = new OptionsBuilder()
                .include("^" + benchmarks.getName().replace(".", "\\.") + "\\." + method + "$")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        RunResult result = run(quick ? smoke(options) : thorough(options));
        return new Cost(result.getPrimaryResult().getScore(), garbageOf(result));
    }

    private static double garbageOf(RunResult result) {
        Result<?> rate = result.getSecondaryResults().get("gc.alloc.rate.norm");
        if (rate == null) {
            throw new IllegalStateException("this JVM does not tell how much it allocates");
        }
        return rate.getScore();
    }

    /** Two separate JVMs, so that one lucky compilation does not decide. */
    private static ChainedOptionsBuilder thorough(ChainedOptionsBuilder options) {
        return options.forks(2)
                .jvmArgsAppend("-Xms512m", "-Xmx512m")
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1));
    }

    private static ChainedOptionsBuilder smoke(ChainedOptionsBuilder options) {
        return options.forks(0)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(200))
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(200));
    }

    private static RunResult run(ChainedOptionsBuilder options) {
        var noise = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
        try {
            return new Runner(options.build(), noise).runSingle();
        } catch (RunnerException e) {
            throw new IllegalStateException("the benchmark could not run: " + e.getMessage(), e);
        }
    }
}
