package io.herd.server.kafka;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;

/** Brings records into the topic a while later and in order, if the topic is there; sometimes an acknowledgement is lost. */
final class SimulatedProducer implements TopicWriter {
    private static final long SECOND = 1_000_000_000L;
    private static final long TIMEOUT = 15 * SECOND;

    private final SimulatedTopic topic;
    private final Random random;
    private final TopicFault fault;
    private final Queue<Sending> queue = new ArrayDeque<>();
    private long now;
    private long stalledUntil;

    private record Sending(int partition, TopicRecord record, Consumer<Outcome> done, long sentAt, long dueAt) {}

    SimulatedProducer(SimulatedTopic topic, Random random, TopicFault fault) {
        this.topic = topic;
        this.random = random;
        this.fault = fault;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void send(int partition, TopicRecord record, Consumer<Outcome> done) {
        queue.add(new Sending(partition, record, done, now, now + random.nextLong(SECOND)));
    }

    /** Nothing arrives for so long. */
    void stall(long nanos) {
        stalledUntil = now + nanos;
    }

    /** Delivers what is due. */
    void pass(long time) {
        now = time;
        for (Sending next = queue.peek(); next != null && isDue(next); next = queue.peek()) {
            queue.remove();
            boolean isLate = now - next.sentAt > TIMEOUT;
            boolean isLost = random.nextInt(10) == 0;
            if (!topic.isDown() && (!isLate || isLost)) {
                topic.append(next.partition, next.record);
            }
            next.done.accept(outcome(topic.isDown() || isLate || isLost));
        }
    }

    private boolean isDue(Sending next) {
        boolean isHeldUp = topic.isDown() || now < stalledUntil;
        return now >= next.dueAt && (!isHeldUp || now - next.sentAt > TIMEOUT);
    }

    private Outcome outcome(boolean isFailed) {
        return isFailed && fault != TopicFault.FORGOTTEN_FAILURES ? Outcome.FAILED : Outcome.ACKNOWLEDGED;
    }

    /** Its server has crashed: what is on its way arrives, or does not. */
    void crash() {
        for (Sending each : queue) {
            if (!topic.isDown() && random.nextInt(3) == 0) {
                topic.append(each.partition, each.record);
            }
        }
        queue.clear();
    }
}
