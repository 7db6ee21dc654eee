package io.herd.server.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of the file system, that only its user can read. */
public final class FileDisk implements Disk {
    private static final String LOCK = "lock";

    private final Path directory;
    /** Held until this is closed; null for a reader. */
    private final @Nullable FileChannel lock;

    private FileDisk(Path directory, @Nullable FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Opens a directory for one process at a time, and makes it if there is none. */
    public static FileDisk lock(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        create(absolute);
        FileChannel channel = FileChannel.open(
                absolute.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                permissions(absolute, "rw-------"));
        try {
            if (tryLock(channel) == null) {
                throw new FileSystemException(
                        absolute.toString(), null, "is in use by another process; does the server run already?");
            }
            return new FileDisk(absolute, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This very process has it.
            return null;
        }
    }

    /** The names of new directories must survive a power cut too. */
    private static void create(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (Files.notExists(directory) && parent != null) {
            create(parent);
            Files.createDirectories(directory, permissions(directory, "rwx------"));
            force(parent);
        }
    }

    /** A directory to be read only, perhaps while a server writes to it. */
    static FileDisk reading(Path directory) {
        return new FileDisk(directory, null);
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public Output create(String name) throws IOException {
        Path file = directory.resolve(name);
        return new ChannelOutput(FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions(file, "rw-------")));
    }

    @Override
    public Input open(String name) throws IOException {
        return new ChannelInput(FileChannel.open(directory.resolve(name), StandardOpenOption.READ));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        var _ = Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(directory.resolve(name));
    }

    @Override
    public void forceDirectory() throws IOException {
        force(directory);
    }

    /** Works on Linux and macOS, though no documentation promises it. */
    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long freeBytes() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    @Override
    public String path() {
        return directory.toString();
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
