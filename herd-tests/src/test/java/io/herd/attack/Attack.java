package io.herd.attack;

import java.io.IOException;
import java.util.Map;

/**
 * A way to wish a server ill, all of it within what anybody can send.
 *
 * @param settings what the server is set to, by the names of the environment's variables
 * @param isAlone whether it is made on a server that nobody has attacked before, as it may fill the server's memory
 */
record Attack(String name, Map<String, String> settings, boolean isAlone, Act act) {
    /** What the attackers do. */
    interface Act {
        /** Attacks until a moment of {@link System#nanoTime()}. */
        void run(Victim victim, long end) throws IOException;
    }

    Attack(String name, Act act) {
        this(name, Map.of(), false, act);
    }

    Attack alone() {
        return new Attack(name, settings, true, act);
    }

    @Override
    public String toString() {
        return name;
    }
}
