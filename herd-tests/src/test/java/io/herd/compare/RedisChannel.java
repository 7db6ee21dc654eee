package io.herd.compare;

import io.herd.bench.Pace;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/** A channel of Redis with one subscriber: what it takes to tell somebody of a message, without looking at fences. */
final class RedisChannel implements Contender.Pushing {
    /** A message to a subscriber has so many lines. */
    private static final int LINES = 7;

    private final OneServer server;
    private final LineClient subscriber;
    private final LineClient publisher;

    private RedisChannel(OneServer server, LineClient subscriber, LineClient publisher) {
        this.server = server;
        this.subscriber = subscriber;
        this.publisher = publisher;
    }

    static RedisChannel at(OneServer server) throws IOException {
        var subscriber = new LineClient(server.address());
        subscriber.say("SUBSCRIBE fences\r\n");
        for (int line = 0; line < 6; line++) {
            var _ = subscriber.hear();
        }
        return new RedisChannel(server, subscriber, new LineClient(server.address()));
    }

    @Override
    public String name() {
        return "Redis, PUBLISH without fences";
    }

    @Override
    public Histogram pushes(int reports) throws IOException {
        return Pace.measure(reports, PAUSE, _ -> publish());
    }

    private long publish() throws IOException {
        long start = System.nanoTime();
        publisher.say("PUBLISH fences entered\r\n");
        for (int line = 0; line < LINES; line++) {
            var _ = subscriber.hear();
        }
        long taken = System.nanoTime() - start;
        var _ = publisher.hear();
        return taken;
    }

    @Override
    public void close() throws IOException {
        subscriber.close();
        publisher.close();
        server.close();
    }
}
