package io.herd.server.web;

import io.herd.protocol.FenceName;
import io.herd.server.watch.Interest;
import org.jspecify.annotations.Nullable;

/** What a client says on a WebSocket. */
sealed interface LiveMessage {
    /**
     * Something is to be told of from now on, instead of what the same id stood for.
     *
     * @param id what the client calls it
     * @param most of more clients than these only counts are wanted; 0 if they are wanted however many they are
     */
    record Subscribe(String id, Interest interest, int most) implements LiveMessage {}

    /**
     * What happens at a fence is to be told from now on, instead of what the same id stood for.
     *
     * @param fence null for all fences
     */
    record SubscribeFence(String id, @Nullable FenceName fence) implements LiveMessage {}

    /** No more is to be told of a subscription. */
    record Unsubscribe(String id) implements LiveMessage {}

    /** At most so many frames with changes are to be sent in a second; 0 if as many as there are. */
    record Rate(int framesPerSecond) implements LiveMessage {}

    /** Anything else. */
    record Malformed(String detail) implements LiveMessage {}
}
