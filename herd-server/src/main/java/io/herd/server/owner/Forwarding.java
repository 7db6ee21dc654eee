package io.herd.server.owner;

import io.herd.config.ForwardConfig;
import io.herd.config.HostPort;
import io.herd.config.OwnersConfig;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Forward;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import io.herd.server.intake.Handed;
import io.herd.server.intake.OtherHerds;
import io.herd.server.intake.ReportPublisher;
import io.herd.server.net.MemoryAccount;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Hands what concerns other herds' clients to these, over connections that all start at one event loop; and publishes reports whose herd is
 * away. Any number of threads may use it once it is deployed.
 */
public final class Forwarding extends VerticleBase implements OtherHerds {
    /** About how many bytes a command takes that waits, besides its own. */
    private static final int COMMAND_BYTES = 512;
    /** How many times in a timeout the time is looked at. */
    private static final int LOOKS = 4;

    private final Owners owners;
    private final OwnersConfig config;
    private final MemoryAccount memory;
    private final Consumer<NetClientOptions> tls;
    private final ReportPublisher publisher;
    private final Logger log;
    private final OwnerCounters counters = new OwnerCounters();
    private final AtomicLong inFlight = new AtomicLong();
    private final Queue<Runnable> handedOver = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isTurnDue = new AtomicBoolean();
    /** Held for as long as the verticle lives: Vert.x closes a client that nothing refers to. */
    private @Nullable NetClient client;

    private volatile Map<String, OwnerHerd> herds = Map.of();

    /** How a command is said to a herd. */
    private interface Way {
        Future<Bytes> say(OwnerHerd herd);
    }

    /**
     * Forwards by a table.
     *
     * @param tls prepares connections for TLS, where other herds speak that; may block
     * @param publisher takes what no herd has taken
     */
    public Forwarding(
            Owners owners,
            OwnersConfig config,
            MemoryAccount memory,
            Consumer<NetClientOptions> tls,
            ReportPublisher publisher,
            Logger log) {
        this.owners = owners;
        this.config = config;
        this.memory = memory;
        this.tls = tls;
        this.publisher = publisher;
        this.log = log;
    }

    public OwnerCounters counters() {
        return counters;
    }

    @Override
    public Future<?> start() {
        ForwardConfig settings = config.forward();
        var options = new NetClientOptions().setTcpNoDelay(true).setConnectTimeout((int)
                settings.timeout().toMillis());
        Future<?> prepared = settings.tls()
                ? vertx.executeBlocking(() -> {
                    tls.accept(options);
                    return options;
                })
                : Future.succeededFuture();
        return prepared.onSuccess(_ -> open(options));
    }

    private void open(NetClientOptions options) {
        NetClient opened = vertx.createNetClient(options);
        client = opened;
        var all = new LinkedHashMap<String, OwnerHerd>();
        config.herds().forEach((name, owner) -> {
            if (!name.equals(config.herd())) {
                all.put(
                        name,
                        new OwnerHerd(lanes(name, owner.addresses(), opened), lanes(name, owner.addresses(), opened)));
            }
        });
        herds = all;
        long look = Math.ceilDiv(config.forward().timeout().toMillis(), LOOKS);
        vertx.setPeriodic(look, _ -> all.values().forEach(OwnerHerd::tick));
    }

    private List<ForwardLane> lanes(String owner, List<HostPort> servers, NetClient opened) {
        ForwardConfig settings = config.forward();
        var route = new ForwardRoute(vertx, opened, memory, settings, config.herd(), owner);
        return servers.stream()
                .map(each -> new ForwardLane(
                        each,
                        route,
                        settings.timeout().toMillis(),
                        settings.retry().toMillis(),
                        log))
                .toList();
    }

    @Override
    public String here() {
        return owners.here();
    }

    @Override
    public boolean have(Bytes client) {
        return !owners.isOwn(client);
    }

    @Override
    public String owner(Bytes client) {
        return owners.of(client);
    }

    @Override
    public Future<Handed> take(Report own) {
        Bytes client = own.client();
        Bytes command = new ByteWriter(own.line().length())
                .write("IAMAT ")
                .write(own.line().subSequence(own.nameStart(), own.line().length()))
                .take();
        return forward(client, command, herd -> herd.report(client, command))
                .compose(reply -> reply.<Handed>map(Handed.Taken::new)
                        .map(Future::succeededFuture)
                        .orElseGet(this::refused))
                .recover(_ -> publish(own).map(_ -> new Handed.Taken(own)));
    }

    private Future<Handed> refused() {
        counters.refused.increment();
        return Future.succeededFuture(new Handed.Refused());
    }

    @Override
    public Future<Optional<Report>> find(Bytes client) {
        Bytes own = client.copy();
        Bytes command =
                new ByteWriter(own.length() + 8).write("WHEREIS ").write(own).take();
        return forward(own, command, herd -> herd.ask(own, command));
    }

    /** The report in the reply; empty if the command comes back behind a question mark. */
    private Future<Optional<Report>> forward(Bytes client, Bytes command, Way way) {
        int bytes = command.length() + COMMAND_BYTES;
        if (inFlight.addAndGet(bytes) > config.forward().bytes()) {
            inFlight.addAndGet(-bytes);
            return failed(new ForwardException(ForwardFailure.FULL));
        }
        Promise<Bytes> reply = ((ContextInternal) vertx.getOrCreateContext()).promise();
        handOver(() -> say(client, way).onComplete(reply));
        return reply.future()
                .onComplete(_ -> inFlight.addAndGet(-bytes))
                .compose(line -> read(client, line))
                .onSuccess(_ -> counters.relayed.increment())
                .recover(this::failed);
    }

    private Future<Bytes> say(Bytes client, Way way) {
        OwnerHerd herd = herds.get(owners.of(client));
        if (herd == null) {
            return Future.failedFuture(new ForwardException(ForwardFailure.AWAY));
        }
        counters.forwarded.increment();
        return way.say(herd);
    }

    /** Has the event loop of the connections run a task; all that is there by then share its turn. */
    private void handOver(Runnable task) {
        handedOver.add(task);
        if (!isTurnDue.getAndSet(true)) {
            context.runOnContext(_ -> {
                isTurnDue.set(false);
                for (Runnable each = handedOver.poll(); each != null; each = handedOver.poll()) {
                    each.run();
                }
            });
        }
    }

    private static Future<Optional<Report>> read(Bytes client, Bytes line) {
        if (line.startsWith("? ")) {
            return Future.succeededFuture(Optional.empty());
        }
        Report report = Report.fromReply(line);
        if (report != null && report.client().equals(client)) {
            return Future.succeededFuture(Optional.of(report));
        }
        boolean isElsewhere = line.startsWith(Forward.ELSEWHERE);
        return Future.failedFuture(
                new ForwardException(isElsewhere ? ForwardFailure.MISDIRECTED : ForwardFailure.MALFORMED));
    }

    private <T> Future<T> failed(Throwable failure) {
        counters.failed(ForwardException.reason(failure)).increment();
        return Future.failedFuture(failure);
    }

    @Override
    public Future<Void> publish(ReportLine own) {
        Promise<Void> published = ((ContextInternal) vertx.getOrCreateContext()).promise();
        publisher.publish(own).onComplete(published);
        return published
                .future()
                .timeout(config.forward().timeout().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(_ -> counters.published.increment())
                .onFailure(_ -> counters.unpublished.increment());
    }

    @Override
    public void refused(Bytes client) {
        counters.loops.increment();
    }

    @Override
    public Future<?> stop() {
        herds.values().forEach(OwnerHerd::stop);
        return client == null ? Future.succeededFuture() : client.close();
    }
}
