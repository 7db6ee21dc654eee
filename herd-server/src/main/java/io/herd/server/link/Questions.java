package io.herd.server.link;

import io.herd.protocol.LinkMessage.Leaf;
import io.herd.protocol.LinkMessage.Node;
import io.herd.protocol.LinkMessage.Part;
import io.herd.protocol.Prefix;
import io.herd.server.net.Wire;
import io.herd.state.MerkleTree;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.stream.LongStream;

/** A neighbour's questions about the Merkle tree, answered in their order and as fast as it takes the answers. */
final class Questions {
    /** How many hashes of a leaf fit into one line. */
    private static final int PART = 2_000;

    private final MerkleTree tree;
    private final Wire wire;
    private final Queue<Prefix> waiting = new ArrayDeque<>();
    /** The hashes of the first leaf that waits, from the next one to be told on; empty at its begin. */
    private long[] rest = {};

    Questions(MerkleTree tree, Wire wire) {
        this.tree = tree;
        this.wire = wire;
    }

    /** Whether one more may be asked: who keeps to the protocol never asks too many at once. */
    boolean isOpen() {
        return waiting.size() < CatchUp.WINDOW;
    }

    void add(Prefix node) {
        waiting.add(node);
    }

    /** Answers as long as the neighbour keeps up. */
    void answer() {
        while (!waiting.isEmpty() && wire.isWritable()) {
            Prefix node = waiting.element();
            if (tree.isLeaf(node)) {
                answerLeaf(node);
            } else {
                waiting.remove();
                wire.send(new Node(node, listed(tree.children(node))).toLine());
            }
        }
    }

    private void answerLeaf(Prefix leaf) {
        long[] hashes = rest.length == 0 ? tree.hashes(leaf) : rest;
        if (hashes.length > PART) {
            wire.send(new Part(leaf, listed(Arrays.copyOf(hashes, PART))).toLine());
            rest = Arrays.copyOfRange(hashes, PART, hashes.length);
        } else {
            waiting.remove();
            rest = new long[0];
            wire.send(new Leaf(leaf, listed(hashes)).toLine());
        }
    }

    private static List<Long> listed(long[] hashes) {
        return LongStream.of(hashes).boxed().toList();
    }
}
