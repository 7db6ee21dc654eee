package io.herd.server.journal;

import io.herd.protocol.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The content of a simulated file: what readers see, and what a power cut leaves of it. */
final class SimulatedFile {
    private static final int SECTOR = 512;

    private byte[] visible = {};
    /** Those since the last force, in their order. */
    private final List<Write> unforced = new ArrayList<>();
    /** What survives in any case. */
    private byte[] forced = {};

    /** @param isDoomed whether a force of it failed: it can be read, but is gone after a power cut, whatever is forced later */
    private record Write(int start, Bytes bytes, boolean isDoomed) {}

    byte[] visible() {
        return visible;
    }

    void append(byte[] bytes) {
        unforced.add(new Write(visible.length, Bytes.view(bytes, 0, bytes.length), false));
        int start = visible.length;
        visible = Arrays.copyOf(visible, start + bytes.length);
        System.arraycopy(bytes, 0, visible, start, bytes.length);
    }

    void force() {
        List<Write> doomed = unforced.stream().filter(Write::isDoomed).toList();
        for (Write write : unforced) {
            if (!write.isDoomed) {
                forced = overlay(forced, write.start, write.bytes);
            }
        }
        unforced.clear();
        unforced.addAll(doomed);
    }

    void failForce() {
        unforced.replaceAll(write -> new Write(write.start, write.bytes, true));
    }

    /** After a power cut, what survived is all there is. */
    void cut(Random random) {
        byte[] left = forced;
        for (Write write : unforced) {
            if (!write.isDoomed) {
                left = leave(left, write, random);
            }
        }
        visible = left;
        forced = left;
        unforced.clear();
    }

    private static byte[] leave(byte[] left, Write write, Random random) {
        var bytes = new byte[write.bytes.length()];
        write.bytes.copyTo(bytes, 0);
        switch (random.nextInt(5)) {
            case 0 -> {
                return left;
            }
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length / SECTOR + 1) * SECTOR);
            case 2 -> Arrays.fill(bytes, (byte) 0);
            case 3 -> garble(bytes, random);
            default -> {
                // It is all there.
            }
        }
        return overlay(left, write.start, Bytes.view(bytes, 0, bytes.length));
    }

    private static void garble(byte[] bytes, Random random) {
        for (int start = 0; start < bytes.length; start += SECTOR) {
            if (random.nextBoolean()) {
                for (int i = start; i < Math.min(start + SECTOR, bytes.length); i++) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
        }
    }

    private static byte[] overlay(byte[] content, int start, Bytes bytes) {
        byte[] all = Arrays.copyOf(content, Math.max(content.length, start + bytes.length()));
        bytes.copyTo(all, start);
        return all;
    }

    /** Bits rot: one byte changes, forced or not. */
    void rot(Random random) {
        if (visible.length > 0) {
            int at = random.nextInt(visible.length);
            byte rotten = (byte) (visible[at] ^ (1 << random.nextInt(Byte.SIZE)));
            visible[at] = rotten;
            if (at < forced.length) {
                forced[at] = rotten;
            }
        }
    }
}
