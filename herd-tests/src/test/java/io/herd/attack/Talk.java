package io.herd.attack;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** What one hostile connection sends, part by part. */
interface Talk {
    /** What is sent next, once the part before has left; empty to say nothing more. */
    byte[] next();

    /** Says a thing once, and then nothing. */
    static Talk once(String text) {
        return inTurn(List.of(text).iterator());
    }

    /** Says a thing again and again. */
    static Talk always(String text) {
        byte[] bytes = bytes(text);
        return () -> bytes;
    }

    /** Says one thing first, and another again and again. */
    static Talk first(String first, String always) {
        byte[] rest = bytes(always);
        Talk beginning = once(first);
        return () -> {
            byte[] next = beginning.next();
            return next.length > 0 ? next : rest;
        };
    }

    /** Says what a number makes, for each number from 0 on. */
    static Talk counting(LongFunction<String> text) {
        return inTurn(LongStream.iterate(0, i -> i + 1).mapToObj(text).iterator());
    }

    private static Talk inTurn(Iterator<String> parts) {
        return () -> parts.hasNext() ? bytes(parts.next()) : new byte[0];
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
