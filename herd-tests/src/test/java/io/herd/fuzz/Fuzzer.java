package io.herd.fuzz;

import java.util.Arrays;

/** What Jazzer runs: one target, or all of them in turn, each input's first byte choosing one. */
public final class Fuzzer {
    private static FuzzTarget[] targets = FuzzTarget.values();

    private Fuzzer() {}

    /**
     * Selects what is fuzzed.
     *
     * @param arguments the title of a target; nothing for all of them
     */
    public static void fuzzerInitialize(String[] arguments) {
        if (arguments.length > 0) {
            targets = Arrays.stream(FuzzTarget.values())
                    .filter(each -> each.title().equals(arguments[0]))
                    .toArray(FuzzTarget[]::new);
        }
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (targets.length == 1) {
            Cost.check(targets[0].action(), input);
        } else if (input.length > 0) {
            FuzzTarget target = targets[Byte.toUnsignedInt(input[0]) % targets.length];
            Cost.check(target.action(), Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
