package io.herd.server.link;

import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessage.Ask;
import io.herd.protocol.LinkMessage.Leaf;
import io.herd.protocol.LinkMessage.Node;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.state.Debt;
import io.herd.state.HerdState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds out what a neighbour lacks: asks for the digests of a node's children and goes down where they differ from ours,
 * until at the leaves it compares reports. What the neighbour has not is added to what it is owed. What we have not, the
 * neighbour finds out on its own link.
 */
final class CatchUp {
    /** How many questions are under way at once: enough to fill the wire, too few to fill a buffer. */
    private static final int WINDOW = 64;

    private final HerdState state;
    private final Debt debt;
    private final Consumer<LinkMessage> say;
    /** The nodes that differ, the deepest first, so that they stay few. */
    private final Deque<Prefix> different = new ArrayDeque<>();

    private final Set<Prefix> asked = new HashSet<>();
    private long lacking;

    CatchUp(HerdState state, Debt debt, Consumer<LinkMessage> say) {
        this.state = state;
        this.debt = debt;
        this.say = say;
    }

    void begin() {
        lacking = 0;
        different.push(Prefix.ROOT);
        ask();
    }

    boolean isRunning() {
        return !asked.isEmpty();
    }

    /** How many reports the neighbour lacked, as far as the last walk has come. */
    long lacking() {
        return lacking;
    }

    /** Takes an answer; false if it is none to a question of ours. */
    boolean answer(Node answer) {
        if (state.isLeaf(answer.node()) || !asked.remove(answer.node())) {
            return false;
        }
        long[] ours = state.children(answer.node());
        for (int digit = 0; digit < Prefix.FANOUT; digit++) {
            long theirs = answer.digests().get(digit);
            Prefix child = answer.node().child(digit);
            if (theirs == 0) {
                state.reports(child).forEach(this::owe);
            } else if (theirs != ours[digit] && ours[digit] != 0) {
                different.push(child);
            }
        }
        ask();
        return true;
    }

    /** Takes an answer; false if it is none to a question of ours. */
    boolean answer(Leaf answer) {
        if (!state.isLeaf(answer.node()) || !asked.remove(answer.node())) {
            return false;
        }
        Set<Long> theirs = new HashSet<>(answer.hashes());
        state.reports(answer.node())
                .filter(report -> !theirs.contains(state.hash(report)))
                .forEach(this::owe);
        ask();
        return true;
    }

    private void owe(Report report) {
        debt.add(report.client());
        lacking++;
    }

    private void ask() {
        while (asked.size() < WINDOW && !different.isEmpty()) {
            Prefix node = different.pop();
            asked.add(node);
            say.accept(new Ask(node));
        }
    }
}
