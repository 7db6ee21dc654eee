package io.herd.fuzz;

import com.sun.management.ThreadMXBean;
import io.herd.fuzz.FuzzTarget.Action;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Checks that the memory and the time that an input takes are at most proportional to its length. */
final class Cost {
    /** What any input may allocate, in bytes: states, windows of files. */
    private static final long FREE_BYTES = 8 << 20;

    private static final long BYTES_PER_BYTE = 1_000;
    /** What any input may take, in ns of processor time; instrumented code is some ten times slower. */
    private static final long FREE_NANOS = 100_000_000;

    private static final long NANOS_PER_BYTE = 2_000;
    /** The first time, classes are loaded, and what is slow later is slow each time. */
    private static final int ATTEMPTS = 4;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Cost() {}

    /** Runs a target, and throws if the input costs too much. */
    static void check(Action target, byte[] input) throws Exception {
        String excess = measure(target, input);
        for (int attempt = 1; excess != null && attempt < ATTEMPTS; attempt++) {
            excess = measure(target, input);
        }
        if (excess != null) {
            throw new AssertionError(excess);
        }
    }

    private static @Nullable String measure(Action target, byte[] input) throws Exception {
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long nanosBefore = THREADS.getCurrentThreadCpuTime();
        target.accept(input.clone());
        long nanos = THREADS.getCurrentThreadCpuTime() - nanosBefore;
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        if (bytes > FREE_BYTES + BYTES_PER_BYTE * input.length) {
            return "an input of " + input.length + " bytes has " + bytes + " bytes allocated";
        }
        return nanos > FREE_NANOS + NANOS_PER_BYTE * input.length
                ? "an input of " + input.length + " bytes takes " + nanos / 1_000_000 + " ms"
                : null;
    }
}
