package io.herd.protocol;

import java.util.List;

/** What servers say to each other on a link, one line each. docs/protocol.md tells the order and the proofs. */
public sealed interface LinkMessage {
    /** The version of the links' protocol that this server speaks. */
    int VERSION = 3;

    /** Under how many keys a server proves itself at most: that of the herd's secret, and that of the one before. */
    int MOST_KEYS = 2;

    /**
     * Opens a link; its answer is the other side's.
     *
     * @param from the server that speaks
     * @param to the server spoken to
     * @param nonce fresh and random, in hexadecimal
     * @param digestKey the key of which secret the speaker's digests are made with
     * @param expiry when the speaker's records expire
     * @param contacts when the speaker last heard of each server
     * @param proofs one for each secret that the dialler knows; in an answer, one for the secret that both know
     */
    record Hello(
            String from,
            String to,
            String nonce,
            String digestKey,
            String expiry,
            String contacts,
            List<KeyProof> proofs)
            implements LinkMessage {}

    /**
     * That the speaker knows one of the herd's secrets.
     *
     * @param key which secret, by the name of its key
     * @param proof in hexadecimal
     */
    record KeyProof(String key, String proof) {}

    /**
     * Opens a link of another version of the protocol.
     *
     * @param from the server that speaks, as it says
     */
    record OtherHello(int version, String from) implements LinkMessage {}

    /** The dialler's last word of the handshake: it knows the secret now, not only once. */
    record Proof(String proof) implements LinkMessage {}

    /** A report, a tombstone, or a note. */
    record At(Report report) implements LinkMessage {}

    /**
     * The speaker lives, and this is the root of its digests.
     *
     * @param horizon what it has forgotten is older: POSIX time in nanoseconds; -1 while it is just forgetting more
     * @param contacts when it last heard of each server
     */
    record Beat(long root, long horizon, String contacts) implements LinkMessage {}

    /** The other side has been sent all that the dialler knew when the link opened, and the other side lacked. */
    record Synced() implements LinkMessage {}

    /** What is below this node of the digest's tree? */
    record Ask(Prefix node) implements LinkMessage {}

    /** The answer for an inner node: the digests of its children. */
    record Node(Prefix node, List<Long> digests) implements LinkMessage {}

    /** A part of the answer for a leaf: hashes of its reports, in any order; more follow. */
    record Part(Prefix node, List<Long> hashes) implements LinkMessage {}

    /** The answer for a leaf, or its last part: hashes of its reports, in any order. */
    record Leaf(Prefix node, List<Long> hashes) implements LinkMessage {}

    /** The speaker closes the link, and why; the reason is for people. Dialling again may succeed soon. */
    record Bye(String reason) implements LinkMessage {}

    /**
     * The speaker does not let the dialler in, and why; the reason is for people. Dialling again will fail until somebody
     * changes a configuration.
     */
    record Refused(String reason) implements LinkMessage {}

    /** Anything else, such as an answer to a client. */
    record Unknown(Bytes line) implements LinkMessage {}

    /** This message as a line, with its LF. */
    default Bytes toLine() {
        var out = new ByteWriter(256);
        writeTo(out);
        return out.take();
    }

    private void writeTo(ByteWriter out) {
        switch (this) {
            case Hello(
                    String from,
                    String to,
                    String nonce,
                    String digestKey,
                    String expiry,
                    String contacts,
                    List<KeyProof> proofs) -> {
                out.write("HELLO ").write(VERSION, 1);
                for (String word : List.of(from, to, nonce, digestKey, expiry, contacts)) {
                    out.write(' ').write(word);
                }
                proofs.forEach(
                        each -> out.write(' ').write(each.key()).write(' ').write(each.proof()));
                out.write('\n');
            }
            case OtherHello(int version, String from) ->
                out.write("HELLO ").write(version, 1).write(' ').write(from).write('\n');
            case Proof(String proof) -> out.write("PROOF ").write(proof).write('\n');
            case At(Report report) -> report.writeForNeighbour(out);
            case Beat(long root, long horizon, String contacts) ->
                out.write("BEAT ")
                        .writeHex(root)
                        .write(' ')
                        .writeHex(horizon)
                        .write(' ')
                        .write(contacts)
                        .write('\n');
            case Synced _ -> out.write("SYNCED\n");
            case Ask(Prefix node) -> out.write("ASK ").write(node.toString()).write('\n');
            case Node(Prefix node, List<Long> digests) -> writeHashes("NODE ", node, digests, out);
            case Part(Prefix node, List<Long> hashes) -> writeHashes("PART ", node, hashes, out);
            case Leaf(Prefix node, List<Long> hashes) -> writeHashes("LEAF ", node, hashes, out);
            case Bye(String reason) -> out.write("BYE ").write(reason).write('\n');
            case Refused(String reason) -> out.write("REFUSED ").write(reason).write('\n');
            case Unknown(Bytes line) -> out.write(line).write('\n');
        }
    }

    private static void writeHashes(String word, Prefix node, List<Long> hashes, ByteWriter out) {
        out.write(word).write(node.toString());
        hashes.forEach(hash -> out.write(' ').writeHex(hash));
        out.write('\n');
    }
}
