/**
 * Scales on the processor time and the memory that replicas use. Needs nothing but the core of scaler4j and the JDK.
 */
module io.scaler4j.cpu {
    requires transitive io.scaler4j;
    requires jdk.management;
    requires static org.jspecify;

    exports io.scaler4j.cpu;

    uses io.scaler4j.cpu.PodSamplerProvider;

    provides io.scaler4j.spi.ScalerProvider with
            io.scaler4j.cpu.CpuScalerProvider,
            io.scaler4j.cpu.MemoryScalerProvider;
}
