package io.herd.server.link;

import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessage.Ask;
import io.herd.protocol.LinkMessage.Leaf;
import io.herd.protocol.LinkMessage.Node;
import io.herd.protocol.LinkMessage.Part;
import io.herd.protocol.Prefix;
import io.herd.state.ChangeFeed;
import io.herd.state.MerkleTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Anti-entropy: finds out what a neighbour lacks. It asks for the digests of a node's children in the Merkle tree, goes down
 * where they differ, and compares the hashes of reports at the leaves. What the neighbour lacks is pending for it; what this
 * server lacks, the neighbour finds out on its own link.
 *
 * <p>Under traffic two servers always differ by what is under way. So on a link that has been open for a while a report counts
 * as lost only if it is lacking at two looks, some time apart.
 */
final class CatchUp {
    /** How many questions are under way at once: enough to fill the wire, too few to fill a buffer. */
    static final int WINDOW = 64;

    /** How many leaves are looked at in one walk of an open link; other walks look at others. */
    private static final int MOST_LEAVES = 1_024;
    /** How many reports that may be lost are looked for a second time. */
    private static final int MOST_SUSPECTS = 10_000;
    /** How long what is under way may take to arrive, in ms. */
    private static final long BETWEEN_LOOKS = 2_000;

    private enum Phase {
        IDLE,
        /** The link is new: whatever is lacking is pending at once. */
        ONLY_LOOK,
        FIRST_LOOK,
        /** What was lacking at the first look has time to arrive. */
        WAITING,
        SECOND_LOOK
    }

    private final MerkleTree tree;
    private final ChangeFeed feed;
    private final Consumer<LinkMessage> say;
    private final Random order = new Random(1);
    /** The nodes that differ, the deepest first, so that they stay few. */
    private final Deque<Prefix> different = new ArrayDeque<>();

    /** The questions under way; at a leaf, with what is known of the answer. */
    private final Map<Prefix, LeafComparison> asked = new HashMap<>();

    private final Map<Prefix, Set<Long>> suspects = new HashMap<>();
    private Phase phase = Phase.IDLE;
    private int leavesLeft;
    private int suspectsLeft;
    private long secondLookAt;
    private long lacking;

    CatchUp(MerkleTree tree, ChangeFeed feed, Consumer<LinkMessage> say) {
        this.tree = tree;
        this.feed = feed;
        this.say = say;
    }

    /** Begins on a new link. */
    void begin() {
        begin(Phase.ONLY_LOOK, Integer.MAX_VALUE);
    }

    /** Begins on a link that has been open for a while. */
    void beginToLook() {
        begin(Phase.FIRST_LOOK, MOST_LEAVES);
    }

    private void begin(Phase first, int leaves) {
        phase = first;
        lacking = 0;
        leavesLeft = leaves;
        suspects.clear();
        suspectsLeft = MOST_SUSPECTS;
        different.push(Prefix.ROOT);
        ask();
    }

    boolean isRunning() {
        return phase != Phase.IDLE;
    }

    /** How many reports the neighbour lacked, as far as the last walk has come; whole nodes do not count. */
    long lacking() {
        return lacking;
    }

    /** Takes an answer; false if it is none to a question of ours. */
    boolean answer(Node answer) {
        if (tree.isLeaf(answer.node()) || asked.remove(answer.node()) == null) {
            return false;
        }
        long[] ours = tree.children(answer.node());
        for (int digit : digits()) {
            long theirs = answer.digests().get(digit);
            Prefix child = answer.node().child(digit);
            if (theirs == 0 && phase == Phase.ONLY_LOOK) {
                feed.addAll(child);
            } else if (theirs != ours[digit] && ours[digit] != 0) {
                different.push(child);
            }
        }
        ask();
        return true;
    }

    /** In an order of chance: of many nodes that differ, each walk sees others first. */
    private List<Integer> digits() {
        var digits = new ArrayList<Integer>();
        for (int digit = 0; digit < Prefix.FANOUT; digit++) {
            digits.add(digit);
        }
        Collections.shuffle(digits, order);
        return digits;
    }

    /** Takes a part of an answer; false if it is none to a question of ours. */
    boolean answer(Part part) {
        LeafComparison leaf = comparison(part.node());
        if (leaf != null) {
            leaf.hears(part.hashes());
        }
        return leaf != null;
    }

    /** Takes the last part of an answer; false if it is none to a question of ours. */
    boolean answer(Leaf answer) {
        LeafComparison leaf = comparison(answer.node());
        if (leaf == null) {
            return false;
        }
        leaf.hears(answer.hashes());
        asked.remove(answer.node());
        compared(answer.node(), leaf.lacking());
        ask();
        return true;
    }

    private @Nullable LeafComparison comparison(Prefix node) {
        return tree.isLeaf(node) ? asked.get(node) : null;
    }

    private void compared(Prefix leaf, Set<Long> lacks) {
        if (phase == Phase.FIRST_LOOK) {
            suspectsLeft -= lacks.size();
            if (!lacks.isEmpty() && suspectsLeft >= 0) {
                suspects.put(leaf, lacks);
            }
            return;
        }
        Set<Long> lost = new HashSet<>(lacks);
        if (phase == Phase.SECOND_LOOK) {
            lost.retainAll(suspects.getOrDefault(leaf, Set.of()));
        }
        tree.reports(leaf)
                .filter(report -> lost.contains(tree.hash(report)) && !feed.contains(report.client()))
                .forEach(report -> {
                    feed.add(report.client());
                    lacking++;
                });
    }

    private void ask() {
        while (asked.size() < WINDOW && !different.isEmpty()) {
            Prefix node = different.pop();
            if (tree.isLeaf(node) && --leavesLeft < 0) {
                different.clear();
                break;
            }
            asked.put(node, new LeafComparison(tree.isLeaf(node) ? tree.hashes(node) : new long[0]));
            say.accept(new Ask(node));
        }
        if (asked.isEmpty()) {
            boolean mayHaveLost = phase == Phase.FIRST_LOOK && !suspects.isEmpty();
            phase = mayHaveLost ? Phase.WAITING : Phase.IDLE;
            secondLookAt = Long.MIN_VALUE;
        }
    }

    /** To be called several times in a heartbeat, with a time in ms. */
    void tick(long now) {
        if (phase != Phase.WAITING) {
            return;
        }
        if (secondLookAt == Long.MIN_VALUE) {
            secondLookAt = now + BETWEEN_LOOKS;
        } else if (now >= secondLookAt) {
            phase = Phase.SECOND_LOOK;
            leavesLeft = MOST_LEAVES;
            different.addAll(suspects.keySet());
            ask();
        }
    }
}
