package io.herd.server.journal;

import java.io.IOException;
import java.util.List;

/** A disk that does what another one does, but for what is overridden. */
abstract class ForwardingDisk implements Disk {
    private final Disk disk;

    ForwardingDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public List<String> list() throws IOException {
        return disk.list();
    }

    @Override
    public Output create(String name) throws IOException {
        return disk.create(name);
    }

    @Override
    public Input open(String name) throws IOException {
        return disk.open(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void forceDirectory() throws IOException {
        disk.forceDirectory();
    }

    @Override
    public long freeBytes() throws IOException {
        return disk.freeBytes();
    }

    @Override
    public String path() {
        return disk.path();
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
