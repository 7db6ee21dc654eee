package io.herd.protocol;

import io.herd.protocol.LinkMessage.Ask;
import io.herd.protocol.LinkMessage.At;
import io.herd.protocol.LinkMessage.Beat;
import io.herd.protocol.LinkMessage.Bye;
import io.herd.protocol.LinkMessage.Hello;
import io.herd.protocol.LinkMessage.Leaf;
import io.herd.protocol.LinkMessage.Node;
import io.herd.protocol.LinkMessage.Part;
import io.herd.protocol.LinkMessage.Proof;
import io.herd.protocol.LinkMessage.Refused;
import io.herd.protocol.LinkMessage.Unknown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a neighbour's line into a message. Total, as {@link CommandParser} is. */
public final class LinkMessageParser {
    private static final String BYE = "BYE ";
    private static final String REFUSED = "REFUSED ";
    private static final int MAX_VERSION_DIGITS = 4;
    private static final int MAX_HASH_DIGITS = 16;

    private LinkMessageParser() {}

    /** The message in a line, its terminator left out. */
    public static LinkMessage parse(Bytes line) {
        if (line.startsWith(BYE)) {
            return new Bye(line.subSequence(BYE.length(), line.length()).toString());
        } else if (line.startsWith(REFUSED)) {
            return new Refused(line.subSequence(REFUSED.length(), line.length()).toString());
        }
        var fields = new Fields(line);
        Bytes word = fields.next();
        LinkMessage message = word == null ? null : message(word, fields);
        return message == null || fields.next() != null ? new Unknown(line) : message;
    }

    private static @Nullable LinkMessage message(Bytes word, Fields fields) {
        if (word.is("AT")) {
            Report report = Report.fromNeighbour(
                    fields.next(), fields.next(), fields.next(), fields.next(), fields.next(), fields.next());
            return report == null ? null : new At(report);
        } else if (word.is("GONE")) {
            Report tombstone =
                    Report.tombstoneFromNeighbour(fields.next(), fields.next(), fields.next(), fields.next());
            return tombstone == null ? null : new At(tombstone);
        } else if (word.is("HELLO")) {
            return hello(fields.next(), fields.next(), fields.next(), fields.next(), fields.next());
        } else if (word.is("PROOF")) {
            Bytes proof = fields.next();
            return proof == null ? null : new Proof(proof.toString());
        } else if (word.is("BEAT")) {
            List<Long> root = hashes(fields);
            return root == null || root.size() != 1 ? null : new Beat(root.getFirst());
        }
        return question(word, fields);
    }

    /** One of the words that walk the digest's tree. */
    private static @Nullable LinkMessage question(Bytes word, Fields fields) {
        Bytes text = fields.next();
        Prefix node = text == null ? null : Prefix.parse(text);
        if (node == null) {
            return null;
        } else if (word.is("ASK")) {
            return new Ask(node);
        }
        List<Long> hashes = hashes(fields);
        if (hashes == null) {
            return null;
        } else if (word.is("NODE") && hashes.size() == Prefix.FANOUT) {
            return new Node(node, hashes);
        } else if (word.is("PART")) {
            return new Part(node, hashes);
        } else if (word.is("LEAF")) {
            return new Leaf(node, hashes);
        }
        return null;
    }

    private static @Nullable LinkMessage hello(
            @Nullable Bytes version,
            @Nullable Bytes from,
            @Nullable Bytes to,
            @Nullable Bytes nonce,
            @Nullable Bytes proof) {
        if (version == null || from == null || to == null || nonce == null || proof == null) {
            return null;
        }
        int digits = Digits.end(version, 0);
        if (digits > MAX_VERSION_DIGITS || digits < version.length()) {
            return null;
        }
        int number = (int) Digits.number(version, 0, digits);
        return new Hello(number, from.toString(), to.toString(), nonce.toString(), proof.toString());
    }

    /** All further fields as hexadecimal numbers, or null where one is none. */
    private static @Nullable List<Long> hashes(Fields fields) {
        var hashes = new ArrayList<Long>();
        for (Bytes field = fields.next(); field != null; field = fields.next()) {
            long hash = 0;
            for (int i = 0; i < field.length(); i++) {
                int digit = Character.digit(field.charAt(i), 16);
                if (digit < 0 || i == MAX_HASH_DIGITS) {
                    return null;
                }
                hash = hash << 4 | digit;
            }
            hashes.add(hash);
        }
        return hashes;
    }
}
