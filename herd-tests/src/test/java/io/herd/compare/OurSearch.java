package io.herd.compare;

import io.herd.bench.Commands;
import io.herd.bench.Load;
import io.herd.bench.LoadResult;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.measure.Clock;
import java.io.IOException;

/** One of our servers, asked who is near whom. */
record OurSearch(String name, OwnHerd herd) implements Contender.Searching {
    @Override
    public void settle(Plan plan) throws IOException {
        var _ = Load.run(
                plan.at(herd.addresses())
                        .speaking(Commands.settle(Clock.next()))
                        .onceEach(),
                _ -> {});
    }

    @Override
    public LoadResult search(Plan plan, int kilometres) throws IOException {
        return Load.run(plan.at(herd.addresses()).speaking(Commands.near(kilometres)), _ -> {});
    }

    @Override
    public void close() throws IOException {
        herd.close();
    }
}
