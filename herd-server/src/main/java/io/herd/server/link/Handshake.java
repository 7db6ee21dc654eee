package io.herd.server.link;

import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessage.Hello;
import io.herd.protocol.LinkMessage.Proof;
import java.util.function.Supplier;

/**
 * The words that the two ends of a link prove their knowledge of the secret with. Each proof names its place in the
 * handshake, both servers and the nonces so far, so that none serves anywhere else or again.
 *
 * @param nonces makes numbers to be used once
 */
record Handshake(Secret secret, Supplier<String> nonces) {
    private static final int START_DIGITS = 16;

    /** For handshakes of a server that starts now: all its nonces begin alike, and those of no other start do. */
    static Handshake ofNewStart(Secret secret) {
        String start = Secret.nonce().substring(0, START_DIGITS);
        return new Handshake(secret, () -> start + Secret.nonce());
    }

    /** Which start of the server a first word comes from. */
    static String startOf(Hello hello) {
        return hello.nonce().substring(0, Math.min(START_DIGITS, hello.nonce().length()));
    }

    /** The dialler's first word. It proves the secret at once, so that strangers are not even answered. */
    Hello hello(String from, String to) {
        String nonce = nonces.get();
        return new Hello(
                LinkMessage.VERSION, from, to, nonce, secret.proof(helloWords(LinkMessage.VERSION, from, to, nonce)));
    }

    /** Whether a first word comes from somebody who knows, or knew, the secret; whatever version it speaks. */
    boolean isProven(Hello hello) {
        return secret.isProof(hello.proof(), helloWords(hello.version(), hello.from(), hello.to(), hello.nonce()));
    }

    /** The answer to a first word: it proves the secret now, by the dialler's nonce. */
    Hello answer(Hello hello) {
        String nonce = nonces.get();
        return new Hello(LinkMessage.VERSION, hello.to(), hello.from(), nonce, secret.proof(answerWords(hello, nonce)));
    }

    boolean isProven(Hello answer, Hello hello) {
        return answer.from().equals(hello.to())
                && answer.to().equals(hello.from())
                && secret.isProof(answer.proof(), answerWords(hello, answer.nonce()));
    }

    /** The dialler's last word: it proves the secret now, by the other side's nonce. */
    Proof proof(Hello hello, Hello answer) {
        return new Proof(secret.proof(proofWords(hello, answer)));
    }

    boolean isProven(Proof proof, Hello hello, Hello answer) {
        return secret.isProof(proof.proof(), proofWords(hello, answer));
    }

    private static String[] helloWords(int version, String from, String to, String nonce) {
        return new String[] {"hello", Integer.toString(version), from, to, nonce};
    }

    private static String[] answerWords(Hello hello, String nonce) {
        return new String[] {"answer", hello.from(), hello.to(), hello.nonce(), nonce};
    }

    private static String[] proofWords(Hello hello, Hello answer) {
        return new String[] {"proof", hello.from(), hello.to(), hello.nonce(), answer.nonce()};
    }
}
