package io.herd.sim;

import io.herd.protocol.Bytes;
import java.util.Collection;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes a server a neighbour that knows the secret and is wrong: it changes what the server says on links, holds it back, adds
 * to it, and does not read. It invents clients of its own; of others it says nothing that could be true, unless it {@linkplain Forger
 * forges}: nobody could tell that from the truth.
 */
final class Liar {
    private static final Bytes NOTHING = Bytes.of("");

    private final Random random;
    private final Lies lies;
    private final @Nullable Forger forger;
    private boolean isMute;
    private boolean isDeaf;

    /** @param forger makes newer records of others' clients; null if it does not */
    Liar(Random random, VirtualClock clock, @Nullable Forger forger) {
        this.random = random;
        this.lies = new Lies(random, clock);
        this.forger = forger;
    }

    /** Whether it does not read now. */
    boolean isDeaf() {
        return isDeaf;
    }

    /** What it says where its server would say something. */
    Bytes instead(Bytes write) {
        if (write.startsWith("HELLO ") || write.startsWith("PROOF ")) {
            return write;
        }
        if (isMute || !(write.startsWith("AT ") || random.nextInt(4) > 0)) {
            return NOTHING;
        }
        boolean isAnswer = write.startsWith("NODE ") || write.startsWith("LEAF ");
        return isAnswer && random.nextBoolean() ? Bytes.of(lies.wrongAnswer(write)) : write;
    }

    /**
     * Says something wrong on some open links.
     *
     * @param dialled those on which it tells
     * @param accepted those on which it answers
     */
    void lie(Collection<SimWire> dialled, Collection<SimWire> accepted) {
        isMute = random.nextInt(100) < (isMute ? 95 : 1);
        isDeaf = random.nextInt(100) < (isDeaf ? 95 : 1);
        for (SimWire link : dialled) {
            if (random.nextInt(4) == 0) {
                link.say(Bytes.of(forger != null && random.nextBoolean() ? forger.forge() : lie(lies.told())));
            }
        }
        for (SimWire link : accepted) {
            if (random.nextInt(4) == 0) {
                link.say(Bytes.of(lie(lies.beats())));
            }
        }
    }

    /** Mostly what keeps the link open. */
    private String lie(String sound) {
        return random.nextInt(6) == 0 ? lies.broken() : sound;
    }
}
