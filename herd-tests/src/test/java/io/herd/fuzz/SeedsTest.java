package io.herd.fuzz;

import io.herd.fuzz.FuzzTarget.Action;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every target with its seeds, with what was once found, and with these repeated until they are long. */
class SeedsTest {
    private static final int LONG = 64 * 1_024;
    private static final int MUTATIONS = 100;

    @TestFactory
    Stream<DynamicTest> everyTargetTakesItsSeeds() throws IOException {
        return all(Cost::check);
    }

    @TestFactory
    Stream<DynamicTest> everyTargetTakesItsSeedsRepeated() throws IOException {
        return all((action, input) -> {
            Cost.check(action, repeated(input, 0));
            Cost.check(action, repeated(input, input.length / 2));
        });
    }

    @TestFactory
    Stream<DynamicTest> everyTargetTakesItsSeedsChanged() throws IOException {
        return all((action, input) -> {
            var random = new Random(input.length);
            for (int i = 0; i < MUTATIONS; i++) {
                Cost.check(action, changed(input, random));
            }
        });
    }

    private interface Check {
        void run(Action action, byte[] input) throws Exception;
    }

    private static Stream<DynamicTest> all(Check check) throws IOException {
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (FuzzTarget target : FuzzTarget.values()) {
            for (Map.Entry<String, byte[]> input : Corpus.of(target).entrySet()) {
                tests.add(DynamicTest.dynamicTest(
                        target.title() + ", " + input.getKey(), () -> check.run(target.action(), input.getValue())));
            }
        }
        return tests.build();
    }

    /** An input, and then what follows its first bytes again and again. */
    private static byte[] repeated(byte[] input, int from) {
        var longer = new ByteArrayOutputStream(LONG + input.length);
        longer.writeBytes(input);
        while (from < input.length && longer.size() < LONG) {
            longer.write(input, from, input.length - from);
        }
        return longer.toByteArray();
    }

    /** The input with a part left out, repeated or replaced. */
    private static byte[] changed(byte[] input, Random random) {
        int from = random.nextInt(input.length + 1);
        int to = from + random.nextInt(Math.min(16, input.length - from) + 1);
        byte[] between = new byte[random.nextInt(4)];
        random.nextBytes(between);
        var changed = new ByteArrayOutputStream();
        changed.write(input, 0, from);
        for (int times = random.nextInt(3); times > 0; times--) {
            changed.write(input, from, to - from);
        }
        changed.writeBytes(between);
        changed.write(input, to, input.length - to);
        return changed.toByteArray();
    }
}
