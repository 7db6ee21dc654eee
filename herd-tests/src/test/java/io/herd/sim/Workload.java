package io.herd.sim;

import io.herd.geo.Circle;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.Card;
import io.herd.protocol.ClientName;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.FenceName;
import io.herd.protocol.RecordKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The clients: they report to any server, by clocks that are hours wrong, and send commands again, out of order and to
 * other servers, as clients do that got no answer.
 */
final class Workload {
    private static final int MOST_CLIENTS = 6;
    private static final int MOST_AT_ONCE = 8;

    private final VirtualClock agenda;
    private final Random random;
    private final int pause;
    /** Whether a server may crash by a report, before it answers. */
    private final boolean mayKill;
    /** Whether clients are deleted. */
    private final boolean mayDelete;
    /** Those that are defined and deleted; none where servers refuse what is true. */
    private final List<FenceName> fences;
    /** Whether clients have cards: a client is told of again for one, which would hide what watches have missed. */
    private final boolean hasCards;

    private final List<Bytes> names;
    private final long[] clockErrors;
    private final List<Iamat> sent = new ArrayList<>();
    private boolean isOver;

    Workload(VirtualClock agenda, Random random, Faults faults, Retention retention) {
        this.agenda = agenda;
        this.random = random;
        this.pause = 1 + random.nextInt(600);
        this.mayKill = faults.kinds().contains(Faults.Fault.FORGET);
        this.mayDelete =
                EnumSet.of(Faults.EXPIRY, Faults.JOURNALS, Faults.WATCHES).contains(faults);
        this.names = IntStream.rangeClosed(0, random.nextInt(MOST_CLIENTS))
                .mapToObj(i -> Bytes.of("c" + i))
                .toList();
        boolean hasFences = !faults.hasLiar() && faults != Faults.CLOCKS;
        this.fences = IntStream.range(0, hasFences ? 2 : 0)
                .mapToObj(i -> new FenceName(Bytes.of("f" + i)))
                .toList();
        this.hasCards = hasFences && faults != Faults.WATCHES;
        this.clockErrors =
                names.stream().mapToLong(_ -> retention.clockError(random)).toArray();
    }

    /** The names of the records of all clients, their cards, and fences. */
    List<Bytes> names() {
        Stream<Bytes> cards = hasCards ? names.stream().map(RecordKind.CARD::recordName) : Stream.of();
        return Stream.concat(names.stream(), Stream.concat(fences.stream().map(FenceName::recordName), cards))
                .toList();
    }

    void begin(List<SimServer> servers) {
        agenda.in(1 + random.nextInt(pause), () -> {
            if (!isOver) {
                SimServer server = servers.get(random.nextInt(servers.size()));
                if (mayDelete && random.nextInt(6) == 0) {
                    delete(server);
                } else if (!fences.isEmpty() && random.nextInt(8) == 0) {
                    change(server);
                } else {
                    report(server);
                }
                begin(servers);
            }
        });
    }

    void end() {
        isOver = true;
    }

    /** Has every client report to a server, in one read. */
    void introduce(SimServer server) {
        List<Iamat> read =
                IntStream.range(0, names.size()).mapToObj(this::command).toList();
        SimProcess life = Objects.requireNonNull(server.life());
        life.run(() -> life.read(read));
    }

    /** Has one client report to a server. */
    void reportOnce(SimServer server) {
        SimProcess life = Objects.requireNonNull(server.life());
        life.run(() -> life.read(List.of(command(0))));
    }

    /** One read of the server's: often a single command, sometimes several at once. */
    private void report(SimServer server) {
        int commands = 1 + random.nextInt(random.nextBoolean() ? 1 : MOST_AT_ONCE);
        List<Iamat> read = Stream.generate(() -> command()).limit(commands).toList();
        SimProcess life = server.life();
        if (life != null) {
            life.run(() -> take(life, read));
        }
    }

    private void delete(SimServer server) {
        var client = new ClientName(names.get(random.nextInt(names.size())));
        SimProcess life = server.life();
        if (life != null) {
            life.run(() -> life.delete(client));
        }
    }

    /** Changes a fence or a card. */
    private void change(SimServer server) {
        int chosen = random.nextInt(hasCards ? 2 * fences.size() : fences.size());
        if (chosen < fences.size()) {
            change(server, fences.get(chosen));
        } else {
            show(server);
        }
    }

    private void show(SimServer server) {
        var client = new ClientName(names.get(random.nextInt(names.size())));
        var card = new Card("name " + random.nextInt(1_000), "", "");
        SimProcess life = server.life();
        if (life != null) {
            life.run(() -> life.clients().show(client, card));
        }
    }

    /** Defines a fence, or deletes it. */
    private void change(SimServer server, FenceName fence) {
        var area = new Circle(new Position(random.nextInt(90), random.nextInt(180)), 1 + random.nextInt(1_000));
        boolean isDeleted = random.nextInt(3) == 0;
        SimProcess life = server.life();
        if (life != null && isDeleted) {
            life.run(() -> life.clients().remove(fence));
        } else if (life != null) {
            life.run(() -> life.clients().define(fence, area));
        }
    }

    private Iamat command() {
        if (!sent.isEmpty() && random.nextInt(4) == 0) {
            return sent.get(random.nextInt(sent.size()));
        }
        return command(random.nextInt(names.size()));
    }

    private Iamat command(int client) {
        // Some clocks tick in seconds, so that two reports may be of the same time.
        long ms = agenda.date() + clockErrors[client];
        String time = client % 2 == 0
                ? Long.toString(ms / 1_000)
                : String.format(Locale.ROOT, "%d.%03d", ms / 1_000, ms % 1_000);
        String line = "IAMAT " + names.get(client) + " +" + random.nextInt(90) + "-" + random.nextInt(180) + " " + time;
        var command = (Iamat) CommandParser.parse(Bytes.of(line));
        sent.add(command);
        return command;
    }

    private void take(SimProcess life, List<Iamat> read) {
        life.read(read);
        if (mayKill && random.nextInt(60) == 0) {
            life.server().crash(random.nextBoolean(), random.nextBoolean());
            agenda.in(random.nextInt(3_000), life.server()::start);
        }
    }
}
