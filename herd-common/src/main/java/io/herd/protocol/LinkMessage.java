package io.herd.protocol;

/** What servers say to each other on a link, one line each. docs/protocol.md tells the order and the proofs. */
public sealed interface LinkMessage {
    /** The version of the links' protocol that this server speaks. */
    int VERSION = 1;

    /**
     * Opens a link; its answer is the other side's.
     *
     * @param version of the links' protocol
     * @param from the server that speaks
     * @param to the server spoken to
     * @param nonce fresh and random, in hexadecimal
     * @param proof that the speaker knows the herd's secret, in hexadecimal
     */
    record Hello(int version, String from, String to, String nonce, String proof) implements LinkMessage {}

    /** The dialler's last word of the handshake: it knows the secret now, not only once. */
    record Proof(String proof) implements LinkMessage {}

    /** A report. */
    record At(Report report) implements LinkMessage {}

    /** The speaker closes the link, and why; the reason is for people. */
    record Bye(String reason) implements LinkMessage {}

    /** Anything else, such as an answer to a client. */
    record Unknown(Bytes line) implements LinkMessage {}

    /** Writes this message with its LF. */
    default void writeTo(ByteWriter out) {
        switch (this) {
            case Hello(int version, String from, String to, String nonce, String proof) ->
                out.write("HELLO ")
                        .write(version, 1)
                        .write(' ')
                        .write(from)
                        .write(' ')
                        .write(to)
                        .write(' ')
                        .write(nonce)
                        .write(' ')
                        .write(proof)
                        .write('\n');
            case Proof(String proof) -> out.write("PROOF ").write(proof).write('\n');
            case At(Report report) -> report.writeForNeighbour(out);
            case Bye(String reason) -> out.write("BYE ").write(reason).write('\n');
            case Unknown(Bytes line) -> out.write(line).write('\n');
        }
    }
}
