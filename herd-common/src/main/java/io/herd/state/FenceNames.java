package io.herd.state;

import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The names of the fences of a state, so that nobody has to go through all clients for them. Safe for any number of threads. */
final class FenceNames {
    private final NavigableSet<FenceName> names = new ConcurrentSkipListSet<>(Comparator.comparing(FenceName::bytes));

    /**
     * The record of a fence has changed.
     *
     * @param newest finds its definition as it is by now: whoever comes last sees the last change
     */
    synchronized void changed(FenceName fence, Function<FenceName, @Nullable Report> newest) {
        boolean _ = newest.apply(fence) == null ? names.remove(fence) : names.add(fence);
    }

    /** All from the one behind a name on, or from the first. */
    Collection<FenceName> after(@Nullable FenceName name) {
        return Collections.unmodifiableSortedSet(name == null ? names : names.tailSet(name, false));
    }
}
