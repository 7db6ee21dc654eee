package io.herd.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.access.Permissions;
import io.herd.access.TokenList;
import io.herd.config.LimitsConfig;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import io.herd.server.access.AccessControl;
import io.herd.server.fence.FenceEvents;
import io.herd.server.fence.FenceWatcher;
import io.herd.server.intake.Replication;
import io.herd.server.intake.ReportIntake;
import io.herd.server.net.MemoryAccount;
import io.herd.server.watch.Interest;
import io.herd.server.watch.LiveClients;
import io.herd.server.watch.Presence;
import io.herd.server.watch.Watcher;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.helpers.NOPLogger;

/** What streams owe to a client that reads slowly, once its token has been revoked. */
@ExtendWith(VertxExtension.class)
class LiveStreamTest {
    private static final Bytes KIWI = Bytes.of("kiwi");
    private static final Interest INTEREST = new Interest.OfClients(KIWI);

    private final HerdState state = new HerdState(new SipHash(1, 2));
    private final Credentials credentials = new Credentials("a key of the herd's servers");
    private final AccessControl access =
            new AccessControl(credentials, null, Permissions.NONE, InstantSource.system(), NOPLogger.NOP_LOGGER);
    /** Completes once the client has read all. */
    private final Promise<Void> read = Promise.promise();
    /** What the client was told. */
    private final List<String> told = new ArrayList<>();

    private @Nullable Watcher watcher;
    private @Nullable FenceWatcher fenceWatcher;
    private LiveStream stream;

    @BeforeEach
    void open(Vertx vertx) {
        access.use(((TokenList.Parsed.Sound) TokenList.parse("K7QX2M phone read=*")).list());
        var counters = new HttpCounters();
        var service = new ApiService(
                state,
                new ReportIntake(Bytes.of("Goloman"), state, LimitsConfig.DEFAULT, new Replication(List.of()), () -> 0),
                live(),
                new Fences(),
                (_, _, _) -> Future.failedFuture("there are none"),
                null,
                new Guard(access, counters),
                new MemoryAccount(1 << 20),
                counters,
                8_192,
                10,
                100);
        var grant = Objects.requireNonNull(access.check(credentials.token("K7QX2M"), "192.0.2.1"));
        stream = new LiveStream(vertx, service, channel(), grant, Runnable::run);
    }

    /** One that keeps the watcher. */
    private LiveClients live() {
        return (LiveClients) Proxy.newProxyInstance(
                LiveClients.class.getClassLoader(), new Class<?>[] {LiveClients.class}, (_, method, arguments) -> {
                    if (method.getName().equals("watch")) {
                        watcher = (Watcher) arguments[1];
                    }
                    return null;
                });
    }

    /** One that keeps the names of what is said, of which the first is long in being read. */
    private EventChannel channel() {
        return (EventChannel) Proxy.newProxyInstance(
                EventChannel.class.getClassLoader(), new Class<?>[] {EventChannel.class}, (_, method, arguments) -> {
                    if (method.getReturnType() != EventChannel.Sent.class) {
                        return method.getReturnType() == boolean.class ? true : null;
                    }
                    told.add(method.getName() + (arguments.length > 1 ? " " + arguments[arguments.length - 1] : ""));
                    return new EventChannel.Sent(100_000, read.future());
                });
    }

    private final class Fences implements FenceEvents {
        @Override
        public void watch(@Nullable FenceName fence, FenceWatcher one, Executor loop) {
            fenceWatcher = one;
        }

        @Override
        public void unwatch(@Nullable FenceName fence, FenceWatcher one) {
            // Nothing is told anyway.
        }
    }

    private Report report() {
        var iamat = (Iamat) CommandParser.parse(Bytes.of("IAMAT kiwi +1+2 1"));
        var _ = state.acceptLocal(ReportView.fromCommand(Bytes.of("Goloman"), iamat, 0, new ByteWriter(64)));
        return Objects.requireNonNull(state.find(KIWI));
    }

    private void revokeAndRead() {
        told.clear();
        access.use(TokenList.EMPTY);
        read.complete();
    }

    @Test
    void clientsThatHaveChangedAreNotTold() {
        boolean _ = stream.subscribe(new LiveMessage.Subscribe("a", INTEREST, 0));
        Watcher watching = Objects.requireNonNull(watcher);
        watching.began(INTEREST, List.of());
        assertThat(told).containsExactly("ready");
        watching.changed(INTEREST, Map.of(KIWI, Presence.HERE), Bytes.of("! what everybody is told\n"));
        Report _ = report();
        revokeAndRead();
        assertThat(told).isEmpty();
    }

    @Test
    void clientsInAFenceAreNotTold() {
        boolean _ = stream.subscribe(new LiveMessage.SubscribeFence("a", FenceName.of("home")));
        stream.write(new EventChannel.Sent(100_000, read.future()));
        Objects.requireNonNull(fenceWatcher).began(List.of(report()));
        revokeAndRead();
        assertThat(told).containsExactly("ready");
    }
}
