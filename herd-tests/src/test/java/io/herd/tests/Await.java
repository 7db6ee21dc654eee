package io.herd.tests;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * Waits until conditions hold, for up to 20 s. They are checked on the caller's thread, and each millisecond: Awaitility's
 * own interval of 100 ms would add seconds to the tests of whole herds.
 */
final class Await {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(1);

    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration LONG_POLL_INTERVAL = Duration.ofMillis(200);

    private Await() {}

    /** @param what the condition in words, for the message of the failure */
    static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollInSameThread()
                .dontCatchUncaughtExceptions()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .atMost(TIMEOUT)
                .until(condition);
    }

    /** The same for up to 90 s, of what is not looked at so often. */
    static void longer(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollInSameThread()
                .dontCatchUncaughtExceptions()
                .pollDelay(Duration.ZERO)
                .pollInterval(LONG_POLL_INTERVAL)
                .atMost(LONG_TIMEOUT)
                .until(condition);
    }
}
