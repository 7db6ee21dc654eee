package io.herd.server.web;

/** What a client of a {@link LiveStream} is told of, under the id that it has chosen. Confined to the stream's event loop. */
abstract class Subscription {
    private final LiveStream stream;
    private final String id;
    private boolean isCancelled;

    Subscription(LiveStream stream, String id) {
        this.stream = stream;
        this.id = id;
    }

    final LiveStream stream() {
        return stream;
    }

    final String id() {
        return id;
    }

    abstract void begin();

    /** Whether it has yet to be heard that it has begun. */
    abstract boolean isBeginning();

    /** Ends it, whatever may still begin. */
    abstract void end();

    /** Ends it once what was begun has begun; the stream is told then. */
    final void endLater() {
        isCancelled = true;
    }

    /** Whether it was to end once it has begun, and so has ended. */
    final boolean hasEndedAsBegun() {
        if (isCancelled) {
            end();
            stream.over(this);
        }
        return isCancelled;
    }

    /** Tells some of what is owed: of so many clients. */
    abstract void tell(EventChannel channel, int most);

    /** About how many bytes it takes to keep what is owed; 0 if that is nothing. */
    abstract long owedBytes();

    /** About how many bytes it holds, besides what is owed. */
    abstract long heldBytes();
}
