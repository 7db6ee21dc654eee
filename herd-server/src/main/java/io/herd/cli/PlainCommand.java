package io.herd.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises commands that have to start quickly, where they are written plainly: {@code serve NAME}, {@code up} and
 * {@code train}, perhaps with {@code -c FILE}. Picocli would take longer than all else that happens before a server
 * listens, as no AOT cache holds classes as old as its own. Picocli handles everything else, mistakes included.
 */
final class PlainCommand {
    private static final List<String> FILE_OPTIONS = List.of("-c", "--config");

    private PlainCommand() {}

    /** The command that picocli would make of the arguments; null where only picocli can tell. */
    static @Nullable HerdCommand parse(String... arguments) {
        try {
            return plain(arguments);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static @Nullable HerdCommand plain(String... arguments) {
        List<String> words = Arrays.asList(arguments);
        String file = System.getenv(HerdCommand.FILE_VARIABLE);
        int option = words.size() - 2;
        if (option > 0 && FILE_OPTIONS.contains(words.get(option)) && isPlain(words.getLast())) {
            file = words.getLast();
            words = words.subList(0, option);
        }
        HerdCommand command = command(words);
        if (command != null && file != null) {
            command.file = Path.of(file);
        }
        return command;
    }

    private static @Nullable HerdCommand command(List<String> words) {
        if (words.equals(List.of("up"))) {
            return new Up();
        }
        if (words.equals(List.of("train"))) {
            return new Train();
        }
        if (words.size() == 2 && words.getFirst().equals("serve") && isPlain(words.getLast())) {
            var serve = new Serve();
            serve.name = words.getLast();
            return serve;
        }
        return null;
    }

    /** Whether a word is neither an option nor, as {@code @FILE} is, more than one word. */
    private static boolean isPlain(String word) {
        return !word.isEmpty() && "-@".indexOf(word.charAt(0)) < 0;
    }
}
