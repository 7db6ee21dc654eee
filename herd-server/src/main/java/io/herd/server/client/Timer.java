package io.herd.server.client;

/** Runs what is to happen later, on the event loop that asked for it. */
public interface Timer {
    void run(long millis, Runnable task);
}
