package io.herd.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.KafkaConfig.Consume;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientPartition;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two herds and the topic that they share, from a seed: servers crash with and without their memory, the topic compacts, stalls and loses
 * acknowledgements, and partitions go from server to server. In the end all must know the newest that any of them still knows.
 */
final class TopicScenario {
    private static final long STEP = 500_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int TROUBLE = 90;
    /** Until a server that stays away is noticed, its partitions have moved, and the other herd's doubts are over. */
    private static final int PATIENCE = 200;

    private final Random random;
    private final TopicFault fault;
    private final SimulatedTopic topic = new SimulatedTopic();
    private final List<Host> hosts = new ArrayList<>();
    private final List<Bytes> clients;
    private final List<Message> messages = new ArrayList<>();
    private final int seed;
    private long now;
    private boolean isTrouble = true;

    /** Lines on their way between two processes. */
    private record Message(BridgedServer from, BridgedServer to, Bytes lines, long dueAt) {}

    /** A machine that runs one server after the other. */
    private static final class Host {
        private final String herd;
        private final String name;
        private final Consume consume;
        private final boolean hasDisk;
        private BridgedServer.@Nullable Disk disk;
        private @Nullable BridgedServer server;
        private long startAt;
        private long sign;
        private final Set<Integer> partitions = new HashSet<>();

        private Host(String herd, String name, Consume consume, boolean hasDisk) {
            this.herd = herd;
            this.name = name;
            this.consume = consume;
            this.hasDisk = hasDisk;
        }
    }

    TopicScenario(int seed, TopicFault fault) {
        this.seed = seed;
        this.fault = fault;
        random = new Random(seed);
        clients = IntStream.range(0, 5 + random.nextInt(40))
                .mapToObj(i -> Bytes.of("c" + i))
                .toList();
        for (String herd : List.of("e", "w")) {
            Consume consume = random.nextInt(3) == 0 ? Consume.ALL : Consume.SHARED;
            boolean hasDisks = random.nextBoolean();
            int size = 2 + random.nextInt(2);
            for (int i = 0; i < size; i++) {
                hosts.add(new Host(herd, herd + i, consume, hasDisks));
            }
        }
    }

    void run() {
        hosts.forEach(this::start);
        for (int partition = 0; partition < SimulatedTopic.PARTITIONS; partition++) {
            assignEverywhere(partition);
        }
        pass(TROUBLE);
        isTrouble = false;
        topic.setDown(false);
        Host absent = hosts.get(random.nextInt(hosts.size()));
        if (random.nextBoolean()) {
            crash(absent, Long.MAX_VALUE);
        }
        hosts.stream()
                .filter(each -> each.startAt != Long.MAX_VALUE)
                .forEach(each -> each.startAt = Math.min(each.startAt, now));
        pass(PATIENCE);
        clients.forEach(this::mustBeNewest);
        mustTeachANewHerd();
    }

    private void pass(int seconds) {
        for (long end = now + seconds * SECOND; now < end; now += STEP) {
            if (isTrouble) {
                trouble();
            }
            for (Host host : hosts) {
                if (host.server == null && now >= host.startAt) {
                    start(host);
                }
            }
            assignAbandoned();
            alive().forEach(this::step);
            deliver();
        }
    }

    private void step(Host host) {
        BridgedServer server = Objects.requireNonNull(host.server);
        host.sign = now;
        server.pass(now, heard(host));
        fellows(host).forEach(fellow -> {
            BridgedServer to = Objects.requireNonNull(fellow.server);
            Bytes lines = server.toTell(fellow.name);
            if (lines.length() > 0) {
                messages.add(new Message(server, to, lines, now + random.nextLong(SECOND)));
            }
        });
        if (host.hasDisk && random.nextInt(4) == 0) {
            host.disk = server.flush();
        }
    }

    private Map<String, Long> heard(Host host) {
        var heard = new HashMap<String, Long>();
        hosts.stream()
                .filter(each -> each.herd.equals(host.herd))
                .forEach(each -> heard.put(each.name, fault == TopicFault.NO_TAKEOVER ? now : each.sign));
        return heard;
    }

    private void deliver() {
        List<Message> due = messages.stream().filter(each -> now >= each.dueAt).toList();
        messages.removeAll(due);
        due.stream()
                .filter(each -> each.from.isAlive() && each.to.isAlive())
                .forEach(each -> each.to.hear(each.from.name(), each.lines));
    }

    private void trouble() {
        List<Host> alive = alive();
        for (int reports = random.nextInt(3); reports > 0 && !alive.isEmpty(); reports--) {
            report(alive.get(random.nextInt(alive.size())));
        }
        int kind = random.nextInt(80);
        if (kind == 0) {
            topic.setDown(!topic.isDown());
        } else if (kind < 3) {
            topic.setDown(false);
        } else if (kind < 5 && !alive.isEmpty()) {
            crash(alive.get(random.nextInt(alive.size())), now + random.nextLong(45 * SECOND));
        } else if (kind < 9 && !alive.isEmpty()) {
            Objects.requireNonNull(alive.get(random.nextInt(alive.size())).server)
                    .producer()
                    .stall(random.nextLong(14 * SECOND));
        } else if (kind < 13) {
            topic.compact(random);
        } else if (kind < 15) {
            assignEverywhere(random.nextInt(SimulatedTopic.PARTITIONS));
        }
    }

