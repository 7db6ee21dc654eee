package io.herd.server.net;

/** What one holder has of a {@link MemoryAccount}. Confined to one thread. */
public final class MemoryShare {
    private final MemoryAccount account;
    private long held;

    public MemoryShare(MemoryAccount account) {
        this.account = account;
    }

    /** It holds so many bytes now. */
    public void set(long bytes) {
        account.add(bytes - held);
        held = bytes;
    }

    /** It holds so many bytes more, or fewer if negative. */
    public void add(long bytes) {
        set(held + bytes);
    }

    public long held() {
        return held;
    }
}
