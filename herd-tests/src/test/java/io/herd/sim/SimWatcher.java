package io.herd.sim;

import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.protocol.RecordKind;
import io.herd.protocol.Report;
import io.herd.server.client.ClientSession;
import io.herd.state.HerdState;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A client that watches others through a session of its server's, reads now and then, and remembers what it was told last. */
final class SimWatcher {
    private static final int SLOWEST = 1_500;
    /** Somewhere in the middle of where clients are. */
    private static final Position CENTER = new Position(45, -90);

    private final SimProcess life;
    private final Random random;
    private final ClientSession session;
    /** How long it waits at most before it reads again, in ms. */
    private final int pause;
    /** What is to be done on its event loop, in order. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    /** What it has not read yet. */
    private final Queue<Bytes> unread = new ArrayDeque<>();
    /** The lines of the clients that are there, as far as it knows. */
    private final Map<String, String> known = new HashMap<>();

    private Wish wish;
    private boolean isContent;

    /**
     * Something to watch.
     *
     * @param command how the protocol says it
     * @param covers whether a client is of interest, given the newest report of the one in the center
     */
    private record Wish(String command, String center, Covers covers) {
        Predicate<Report> at(HerdState state) {
            Report present = state.find(Bytes.of(center));
            return report -> covers.test(report, present == null ? null : present.position());
        }
    }

    @FunctionalInterface
    private interface Covers {
        boolean test(Report report, @Nullable Position center);
    }

    SimWatcher(SimProcess life, Random random) {
        this.life = life;
        this.random = random;
        pause = 1 + random.nextInt(SLOWEST);
        wish = wish();
        session = life.connect(new UnreadWire(), this::soonInOrder);
    }

    private void soonInOrder(Runnable task) {
        tasks.add(task);
        life.later(random.nextInt(20), () -> tasks.remove().run());
    }

    private Wish wish() {
        String client = "c" + random.nextInt(6);
        int kilometres = 1_000 + random.nextInt(5_000);
        double metres = kilometres * 1_000.0;
        return switch (random.nextInt(5)) {
            case 0 ->
                new Wish("WATCH " + client, "", (report, _) -> report.client().is(client));
            case 1 -> new Wish("WATCH c *", "", (_, _) -> true);
            case 2 ->
                new Wish(
                        "WATCH +45-090 " + kilometres,
                        "",
                        (report, _) -> CENTER.distanceTo(report.position()) <= metres);
            case 3 -> new Wish("WATCH +10-120 +50-40", "", (report, _) -> isInBox(report.position()));
            default ->
                new Wish(
                        "WATCH " + client + " " + kilometres,
                        client,
                        (report, center) -> center != null
                                && !report.client().is(client)
                                && center.distanceTo(report.position()) <= metres);
        };
    }

    private static boolean isInBox(Position position) {
        return position.latitude() >= 10
                && position.latitude() <= 50
                && position.longitude() >= -120
                && position.longitude() <= -40;
    }

    void begin() {
        say(wish.command);
        life.later(random.nextInt(pause), this::read);
    }

    /** It asks for nothing else any more. */
    void beContent() {
        isContent = true;
    }

    private void say(String line) {
        session.line(Bytes.of(line));
        session.endOfRead();
    }

    private void read() {
        boolean isAnswered = !unread.isEmpty();
        while (!unread.isEmpty()) {
            unread.remove().toString().lines().forEach(this::hear);
        }
        session.writable();
        if (isAnswered && !isContent && random.nextInt(20) == 0) {
            say("UNWATCH");
            wish = wish();
            say(wish.command);
        }
        life.later(1 + random.nextInt(pause), this::read);
    }

    private void hear(String line) {
        String said = line.startsWith("! ") ? line.substring(2) : line;
        String[] fields = said.split(" ", -1);
        switch (fields[0]) {
            case "AT" -> known.put(fields[3], said);
            case "LEFT", "GONE" -> known.remove(fields[1]);
            case "UNWATCH" -> known.clear();
            case "" -> {}
            default -> throw new AssertionError(line);
        }
    }

    /** Whether what it knows is what its server knows. */
    boolean knows(HerdState state) {
        return known.equals(expected(state));
    }

    private Map<String, String> expected(HerdState state) {
        Predicate<Report> covered = wish.at(state);
        return state.tree()
                .reports(Prefix.ROOT)
                .filter(each -> each.kind() == RecordKind.REPORT)
                .filter(covered)
                .collect(Collectors.toMap(each -> each.client().toString(), Report::toString));
    }

    /** What it knows must be what its server knows. */
    void mustKnow(HerdState state, Oracle oracle) {
        oracle.check(
                knows(state),
                "a client that said %s to %s was told of %s instead of %s",
                wish.command,
                life.name(),
                known,
                expected(state));
    }

    /** What it is told waits until it reads. */
    private final class UnreadWire extends DirectWire {
        private UnreadWire() {
            super(bytes -> unread.add(bytes.copy()));
        }

        @Override
        public void soon(Runnable task) {
            soonInOrder(task);
        }

        @Override
        public boolean isWritable() {
            return unread.isEmpty();
        }
    }
}
