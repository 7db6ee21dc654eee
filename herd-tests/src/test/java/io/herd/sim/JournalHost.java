package io.herd.sim;

import io.herd.server.journal.SimulatedHost;
import java.util.Random;

/** The surroundings of the journal of one process. */
record JournalHost(SimProcess life, Network network) implements SimulatedHost {
    @Override
    public long nanoTime() {
        return network.agenda().now() * 1_000_000;
    }

    @Override
    public long clock() {
        return life.server().clock();
    }

    @Override
    public void later(long millis, Runnable task) {
        life.laterOnItsOwn(millis, task);
    }

    @Override
    public void pass(long millis) {
        network.agenda().pass(millis);
    }

    @Override
    public boolean isAlive() {
        return life.isAlive();
    }

    @Override
    public Random random() {
        return network.random();
    }
}
