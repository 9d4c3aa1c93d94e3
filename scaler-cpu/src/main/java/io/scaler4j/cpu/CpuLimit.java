package io.scaler4j.cpu;

import java.util.Optional;

/**
 * So much processor time in each period, as the scheduler of Linux limits a control group.
 *
 * @param quotaMicros more than 0
 * @param periodMicros more than 0
 */
record CpuLimit(long quotaMicros, long periodMicros) {

    /** Of {@code cpu.max}: {@code 50000 100000}; empty for {@code max 100000}. */
    static Optional<CpuLimit> parse(String cpuMax) {
        String[] parts = cpuMax.strip().split("\\s+", -1);
        if (parts[0].equals("max")) {
            return Optional.empty();
        }
        return of(Long.parseLong(parts[0]), parts.length > 1 ? Long.parseLong(parts[1]) : 100_000);
    }

    /** Version 1 writes -1 for no limit. */
    static Optional<CpuLimit> of(long quotaMicros, long periodMicros) {
        return quotaMicros > 0 && periodMicros > 0
                ? Optional.of(new CpuLimit(quotaMicros, periodMicros))
                : Optional.empty();
    }

    /** In milli-cores, rounded up. */
    long milli() {
        return (quotaMicros * 1000 + periodMicros - 1) / periodMicros;
    }
}
