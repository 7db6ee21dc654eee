package io.herd.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tokens of a herd and what each permits: a file that all its servers have, without a secret in it. */
public final class TokenList {
    public static final TokenList EMPTY = new TokenList(Map.of());

    private static final String COMMENT = "#";
    /** Some editors put it before everything else. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Map<String, TokenEntry> entries;

    private TokenList(Map<String, TokenEntry> entries) {
        this.entries = entries;
    }

    /** What became of a text. */
    public sealed interface Parsed {
        record Sound(TokenList list) implements Parsed {}

        /**
         * It is no list.
         *
         * @param problems a sentence for each line that is wrong, with its number
         */
        record Malformed(List<String> problems) implements Parsed {}
    }

    /** Reads a list, a token on each line as {@link TokenLine} has it; empty lines and those that begin with {@code #} do not count. */
    public static Parsed parse(String text) {
        Map<String, TokenEntry> entries = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        String lines = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        for (String line : lines.lines().toList()) {
            number++;
            if (line.isBlank() || line.stripLeading().startsWith(COMMENT)) {
                continue;
            }
            switch (TokenLine.parse(line)) {
                case TokenLine.Malformed(var problem) -> problems.add("line " + number + ": " + problem);
                case TokenLine.Sound(var entry) -> {
                    if (entries.put(entry.id(), entry) != null) {
                        problems.add("line " + number + ": the token " + entry.id() + " stands twice");
                    }
                }
            }
        }
        return problems.isEmpty() ? new Parsed.Sound(new TokenList(entries)) : new Parsed.Malformed(problems);
    }

    @Nullable
    TokenEntry find(String id) {
        return entries.get(id);
    }

    public Collection<TokenEntry> entries() {
        return entries.values();
    }
}
