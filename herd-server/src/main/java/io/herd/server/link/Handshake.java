package io.herd.server.link;

import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessage.Hello;
import io.herd.protocol.LinkMessage.KeyProof;
import io.herd.protocol.LinkMessage.Proof;
import io.herd.server.net.TlsPeer;
import io.herd.server.net.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The words that the two ends of a link prove with that they know a secret. The dialler offers a proof by each secret that it
 * knows, and the first that the other side knows too is the link's. Each proof names its place in the handshake, both servers,
 * their digests' keys and the nonces so far, so that none serves anywhere else or again. Over TLS it names the connection as well, so
 * that nobody can relay it over another one.
 *
 * @param expiry when this server's records expire
 * @param contacts when this server last heard of each server
 * @param nonces makes numbers to be used once
 * @param binding what only the two ends of the connection know; empty where it is not encrypted
 */
record Handshake(Keyring keys, String expiry, Supplier<String> contacts, Supplier<String> nonces, String binding) {
    private static final int START_DIGITS = 16;

    /** Nonces of a server that starts now: all begin alike, and those of no other start do. */
    static Supplier<String> noncesOfNewStart() {
        String start = Secret.nonce().substring(0, START_DIGITS);
        return () -> start + Secret.nonce();
    }

    /** Which start of the server a first word comes from. */
    static String startOf(Hello hello) {
        return hello.nonce().substring(0, Math.min(START_DIGITS, hello.nonce().length()));
    }

    /** The handshake over one connection. */
    Handshake over(Wire wire) {
        TlsPeer peer = wire.tlsPeer();
        return peer == null ? this : new Handshake(keys, expiry, contacts, nonces, peer.binding());
    }

    /** The dialler's first word. It proves its secrets at once, so that strangers are not even answered. */
    Hello hello(String from, String to) {
        String nonce = nonces.get();
        String digestKey = keys.digestKey();
        String known = contacts.get();
        String[] words = helloWords(from, to, nonce, digestKey, expiry, known);
        List<KeyProof> proofs =
                keys.all().stream().map(secret -> proof(secret, words)).toList();
        return new Hello(from, to, nonce, digestKey, expiry, known, proofs);
    }

    /** The first secret of the dialler's that this server knows too; null where there is none. */
    @Nullable
    Secret common(Hello hello) {
        return known(
                hello.proofs(),
                helloWords(
                        hello.from(), hello.to(), hello.nonce(), hello.digestKey(), hello.expiry(), hello.contacts()));
    }

    /** The answer to a first word: it proves the secret that both know, by the dialler's nonce. */
    Hello answer(Secret secret, Hello hello) {
        String nonce = nonces.get();
        String digestKey = keys.digestKey();
        String known = contacts.get();
        KeyProof proof = proof(secret, answerWords(hello, nonce, digestKey, expiry, known));
        return new Hello(hello.to(), hello.from(), nonce, digestKey, expiry, known, List.of(proof));
    }

    /** The secret that an answer proves; null where it proves none of this server's. */
    @Nullable
    Secret proven(Hello answer, Hello hello) {
        boolean isFitting = answer.from().equals(hello.to()) && answer.to().equals(hello.from());
        return isFitting
                ? known(
                        answer.proofs(),
                        answerWords(hello, answer.nonce(), answer.digestKey(), answer.expiry(), answer.contacts()))
                : null;
    }

    /** The dialler's last word: it proves the secret now, by the other side's nonce. */
    Proof proof(Secret secret, Hello hello, Hello answer) {
        return new Proof(secret.proof(proofWords(hello, answer)));
    }

    boolean isProven(Secret secret, Proof proof, Hello hello, Hello answer) {
        return secret.isProof(proof.proof(), proofWords(hello, answer));
    }

    private KeyProof proof(Secret secret, String... words) {
        return new KeyProof(secret.name(), secret.proof(words));
    }

    private @Nullable Secret known(List<KeyProof> proofs, String... words) {
        for (KeyProof each : proofs) {
            for (Secret secret : keys.all()) {
                if (secret.name().equals(each.key()) && secret.isProof(each.proof(), words)) {
                    return secret;
                }
            }
        }
        return null;
    }

    private String[] bound(String... words) {
        if (binding.isEmpty()) {
            return words;
        }
        String[] bound = Arrays.copyOf(words, words.length + 1);
        bound[words.length] = binding;
        return bound;
    }

    private String[] helloWords(
            String from, String to, String nonce, String digestKey, String expiry, String contacts) {
        return bound("hello", Integer.toString(LinkMessage.VERSION), from, to, nonce, digestKey, expiry, contacts);
    }

    private String[] answerWords(Hello hello, String nonce, String digestKey, String expiry, String contacts) {
        return bound("answer", hello.from(), hello.to(), hello.nonce(), nonce, digestKey, expiry, contacts);
    }

    private String[] proofWords(Hello hello, Hello answer) {
        return bound("proof", hello.from(), hello.to(), hello.nonce(), answer.nonce());
    }
}
