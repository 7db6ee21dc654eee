package io.herd.protocol;

import io.herd.protocol.LinkMessage.Ask;
import io.herd.protocol.LinkMessage.At;
import io.herd.protocol.LinkMessage.Beat;
import io.herd.protocol.LinkMessage.Bye;
import io.herd.protocol.LinkMessage.Hello;
import io.herd.protocol.LinkMessage.KeyProof;
import io.herd.protocol.LinkMessage.Leaf;
import io.herd.protocol.LinkMessage.Node;
import io.herd.protocol.LinkMessage.OtherHello;
import io.herd.protocol.LinkMessage.Part;
import io.herd.protocol.LinkMessage.Proof;
import io.herd.protocol.LinkMessage.Refused;
import io.herd.protocol.LinkMessage.Synced;
import io.herd.protocol.LinkMessage.Unknown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a neighbour's line into a message. Total, as {@link CommandParser} is. */
public final class LinkMessageParser {
    private static final String BYE = "BYE ";
    private static final String REFUSED = "REFUSED ";
    private static final int MOST_REASON = 1_000;
    private static final String VERSION_NUMBER = "[0-9]{1,4}";
    /** How many words a HELLO has before its proofs, besides the first. */
    private static final int HELLO_WORDS = 7;

    private static final int MAX_HASH_DIGITS = 16;

    private LinkMessageParser() {}

    /** The message in a line, its terminator left out. */
    public static LinkMessage parse(Bytes line) {
        if (line.startsWith(BYE)) {
            return new Bye(reason(line, BYE));
        } else if (line.startsWith(REFUSED)) {
            return new Refused(reason(line, REFUSED));
        }
        var fields = new Fields(line);
        Bytes word = fields.next();
        LinkMessage message = word == null ? null : message(word, fields);
        return message == null || fields.next() != null ? new Unknown(line) : message;
    }

    /** The reason behind a word, for people, who do not read on for ever. */
    private static String reason(Bytes line, String word) {
        int length = Math.min(line.length() - word.length(), MOST_REASON);
        return line.subSequence(word.length(), word.length() + length).toString();
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
        } else if (word.is("NOTE")) {
            Report note = Report.noteFromNeighbour(
                    fields.next(), fields.next(), fields.next(), fields.next(), fields.next(), fields.next());
            return note == null ? null : new At(note);
        } else if (word.is("HELLO")) {
            return hello(fields);
        } else if (word.is("PROOF")) {
            Bytes proof = fields.next();
            return proof == null ? null : new Proof(proof.toString());
        } else if (word.is("SYNCED")) {
            return new Synced();
        } else if (word.is("BEAT")) {
            return beat(fields.next(), fields.next(), fields.next());
        }
        return question(word, fields);
    }

    private static @Nullable LinkMessage beat(@Nullable Bytes root, @Nullable Bytes horizon, @Nullable Bytes contacts) {
        Long rootHash = root == null ? null : hash(root);
        Long horizonNanos = horizon == null ? null : hash(horizon);
        return rootHash == null || horizonNanos == null || contacts == null
                ? null
                : new Beat(rootHash, horizonNanos, contacts.toString());
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

    private static @Nullable LinkMessage hello(Fields fields) {
        List<String> words = words(fields);
        if (words.size() < 2 || !words.getFirst().matches(VERSION_NUMBER)) {
            return null;
        }
        int version = Integer.parseInt(words.getFirst());
        if (version != LinkMessage.VERSION) {
            return new OtherHello(version, words.get(1));
        }
        var proofs = new ArrayList<KeyProof>();
        for (int at = HELLO_WORDS; at + 1 < words.size(); at += 2) {
            proofs.add(new KeyProof(words.get(at), words.get(at + 1)));
        }
        boolean isWhole = !proofs.isEmpty()
                && proofs.size() <= LinkMessage.MOST_KEYS
                && words.size() == HELLO_WORDS + 2 * proofs.size();
        return isWhole
                ? new Hello(words.get(1), words.get(2), words.get(3), words.get(4), words.get(5), words.get(6), proofs)
                : null;
    }

    /** All further fields. */
    private static List<String> words(Fields fields) {
        var words = new ArrayList<String>();
        for (Bytes field = fields.next(); field != null; field = fields.next()) {
            words.add(field.toString());
        }
        return words;
    }

    /** All further fields as hexadecimal numbers, or null where one is none. */
    private static @Nullable List<Long> hashes(Fields fields) {
        var hashes = new ArrayList<Long>();
        for (Bytes field = fields.next(); field != null; field = fields.next()) {
            Long hash = hash(field);
            if (hash == null) {
                return null;
            }
            hashes.add(hash);
        }
        return hashes;
    }

    private static @Nullable Long hash(Bytes field) {
        if (field.length() > MAX_HASH_DIGITS) {
            return null;
        }
        long hash = 0;
        for (int i = 0; i < field.length(); i++) {
            int digit = Character.digit(field.charAt(i), 16);
            if (digit < 0) {
                return null;
            }
            hash = hash << 4 | digit;
        }
        return hash;
    }
}
