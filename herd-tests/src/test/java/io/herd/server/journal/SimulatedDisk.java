package io.herd.server.journal;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A directory in memory that fails as disks do. At a power cut each write that was not forced is kept, lost, torn, zeroed or
 * garbled, and each creation, renaming or deletion before the directory was forced may or may not have happened. What a failed
 * force left can be read, until the power is cut.
 */
public final class SimulatedDisk implements Disk {
    private final Random random;
    private Map<String, SimulatedFile> visible = new TreeMap<>();
    private Map<String, SimulatedFile> forced = new TreeMap<>();
    private final List<Change> unforced = new ArrayList<>();
    /** The chance that a force fails. */
    private double forceFails;
    /** How many bytes fit. */
    private volatile long room = Long.MAX_VALUE;

    private boolean promisesRoom;
    private boolean isReadOnly;
    private final Map<String, IOException> unopenable = new TreeMap<>();
    private final Map<String, Unreadable> unreadable = new TreeMap<>();

    /** Bytes of a file that cannot be read any more. */
    private record Unreadable(long from, long to) {}

    /** A change of a directory. */
    private interface Change {
        void apply(Map<String, SimulatedFile> directory);
    }

    public SimulatedDisk(Random random) {
        this.random = random;
    }

    /** From now on, a force fails with this chance. */
    public void failForces(double chance) {
        forceFails = chance;
    }

    /** From now on, so many bytes fit. */
    public void leaveRoom(long bytes) {
        room = bytes;
    }

    /** Others fill it right after it was asked how much is free. */
    void promiseRoom() {
        promisesRoom = true;
    }

    void makeReadOnly() {
        isReadOnly = true;
    }

    /** A file cannot be opened any more. */
    void failToOpen(String name, IOException reason) {
        unopenable.put(name, reason);
    }

    /** Some bytes of a file cannot be read any more. */
    void failToRead(String name, long from, long to) {
        unreadable.put(name, new Unreadable(from, to));
    }

    /** The machine goes off, and what was not forced may be lost. */
    public void cutPower() {
        for (Change change : unforced) {
            if (random.nextBoolean()) {
                change.apply(forced);
            }
        }
        unforced.clear();
        forced.values().forEach(file -> file.cut(random));
        visible = new TreeMap<>(forced);
    }

    private SimulatedFile file(String name) {
        return requireNonNull(visible.get(name), name);
    }

    /** The content of a file, as readers see it. */
    byte[] content(String name) {
        return file(name).visible();
    }

    /** Makes a file of some bytes, as if it had always been there. */
    void put(String name, byte[] content) {
        var file = new SimulatedFile();
        file.append(content);
        file.force();
        visible.put(name, file);
        forced.put(name, file);
    }

    /** A bit of a file changes. */
    void rot(String name) {
        file(name).rot(random);
    }

    private void change(Change change) throws IOException {
        checkWritable();
        change.apply(visible);
        unforced.add(change);
    }

    private void checkWritable() throws IOException {
        if (isReadOnly) {
            throw new IOException("Read-only file system");
        }
    }

    @Override
    public List<String> list() {
        return List.copyOf(visible.keySet());
    }

    @Override
    public Output create(String name) throws IOException {
        if (visible.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        var file = new SimulatedFile();
        change(directory -> directory.put(name, file));
        return new SimulatedOutput(file);
    }

    @Override
    public Input open(String name) throws IOException {
        SimulatedFile file = visible.get(name);
        if (file == null) {
            throw new FileNotFoundException(name);
        }
        IOException reason = unopenable.get(name);
        if (reason != null) {
            throw reason;
        }
        return new SimulatedInput(file, unreadable.getOrDefault(name, new Unreadable(Long.MAX_VALUE, 0)));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        SimulatedFile file = visible.get(from);
        if (file == null) {
            throw new NoSuchFileException(from);
        }
        change(directory -> {
            directory.remove(from);
            directory.put(to, file);
        });
    }

    @Override
    public void delete(String name) throws IOException {
        if (!visible.containsKey(name)) {
            throw new NoSuchFileException(name);
        }
        change(directory -> directory.remove(name));
    }

    @Override
    public void forceDirectory() throws IOException {
        checkWritable();
        if (random.nextDouble() < forceFails) {
            throw new IOException("Input/output error");
        }
        unforced.clear();
        forced = new TreeMap<>(visible);
    }

    @Override
    public long freeBytes() {
        return promisesRoom ? Long.MAX_VALUE : room;
    }

    @Override
    public String path() {
        return "simulated";
    }

    @Override
    public void close() {
        // It goes on to exist, as disks do.
    }

    private final class SimulatedOutput implements Output {
        private final SimulatedFile file;

        SimulatedOutput(SimulatedFile file) {
            this.file = file;
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            checkWritable();
            var taken = new byte[(int) Math.min(bytes.remaining(), room)];
            bytes.get(taken);
            file.append(taken);
            if (bytes.hasRemaining()) {
                throw new IOException("No space left on device");
            }
            room = Math.max(0, room - taken.length);
        }

        @Override
        public void force() throws IOException {
            if (random.nextDouble() < forceFails) {
                file.failForce();
                throw new IOException("Input/output error");
            }
            file.force();
        }

        @Override
        public void close() {
            // Nothing is kept open.
        }
    }

    private record SimulatedInput(SimulatedFile file, Unreadable unreadable) implements Input {
        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            byte[] bytes = file.visible();
            if (position >= bytes.length) {
                return -1;
            }
            if (position >= unreadable.from && position < unreadable.to) {
                throw new IOException("Input/output error");
            }
            long end = position < unreadable.from ? Math.min(bytes.length, unreadable.from) : bytes.length;
            int count = (int) Math.min(into.remaining(), end - position);
            into.put(bytes, (int) position, count);
            return count;
        }

        @Override
        public long size() {
            return file.visible().length;
        }

        @Override
        public void force() {
            file.force();
        }

        @Override
        public void close() {
            // Nothing is kept open.
        }
    }
}
