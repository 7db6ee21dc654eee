package io.herd.sim;

import io.herd.server.link.Route;

/** The way from one process to a neighbour, over the simulated network and clock. */
record SimRoute(Network network, SimProcess life, SimServer neighbour) implements Route {
    @Override
    public void connect(Attempt attempt) {
        network.connect(life, neighbour, attempt);
    }

    @Override
    public void later(long millis, Runnable task) {
        network.agenda().in(millis, () -> life.run(task));
    }

    @Override
    public long now() {
        return network.agenda().now();
    }
}
