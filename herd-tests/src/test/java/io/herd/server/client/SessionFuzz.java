package io.herd.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.access.Permissions;
import io.herd.config.LimitsConfig;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.NearbyAnswer;
import io.herd.protocol.ReportView;
import io.herd.server.access.AccessControl;
import io.herd.server.fence.FenceFollower;
import io.herd.server.intake.Replication;
import io.herd.server.intake.ReportIntake;
import io.herd.server.log.TrafficLog;
import io.herd.server.net.LineFlow;
import io.herd.server.net.LineListener;
import io.herd.server.net.MemoryAccount;
import io.herd.server.net.Wire;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.herd.state.SmallState;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import org.slf4j.helpers.NOPLogger;

/** Whole connections of clients. */
public final class SessionFuzz {
    private static final long NOW = 1_800_000_000_000_000_000L;
    private static final Bytes SERVER = Bytes.of("Goloman");
    private static final SipHash KEY = new SipHash(1, 2);
    private static final LimitsConfig LIMITS = LimitsConfig.DEFAULT;

    private SessionFuzz() {}

    /**
     * A connection is answered alike however its bytes are split on the way, and what the server knows afterwards is what its sound
     * reports say, and nothing else.
     *
     * @param input how the bytes are split, and then the bytes
     */
    public static void session(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(input, 1, input.length);
        var whole = new Connection();
        whole.talk(stream, stream.length);
        var pieces = new Connection();
        pieces.talk(stream, 1 + Byte.toUnsignedInt(input[0]));
        assertThat(pieces.replies.toString()).isEqualTo(whole.replies.toString());
        long root = expectedRoot(whole.heard);
        assertThat(whole.state.tree().root()).isEqualTo(root);
        assertThat(pieces.state.tree().root()).isEqualTo(root);
    }

    private static HerdState state() {
        return SmallState.of(
                bytes -> SmallState.hash(KEY, bytes),
                Comparator.naturalOrder(),
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                Expiry.DEFAULT,
                SmallState.rule(Expiry.DEFAULT));
    }

    private static long expectedRoot(List<Bytes> lines) {
        HerdState expected = state();
        long latest = NOW + LIMITS.future().toNanos();
        for (Bytes line : lines) {
            Command command = CommandParser.parse(line);
            if (command instanceof Iamat iamat && iamat.timeNanos() <= latest) {
                var _ = expected.acceptLocal(ReportView.fromCommand(SERVER, iamat, NOW, new ByteWriter(64)));
            }
        }
        return expected.tree().root();
    }

    /** A connection of a client, to a server of its own. */
    private static final class Connection implements Wire, LineFlow.Channel {
        private final HerdState state = state();
        private final List<Bytes> heard = new ArrayList<>();
        private final StringBuilder replies = new StringBuilder();
        /** What is to run soon on the event loop, and once time has passed. */
        private final Queue<Runnable> soon = new ArrayDeque<>();

        private final Queue<Runnable> later = new ArrayDeque<>();
        private final LineFlow flow = new LineFlow(LIMITS.lineBytes(), this);

        Connection() {
            Timer timer = (_, task) -> later.add(task);
            var intake = new ReportIntake(
                    SERVER, state, LIMITS, new Replication(List.of(Future::succeededFuture)), () -> NOW);
            var service = new ClientService(
                    state,
                    intake,
                    (_, _, _) -> Future.succeededFuture(new NearbyAnswer(Bytes.of("{}"), Bytes.of("{}"))),
                    new NobodyNear(),
                    new FenceFollower("Goloman", state, 10, Duration.ofMinutes(1), NOPLogger.NOP_LOGGER),
                    timer,
                    new AccessControl(
                            new Credentials("a secret of nobody"),
                            null,
                            Permissions.ALL,
                            InstantSource.system(),
                            NOPLogger.NOP_LOGGER),
                    LIMITS,
                    TrafficLog.none(),
                    new MemoryAccount(Long.MAX_VALUE),
                    new ClientCounters());
            var waiting = new WaitingQuestions(state, timer, soon::add, LIMITS.unknownWait());
            flow.listen(new Hearing(new ClientSession(service, waiting, soon::add, this), heard));
        }

        /** Sends all, so many bytes at once, and ends. */
        void talk(byte[] stream, int atOnce) {
            for (int start = 0; start < stream.length; start += atOnce) {
                flow.received(Arrays.copyOfRange(stream, start, Math.min(stream.length, start + atOnce)));
                run(soon);
            }
            flow.inputEnded();
            while (!soon.isEmpty() || !later.isEmpty()) {
                run(soon);
                run(later);
            }
        }

        private static void run(Queue<Runnable> tasks) {
            for (int count = tasks.size(); count > 0; count--) {
                tasks.remove().run();
            }
        }

        @Override
        public void send(Bytes bytes) {
            replies.append(bytes);
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void pause() {
            flow.pause();
        }

        @Override
        public void resume() {
            flow.resume();
        }

        @Override
        public void finish() {
            flow.finish();
        }

        @Override
        public void abort() {
            throw new AssertionError("the server gave the connection up");
        }

        @Override
        public void soon(Runnable task) {
            soon.add(task);
        }

        @Override
        public void handOver(LineListener next, int lineLimit) {
            throw new AssertionError("no client's session does");
        }

        @Override
        public String peer() {
            return "fuzz";
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public void read(boolean isWanted) {
            // All that there is comes in anyway.
        }

        @Override
        public void endOutput(Runnable then) {
            then.run();
        }

        @Override
        public void close() {
            // Nothing is behind it.
        }

        @Override
        public void later(long millis, Runnable task) {
            // The connection is over by then.
        }
    }
}
