package io.herd.compare;

import io.herd.bench.Load;
import io.herd.bench.LoadResult;
import io.herd.bench.Plan;
import io.herd.measure.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Redis, asked who is near whom. */
record RedisSearch(OneServer server) implements Contender.Searching {
    @Override
    public String name() {
        return "Redis, GEOSEARCH";
    }

    private List<InetSocketAddress> address() {
        return List.of(server.address());
    }

    @Override
    public void settle(Plan plan) throws IOException {
        var _ = Load.run(plan.at(address()).speaking(Redis.settle(Clock.next())).onceEach(), _ -> {});
    }

    @Override
    public LoadResult search(Plan plan, int kilometres) throws IOException {
        return Load.run(plan.at(address()).speaking(Redis.geosearch(kilometres)), _ -> {});
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
