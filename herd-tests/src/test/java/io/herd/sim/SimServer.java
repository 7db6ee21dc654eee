package io.herd.sim;

import io.herd.config.LimitsConfig;
import io.herd.config.LinksConfig;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.server.journal.SimulatedDisk;
import io.herd.state.Expiry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server through all its lives, with what it remembers from one to the next. */
final class SimServer {
    /** What a right clock shows at the start, in ms. */
    static final long START = 1_500_000_000_000L;

    /** How long after a start that failed it is started again, in ms. */
    private static final int PAUSE = 300;

    private final int number;
    private final Network network;
    private final LimitsConfig limits;
    private final Expiry expiry;
    private final Mutation mutation;
    private final Oracle oracle;
    private final List<SimServer> neighbours = new ArrayList<>();
    private Memory memory = Memory.NOTHING;
    private @Nullable SimProcess life;
    private @Nullable SimProcess last;
    private @Nullable Liar liar;
    private long clockError;
    private boolean isWatched;
    private LinksConfig links = SecretChange.BEFORE;
    /** What its journal is on; null if it has none. */
    private @Nullable SimulatedDisk disk;

    /** @param retention when its records expire, and how far its clock may be wrong */
    SimServer(int number, Network network, LimitsConfig limits, Retention retention, Mutation mutation, Oracle oracle) {
        this.number = number;
        this.network = network;
        this.limits = limits;
        this.expiry = retention.expiry();
        this.mutation = mutation;
        this.oracle = oracle;
        this.clockError = retention.clockError(network.random());
    }

    void befriend(SimServer other) {
        neighbours.add(other);
        other.neighbours.add(this);
    }

    List<SimServer> neighbours() {
        return neighbours;
    }

    void start() {
        if (life == null) {
            if (last != null) {
                last.reappear();
            }
            var process = new SimProcess(this, network, limits, expiry, links, mutation, oracle, neighbours);
            if (disk != null && !process.load(disk)) {
                network.agenda().in(PAUSE, this::start);
                return;
            }
            oracle.note(
                    "%s starts with %d reports",
                    name(), memory.records().size() + process.state().size());
            life = process;
            last = process;
            process.begin(mutation.forgetsHorizon() ? memory.withoutHorizon() : memory);
            if (disk != null) {
                oracle.durability().loaded(process);
            }
            if (isWatched) {
                process.beWatched();
            }
        }
    }

    /** Clients watch at it from its next start on. */
    void beWatched() {
        isWatched = true;
    }

    /** Ends this life, with its memory kept or lost. */
    void crash(boolean forgets, boolean silently) {
        if (life != null) {
            oracle.note("%s crashes%s%s", name(), forgets ? ", forgets" : "", silently ? ", silently" : "");
            SimProcess gone = life;
            if (liar == null) {
                oracle.mustHaveRefusedNobody(gone);
            }
            Memory known = gone.die(silently);
            life = null;
            memory = forgets || disk != null ? Memory.NOTHING : known;
            if (disk != null) {
                leaveDisk(disk, forgets, silently, gone.durableHorizon());
            }
            if (forgets) {
                oracle.forgetting().lostMemory(this);
            }
            oracle.died(gone);
        }
    }

    private void leaveDisk(SimulatedDisk left, boolean isReplaced, boolean isWithoutPower, long horizon) {
        if (isReplaced) {
            useDisk();
            oracle.durability().lostDisk(this);
            return;
        }
        oracle.forgetting().fellBack(this, oracle.durability().ended(this, horizon));
        if (isWithoutPower) {
            left.cutPower();
        }
    }

    /** It has a journal from its next start on, and an empty disk. */
    void useDisk() {
        disk = new SimulatedDisk(network.random());
    }

    SimulatedDisk disk() {
        return Objects.requireNonNull(disk);
    }

    /** Its disk, if it has one, works again, and has room. */
    void repairDisk() {
        if (disk != null) {
            disk.failForces(0);
            disk.leaveRoom(Long.MAX_VALUE);
        }
    }

    void makeSnapshotDue() {
        SimProcess current = life;
        if (current != null) {
            current.run(current::makeSnapshotDue);
        }
    }

    /** The report or tombstone of a client that it knows, or remembers while it is down. */
    @Nullable
    Report knows(Bytes client) {
        return life == null ? memory.records().get(client) : life.state().findWithTombstones(client);
    }

    /** Sets by how much its clock is wrong, in ms. */
    void setClock(long error) {
        clockError = error;
    }

    /** It knows other secrets from its next start on. */
    void useSecrets(LinksConfig others) {
        links = others;
    }

    /**
     * From now on it is a neighbour that the others cannot trust.
     *
     * @param forger makes newer records of others' clients; null if nobody does
     */
    void lie(@Nullable Forger forger) {
        liar = new Liar(network.random(), network.agenda(), forger);
    }

    /** What makes it lie; null as long as it is honest. */
    @Nullable
    Liar liar() {
        return liar;
    }

    /** What its clock shows, in ns. */
    long clock() {
        return (network.agenda().date() + clockError) * 1_000_000;
    }

    @Nullable
    SimProcess life() {
        return life;
    }

    int number() {
        return number;
    }

    String name() {
        return "S" + number;
    }

    Bytes nameBytes() {
        return Bytes.of(name());
    }
}
