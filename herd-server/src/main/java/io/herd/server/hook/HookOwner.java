package io.herd.server.hook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which server sends to a target: of those that are alive the one whose hash with the target is the greatest (rendezvous hashing), so that
 * all servers agree as soon as they see the same servers alive. Confined to one thread.
 */
final class HookOwner {
    /** A server that was not heard of for so long counts as dead. */
    private static final long SILENCE_NANOS = 10_000_000_000L;

    private final String server;
    private final Map<String, Life> lives = new HashMap<>();

    /**
     * When a server was last heard of.
     *
     * @param sign its last sign of life by its own clock, which may be wrong
     * @param seenAt when that was new here
     */
    private record Life(long sign, long seenAt) {}

    HookOwner(String server) {
        this.server = server;
    }

    /** Takes in the last sign of life of each server. */
    void hear(Map<String, Long> signs, long now) {
        signs.forEach((name, sign) ->
                lives.merge(name, new Life(sign, now), (before, fresh) -> fresh.sign > before.sign ? fresh : before));
    }

    /** The server that sends to a target. */
    String owner(String target, long now) {
        String owner = server;
        byte[] greatest = hash(target, server);
        for (Map.Entry<String, Life> each : lives.entrySet()) {
            byte[] hash = hash(target, each.getKey());
            boolean isAlive = now - each.getValue().seenAt < SILENCE_NANOS;
            if (isAlive && Arrays.compareUnsigned(hash, greatest) > 0) {
                owner = each.getKey();
                greatest = hash;
            }
        }
        return owner;
    }

    private static byte[] hash(String target, String name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((target + "\n" + name).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
