package io.herd.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.access.Credentials.Verdict;
import io.herd.access.Names;
import io.herd.access.Permissions;
import io.herd.access.Scope;
import io.herd.access.TokenEntry;
import io.herd.access.TokenList;
import io.herd.protocol.Bytes;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What is shown to get in, what is asked for, and the list of tokens. */
public final class CredentialFuzz {
    private static final Credentials CREDENTIALS = new Credentials("a key of a herd of nobody");
    private static final long NOW = 1_700_000_000;
    private static final String TOKEN = CREDENTIALS.token("K7QX2M");
    private static final Set<String> SIGNED =
            Set.of(CREDENTIALS.share("family/*", NOW + 1), CREDENTIALS.operator(NOW + 1));
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int MOST_ENTRIES = 10;
    private static final int MOST_NAME = 100;

    private CredentialFuzz() {}

    /** The first line is a credential, the second one a method and a path, and the others are the list. */
    public static void credential(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 3);
        String text = parts.length < 3 ? "" : parts[2];
        TokenList list = switch (TokenList.parse(text)) {
            case TokenList.Parsed.Sound(var sound) -> {
                checkRevoked(text, sound);
                yield sound;
            }
            case TokenList.Parsed.Malformed(var problems) -> {
                assertThat(problems).isNotEmpty();
                yield TokenList.EMPTY;
            }
        };
        checkCredential(parts[0], list);
        list.entries().stream()
                .limit(MOST_ENTRIES)
                .forEach(each -> checkNames(each.permissions().read(), parts[0]));
        if (parts.length > 1) {
            checkRequest(parts[1]);
        }
    }

    /** Only what was made with the key is worth something, however it is written. */
    private static void checkCredential(String credential, TokenList list) {
        Verdict verdict = CREDENTIALS.check(credential, list, NOW);
        assertThat(CREDENTIALS.check(credential, list, Long.MAX_VALUE)).isInstanceOf(Verdict.Invalid.class);
        if (verdict instanceof Verdict.Valid valid) {
            String digits = credential
                    .toUpperCase(Locale.ROOT)
                    .replace("-", "")
                    .replace('O', '0')
                    .replace('I', '1')
                    .replace('L', '1');
            assertThat(SIGNED.contains(credential) || digits.equals(TOKEN)).isTrue();
            assertThat(valid.permissions().equals(Permissions.ALL))
                    .isEqualTo(valid.name().equals("operator.*"));
        }
        assertThat(Credentials.idOf(credential)).isNotNull();
    }

    /** A word behind its line revokes a token. */
    private static void checkRevoked(String text, TokenList list) {
        String revoked = text.replaceFirst("^\uFEFF", "")
                .lines()
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                .map(line -> line.stripTrailing() + " revoked")
                .collect(Collectors.joining("\n"));
        assertThat(TokenList.parse(revoked))
                .isInstanceOfSatisfying(
                        TokenList.Parsed.Sound.class,
                        after -> assertThat(after.list().entries())
                                .hasSameSizeAs(list.entries())
                                .allMatch(TokenEntry::isRevoked));
    }

    /** Whoever may watch a prefix may see all whose names begin so. */
    private static void checkNames(Names names, String text) {
        Bytes name = Bytes.of(text.substring(0, Math.min(MOST_NAME, text.length())));
        for (int end = 0; end <= name.length(); end++) {
            if (names.containsAllOf(name.subSequence(0, end))) {
                assertThat(names.contains(name)).isTrue();
            }
        }
    }

    /** Nothing is changed by whoever may only read, and a solidus at the end changes nothing. */
    private static void checkRequest(String request) {
        String[] words = request.split(" ", 2);
        String path = words.length < 2 ? "/" : words[1];
        // Others are no requests.
        HttpMethod method = HttpMethod.valueOf(words[0].matches("[A-Z]+") ? words[0] : "GET");
        Scope scope = Guard.required(method, path);
        if (!path.endsWith("/")) {
            assertThat(Guard.required(method, path + "/")).isEqualTo(scope);
        }
        if (scope == null) {
            assertThat(method.equals(HttpMethod.OPTIONS) || path.startsWith(Api.DESCRIPTION))
                    .isTrue();
        } else if (!READING.contains(method)) {
            assertThat(scope).isNotEqualTo(Scope.READ);
        }
        if (path.equals(StatusService.PATH) || path.equals(MetricsService.PATH)) {
            assertThat(scope).isIn(Scope.MONITOR, null);
        }
    }
}
