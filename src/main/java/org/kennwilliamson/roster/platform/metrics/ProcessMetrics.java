package org.kennwilliamson.roster.platform.metrics;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Memory and garbage collection, by what a native image and a JVM both have: the framework's metrics of them differ. */
@Singleton
class ProcessMetrics implements MeterBinder {

    private static final double MILLIS = 1_000;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("roster.heap.max", Runtime.getRuntime(), Runtime::maxMemory)
                .baseUnit("bytes")
                .description("How large the heap may grow")
                .register(registry);
        Gauge.builder("roster.memory.resident", ProcessMetrics::resident)
                .baseUnit("bytes")
                .description("Memory of the machine that the process holds, heap and all else")
                .register(registry);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            FunctionCounter.builder("roster.gc.collections", collector, GarbageCollectorMXBean::getCollectionCount)
                    .description("Garbage collections")
                    .tag("collector", collector.getName())
                    .register(registry);
            FunctionCounter.builder("roster.gc", collector, bean -> bean.getCollectionTime() / MILLIS)
                    .baseUnit("seconds")
                    .description("Time spent collecting garbage")
                    .tag("collector", collector.getName())
                    .register(registry);
        }
    }

    /** NaN where the kernel isn't Linux. */
    private static double resident() {
        try {
            Matcher line = RESIDENT.matcher(Files.readString(STATUS));
            return line.find() ? Long.parseLong(line.group(1)) * 1024.0 : Double.NaN;
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
