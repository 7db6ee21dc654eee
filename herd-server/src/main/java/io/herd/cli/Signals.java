package io.herd.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The handling of Ctrl-C and SIGTERM. */
final class Signals {
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;
    /** {@code SIG_DFL} of C. */
    private static final MemorySegment DEFAULT_ACTION = MemorySegment.NULL;

    private Signals() {}

    /** Makes the next of them end the process at once; Java would ignore it once a stop has begun. */
    @SuppressWarnings("restricted")
    static void restoreDefaults() {
        Linker linker = Linker.nativeLinker();
        MethodHandle signal = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("signal"),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        try {
            var _ = (MemorySegment) signal.invokeExact(SIGINT, DEFAULT_ACTION);
            var _ = (MemorySegment) signal.invokeExact(SIGTERM, DEFAULT_ACTION);
        } catch (Throwable e) {
            throw new IllegalStateException("signal() of C does not throw", e);
        }
    }
}
