package io.herd.compare;

import io.herd.bench.Commands;
import io.herd.bench.Delay;
import io.herd.bench.Load;
import io.herd.bench.Outcome;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.config.ServerConfig;
import io.herd.server.http.ServerStatus;
import io.herd.server.http.StatusService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.HdrHistogram.Histogram;

/** Our five servers. */
record OurHerd(String name, OwnHerd herd, HttpClient http) implements Contender.Five {
    OurHerd(String name, OwnHerd herd) {
        this(name, herd, HttpClient.newHttpClient());
    }

    @Override
    public double converge(Plan plan) throws IOException {
        long start = System.nanoTime();
        Outcome outcome = Load.run(plan.at(herd.addresses()).speaking(Commands.iamat(Clock.next())), _ -> {});
        while (!agree()) {
            Thread.onSpinWait();
        }
        return outcome.commands() / ((System.nanoTime() - start) / 1e9);
    }

    private boolean agree() throws IOException {
        String first = root(herd.servers().getFirst());
        for (ServerConfig server : herd.servers()) {
            if (!root(server).equals(first)) {
                return false;
            }
        }
        return true;
    }

    private String root(ServerConfig server) throws IOException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://" + server.host() + ":" + server.httpPort() + StatusService.PATH))
                .build();
        try {
            String body =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return ServerStatus.of(new JsonObject(body)).root();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public Histogram delays(int reports) throws IOException {
        return Delay.measure(herd.addresses(), Clock.next(), reports, Pace.PAUSE, _ -> {});
    }

    @Override
    public void close() throws IOException {
        http.close();
        herd.close();
    }
}