    /** A client reports, by a clock that is a little behind now and then, or is deleted. */
    private void report(Host host) {
        Bytes client = clients.get(random.nextInt(clients.size()));
        long time = BridgedServer.START + now - (random.nextBoolean() ? 0 : random.nextLong(5 * SECOND));
        Bytes name = Bytes.of(host.name);
        Report report = random.nextInt(10) == 0
                ? Report.tombstone(name, client, time)
                : Report.past(name, client, Bytes.of("+" + random.nextInt(90) + "-118"), time);
        Objects.requireNonNull(host.server).accept(report);
    }

    private void start(Host host) {
        var server = new BridgedServer(
                host.name, host.herd, namesOf(host.herd), host.consume, topic, random, fault, host.disk, now);
        host.server = server;
        if (host.consume == Consume.ALL) {
            IntStream.range(0, SimulatedTopic.PARTITIONS).forEach(server::assign);
        }
        for (Host fellow : fellows(host)) {
            server.link(fellow.name);
            Objects.requireNonNull(fellow.server).link(host.name);
        }
    }

    private void crash(Host host, long startAt) {
        BridgedServer server = host.server;
        if (server != null) {
            server.crash();
            host.server = null;
        }
        host.startAt = startAt;
    }

    private Set<String> namesOf(String herd) {
        return hosts.stream()
                .filter(each -> each.herd.equals(herd))
                .map(each -> each.name)
                .collect(Collectors.toSet());
    }

    private List<Host> alive() {
        return hosts.stream().filter(each -> each.server != null).toList();
    }

    private List<Host> fellows(Host host) {
        return alive().stream()
                .filter(each -> each.herd.equals(host.herd) && each != host)
                .toList();
    }

    /** In each herd some server reads a partition from now on, and no other. */
    private void assignEverywhere(int partition) {
        for (String herd : List.of("e", "w")) {
            assign(herd, partition);
        }
    }

    private void assign(String herd, int partition) {
        List<Host> all = alive().stream()
                .filter(each -> each.herd.equals(herd) && each.consume == Consume.SHARED)
                .toList();
        if (!all.isEmpty()) {
            Host chosen = all.get(random.nextInt(all.size()));
            for (Host each : hosts) {
                if (each.herd.equals(herd) && each != chosen && each.partitions.remove(partition)) {
                    BridgedServer server = each.server;
                    if (server != null) {
                        server.revoke(partition);
                    }
                }
            }
            chosen.partitions.add(partition);
            Objects.requireNonNull(chosen.server).assign(partition);
        }
    }

    /** A server that is back within a while has its partitions again; those of others are given away. */
    private void assignAbandoned() {
        for (Host host : hosts) {
            BridgedServer server = host.server;
            if (server != null) {
                host.partitions.forEach(server::assign);
            } else if (!host.partitions.isEmpty() && now - host.sign > 20 * SECOND) {
                Set.copyOf(host.partitions).forEach(partition -> assign(host.herd, partition));
            }
        }
    }

    /** The newest record of a client that any server or the topic knows must be known to all, and be the last in the topic. */
    private void mustBeNewest(Bytes client) {
        List<Report> inTopic = topic.records(ClientPartition.of(client, SimulatedTopic.PARTITIONS)).stream()
                .filter(each -> Objects.equals(client, each.key()))
                .map(TopicScenario::report)
                .toList();
        Report newest = Stream.concat(inTopic.stream(), alive().stream().map(each -> known(each, client)))
                .filter(Objects::nonNull)
                .max(Report::compareTo)
                .orElse(null);
        for (Host each : alive()) {
            assertThat(known(each, client))
                    .as("what %s knows, seed %d", each.name, seed)
                    .isEqualTo(newest);
        }
        assertThat(inTopic.isEmpty() ? null : inTopic.getLast())
                .as("the last in the topic, seed %d", seed)
                .isEqualTo(newest);
    }

    private static @Nullable Report known(Host host, Bytes client) {
        return Objects.requireNonNull(host.server).state().findWithTombstones(client);
    }

    private static Report report(TopicRecord record) {
        return ((LinkMessage.At) LinkMessageParser.parse(Objects.requireNonNull(record.value()))).report();
    }

    private void mustTeachANewHerd() {
        var pupil = new BridgedServer("n0", "n", Set.of("n0"), Consume.ALL, topic, random, TopicFault.NONE, null, now);
        IntStream.range(0, SimulatedTopic.PARTITIONS).forEach(pupil::assign);
        for (int i = 0; i < 100; i++) {
            now += STEP;
            pupil.pass(now, Map.of());
        }
        for (Bytes client : clients) {
            assertThat(pupil.state().findWithTombstones(client))
                    .as("what a new herd knows, seed %d", seed)
                    .isEqualTo(known(alive().getFirst(), client));
        }
    }
}
