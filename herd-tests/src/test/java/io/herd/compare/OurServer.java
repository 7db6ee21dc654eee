package io.herd.compare;

import io.herd.bench.Child;
import io.herd.bench.Commands;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.measure.Clock;
import java.io.IOException;

/** One of our servers; its neighbours are away. */
record OurServer(String name, OwnHerd herd) implements Contender.One {
    @Override
    public Plan reporting(Plan plan) {
        return plan.at(herd.addresses()).speaking(Commands.iamat(Clock.next()));
    }

    @Override
    public Child child() {
        return herd.first();
    }

    @Override
    public int warmUps() {
        return 5;
    }

    @Override
    public void close() throws IOException {
        herd.close();
    }
}
